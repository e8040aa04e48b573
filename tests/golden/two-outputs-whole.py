# Two outputs
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


# given
x = np.array([0.5, -0.2])
y = np.array([0.8, 0.3])
eta = 0.5
w = np.array([
    [0.3, -0.4],
    [0.6, 0.1],
])
W = np.array([
    [0.4, 0.3],
    [-0.2, 0.5],
])

# forward pass
h = np.dot(x, w)  # h
a = sigmoid(h)  # a
z = np.dot(a, W)  # z
y_hat = sigmoid(z)  # ŷ

# error and loss
error = y - y_hat  # e
loss = 0.5 * np.sum(error**2)  # E

# backward pass
slope_o = y_hat * (1 - y_hat)  # f′(z)
delta_o = error * slope_o  # δᵒ
slope_h = a * (1 - a)  # f′(h)
delta_h = np.dot(W, delta_o) * slope_h  # δʰ

# update
delta_W = eta * np.outer(a, delta_o)  # ΔW
delta_w = eta * np.outer(x, delta_h)  # Δw
new_W = W + delta_W  # W_new
new_w = w + delta_w  # w_new

# after the update
new_h = np.dot(x, new_w)  # h_new
new_a = sigmoid(new_h)  # a_new
new_z = np.dot(new_a, new_W)  # z_new
new_y_hat = sigmoid(new_z)  # ŷ_new
new_loss = 0.5 * np.sum((y - new_y_hat)**2)  # E_new

np.set_printoptions(floatmode="unique", threshold=10**6)
print("h =", h)
print("a =", a)
print("z =", z)
print("ŷ =", y_hat)
print("e =", error)
print("E =", loss)
print("f′(z) =", slope_o)
print("δᵒ =", delta_o)
print("f′(h) =", slope_h)
print("δʰ =", delta_h)
print("ΔW =", delta_W)
print("Δw =", delta_w)
print("W_new =", new_W)
print("w_new =", new_w)
print("h_new =", new_h)
print("a_new =", new_a)
print("z_new =", new_z)
print("ŷ_new =", new_y_hat)
print("E_new =", new_loss)
