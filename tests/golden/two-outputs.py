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
h = np.zeros(2)
h[0] = np.dot(x, w[:, 0])  # h1
h[1] = np.dot(x, w[:, 1])  # h2
a = np.zeros(2)
a[0] = sigmoid(h[0])  # a1
a[1] = sigmoid(h[1])  # a2
z = np.zeros(2)
z[0] = np.dot(a, W[:, 0])  # z1
z[1] = np.dot(a, W[:, 1])  # z2
y_hat = np.zeros(2)
y_hat[0] = sigmoid(z[0])  # ŷ1
y_hat[1] = sigmoid(z[1])  # ŷ2

# error and loss
error = np.zeros(2)
error[0] = y[0] - y_hat[0]  # e1
error[1] = y[1] - y_hat[1]  # e2
loss = 0.5 * (error[0]**2 + error[1]**2)  # E

# backward pass
slope_o = np.zeros(2)
slope_o[0] = y_hat[0] * (1 - y_hat[0])  # f′(z1)
slope_o[1] = y_hat[1] * (1 - y_hat[1])  # f′(z2)
delta_o = np.zeros(2)
delta_o[0] = error[0] * slope_o[0]  # δᵒ1
delta_o[1] = error[1] * slope_o[1]  # δᵒ2
slope_h = np.zeros(2)
slope_h[0] = a[0] * (1 - a[0])  # f′(h1)
delta_h = np.zeros(2)
delta_h[0] = np.dot(W[0], delta_o) * slope_h[0]  # δʰ1
slope_h[1] = a[1] * (1 - a[1])  # f′(h2)
delta_h[1] = np.dot(W[1], delta_o) * slope_h[1]  # δʰ2

# update
delta_W = np.zeros((2, 2))
delta_W[0, 0] = eta * delta_o[0] * a[0]  # ΔW11
delta_W[0, 1] = eta * delta_o[1] * a[0]  # ΔW12
delta_W[1, 0] = eta * delta_o[0] * a[1]  # ΔW21
delta_W[1, 1] = eta * delta_o[1] * a[1]  # ΔW22
delta_w = np.zeros((2, 2))
delta_w[0, 0] = eta * delta_h[0] * x[0]  # Δw11
delta_w[0, 1] = eta * delta_h[1] * x[0]  # Δw12
delta_w[1, 0] = eta * delta_h[0] * x[1]  # Δw21
delta_w[1, 1] = eta * delta_h[1] * x[1]  # Δw22
new_W = np.zeros((2, 2))
new_W[0, 0] = W[0, 0] + delta_W[0, 0]  # W11_new
new_W[0, 1] = W[0, 1] + delta_W[0, 1]  # W12_new
new_W[1, 0] = W[1, 0] + delta_W[1, 0]  # W21_new
new_W[1, 1] = W[1, 1] + delta_W[1, 1]  # W22_new
new_w = np.zeros((2, 2))
new_w[0, 0] = w[0, 0] + delta_w[0, 0]  # w11_new
new_w[0, 1] = w[0, 1] + delta_w[0, 1]  # w12_new
new_w[1, 0] = w[1, 0] + delta_w[1, 0]  # w21_new
new_w[1, 1] = w[1, 1] + delta_w[1, 1]  # w22_new

# after the update
new_h = np.zeros(2)
new_h[0] = np.dot(x, new_w[:, 0])  # h1_new
new_h[1] = np.dot(x, new_w[:, 1])  # h2_new
new_a = np.zeros(2)
new_a[0] = sigmoid(new_h[0])  # a1_new
new_a[1] = sigmoid(new_h[1])  # a2_new
new_z = np.zeros(2)
new_z[0] = np.dot(new_a, new_W[:, 0])  # z1_new
new_z[1] = np.dot(new_a, new_W[:, 1])  # z2_new
new_y_hat = np.zeros(2)
new_y_hat[0] = sigmoid(new_z[0])  # ŷ1_new
new_y_hat[1] = sigmoid(new_z[1])  # ŷ2_new
new_loss = 0.5 * ((y[0] - new_y_hat[0])**2 + (y[1] - new_y_hat[1])**2)  # E_new

print("h1 =", h[0])
print("h2 =", h[1])
print("a1 =", a[0])
print("a2 =", a[1])
print("z1 =", z[0])
print("z2 =", z[1])
print("ŷ1 =", y_hat[0])
print("ŷ2 =", y_hat[1])
print("e1 =", error[0])
print("e2 =", error[1])
print("E =", loss)
print("f′(z1) =", slope_o[0])
print("f′(z2) =", slope_o[1])
print("δᵒ1 =", delta_o[0])
print("δᵒ2 =", delta_o[1])
print("f′(h1) =", slope_h[0])
print("δʰ1 =", delta_h[0])
print("f′(h2) =", slope_h[1])
print("δʰ2 =", delta_h[1])
print("ΔW11 =", delta_W[0, 0])
print("ΔW12 =", delta_W[0, 1])
print("ΔW21 =", delta_W[1, 0])
print("ΔW22 =", delta_W[1, 1])
print("Δw11 =", delta_w[0, 0])
print("Δw12 =", delta_w[0, 1])
print("Δw21 =", delta_w[1, 0])
print("Δw22 =", delta_w[1, 1])
print("W11_new =", new_W[0, 0])
print("W12_new =", new_W[0, 1])
print("W21_new =", new_W[1, 0])
print("W22_new =", new_W[1, 1])
print("w11_new =", new_w[0, 0])
print("w12_new =", new_w[0, 1])
print("w21_new =", new_w[1, 0])
print("w22_new =", new_w[1, 1])
print("h1_new =", new_h[0])
print("h2_new =", new_h[1])
print("a1_new =", new_a[0])
print("a2_new =", new_a[1])
print("z1_new =", new_z[0])
print("z2_new =", new_z[1])
print("ŷ1_new =", new_y_hat[0])
print("ŷ2_new =", new_y_hat[1])
print("E_new =", new_loss)
