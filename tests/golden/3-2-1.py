# The 3-2-1 network
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


# given
x = np.array([0.5, 0.1, -0.2])
y = 0.6
eta = 0.5
w = np.array([
    [0.5, -0.6],
    [0.1, -0.2],
    [0.1, 0.7],
])
W = np.array([0.1, -0.3])

# forward pass
h = np.zeros(2)
h[0] = np.dot(x, w[:, 0])  # h1
h[1] = np.dot(x, w[:, 1])  # h2
a = np.zeros(2)
a[0] = sigmoid(h[0])  # a1
a[1] = sigmoid(h[1])  # a2
z = np.dot(a, W)  # z
y_hat = sigmoid(z)  # ŷ

# backward pass
error = y - y_hat  # e
slope_o = y_hat * (1 - y_hat)  # f′(z)
delta_o = error * slope_o  # δᵒ
slope_h = np.zeros(2)
slope_h[0] = a[0] * (1 - a[0])  # f′(h1)
delta_h = np.zeros(2)
delta_h[0] = W[0] * delta_o * slope_h[0]  # δʰ1
slope_h[1] = a[1] * (1 - a[1])  # f′(h2)
delta_h[1] = W[1] * delta_o * slope_h[1]  # δʰ2

# update
delta_W = np.zeros(2)
delta_W[0] = eta * delta_o * a[0]  # ΔW1
delta_W[1] = eta * delta_o * a[1]  # ΔW2
delta_w = np.zeros((3, 2))
delta_w[0, 0] = eta * delta_h[0] * x[0]  # Δw11
delta_w[0, 1] = eta * delta_h[1] * x[0]  # Δw12
delta_w[1, 0] = eta * delta_h[0] * x[1]  # Δw21
delta_w[1, 1] = eta * delta_h[1] * x[1]  # Δw22
delta_w[2, 0] = eta * delta_h[0] * x[2]  # Δw31
delta_w[2, 1] = eta * delta_h[1] * x[2]  # Δw32
new_W = np.zeros(2)
new_W[0] = W[0] + delta_W[0]  # W1_new
new_W[1] = W[1] + delta_W[1]  # W2_new
new_w = np.zeros((3, 2))
new_w[0, 0] = w[0, 0] + delta_w[0, 0]  # w11_new
new_w[0, 1] = w[0, 1] + delta_w[0, 1]  # w12_new
new_w[1, 0] = w[1, 0] + delta_w[1, 0]  # w21_new
new_w[1, 1] = w[1, 1] + delta_w[1, 1]  # w22_new
new_w[2, 0] = w[2, 0] + delta_w[2, 0]  # w31_new
new_w[2, 1] = w[2, 1] + delta_w[2, 1]  # w32_new

# loss
loss = 0.5 * error**2  # E
new_h = np.zeros(2)
new_h[0] = np.dot(x, new_w[:, 0])  # h1_new
new_h[1] = np.dot(x, new_w[:, 1])  # h2_new
new_a = np.zeros(2)
new_a[0] = sigmoid(new_h[0])  # a1_new
new_a[1] = sigmoid(new_h[1])  # a2_new
new_z = np.dot(new_a, new_W)  # z_new
new_y_hat = sigmoid(new_z)  # ŷ_new
new_loss = 0.5 * (y - new_y_hat)**2  # E_new

print("h1 =", h[0])
print("h2 =", h[1])
print("a1 =", a[0])
print("a2 =", a[1])
print("z =", z)
print("ŷ =", y_hat)
print("e =", error)
print("f′(z) =", slope_o)
print("δᵒ =", delta_o)
print("f′(h1) =", slope_h[0])
print("δʰ1 =", delta_h[0])
print("f′(h2) =", slope_h[1])
print("δʰ2 =", delta_h[1])
print("ΔW1 =", delta_W[0])
print("ΔW2 =", delta_W[1])
print("Δw11 =", delta_w[0, 0])
print("Δw12 =", delta_w[0, 1])
print("Δw21 =", delta_w[1, 0])
print("Δw22 =", delta_w[1, 1])
print("Δw31 =", delta_w[2, 0])
print("Δw32 =", delta_w[2, 1])
print("W1_new =", new_W[0])
print("W2_new =", new_W[1])
print("w11_new =", new_w[0, 0])
print("w12_new =", new_w[0, 1])
print("w21_new =", new_w[1, 0])
print("w22_new =", new_w[1, 1])
print("w31_new =", new_w[2, 0])
print("w32_new =", new_w[2, 1])
print("E =", loss)
print("h1_new =", new_h[0])
print("h2_new =", new_h[1])
print("a1_new =", new_a[0])
print("a2_new =", new_a[1])
print("z_new =", new_z)
print("ŷ_new =", new_y_hat)
print("E_new =", new_loss)
