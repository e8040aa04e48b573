# The 2-2-2 network: two outputs and biases
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


# given
x = np.array([0.5, -1.0])
y = np.array([1.0, 0.0])
eta = 0.5
w = np.array([
    [0.2, -0.4],
    [0.3, 0.1],
])
b = np.array([0.1, -0.1])
W = np.array([
    [0.5, -0.3],
    [-0.2, 0.4],
])
B = np.array([0.1, 0.2])

# forward pass
h = np.dot(x, w) + b  # h
a = np.tanh(h)  # a
z = np.dot(a, W) + B  # z
y_hat = sigmoid(z)  # ŷ

# backward pass
error = y - y_hat  # e
slope_o = y_hat * (1 - y_hat)  # f′(z)
delta_o = error * slope_o  # δᵒ
slope_h = 1 - a**2  # f′(h)
delta_h = np.dot(W, delta_o) * slope_h  # δʰ

# update
delta_W = eta * np.outer(a, delta_o)  # ΔW
delta_B = eta * delta_o  # ΔB
delta_w = eta * np.outer(x, delta_h)  # Δw
delta_b = eta * delta_h  # Δb
new_W = W + delta_W  # W_new
new_B = B + delta_B  # B_new
new_w = w + delta_w  # w_new
new_b = b + delta_b  # b_new

# loss
loss = 0.5 * np.sum(error**2)  # E
new_h = np.dot(x, new_w) + new_b  # h_new
new_a = np.tanh(new_h)  # a_new
new_z = np.dot(new_a, new_W) + new_B  # z_new
new_y_hat = sigmoid(new_z)  # ŷ_new
new_loss = 0.5 * np.sum((y - new_y_hat)**2)  # E_new

np.set_printoptions(floatmode="unique", threshold=10**6)
print("h =", h)
print("a =", a)
print("z =", z)
print("ŷ =", y_hat)
print("e =", error)
print("f′(z) =", slope_o)
print("δᵒ =", delta_o)
print("f′(h) =", slope_h)
print("δʰ =", delta_h)
print("ΔW =", delta_W)
print("ΔB =", delta_B)
print("Δw =", delta_w)
print("Δb =", delta_b)
print("W_new =", new_W)
print("B_new =", new_B)
print("w_new =", new_w)
print("b_new =", new_b)
print("E =", loss)
print("h_new =", new_h)
print("a_new =", new_a)
print("z_new =", new_z)
print("ŷ_new =", new_y_hat)
print("E_new =", new_loss)
