"""What NumPy computes for other targets, biases and batches: python3 tests/golden/targets.py > tests/golden/targets.json

Each table is prepared and trained as the lesson's script does it (`np.random.choice` for the training rows, weights from
`np.random.normal(scale=1 / inputs ** .5)` layer by layer, gradient descent with `w += learnrate * del_w / n_records`), with a step after
every `batch` records in their order. Amounts are standardised as pandas does it (over all rows, with n - 1) and the output is linear;
several classes are one-hot, in the order of their names. With a log loss its mean over the records is told, else the mean of (y - y_hat)**2.
"""
import json
import numpy as np

SEED = 21


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def trained(x, y, hidden, rate, epochs, fraction, batch, biases, linear, loss):
    np.random.seed(SEED)
    drawn = np.random.choice(len(x), int(len(x) * (1 - fraction)), replace=False)
    x, y = x[drawn], y[drawn]
    np.random.seed(SEED)
    shape = [x.shape[1], *hidden, y.shape[1]]
    w = [np.random.normal(scale=x.shape[1] ** -.5, size=pair) for pair in zip(shape, shape[1:])]
    b = [np.zeros(units) for units in shape[1:]]

    def forward(x):
        a = [x]
        for layer, (weights, bias) in enumerate(zip(w, b)):
            h = a[-1] @ weights + bias
            is_last = layer == len(w) - 1
            last = softmax if loss == "softmax-cross-entropy" else (lambda z: z) if linear else sigmoid
            a.append(last(h) if is_last else sigmoid(h))
        return a

    def told(output):
        if loss == "softmax-cross-entropy":
            return -(y * np.log(output)).sum() / len(y)
        if loss == "cross-entropy":
            return -(y * np.log(output) + (1 - y) * np.log(1 - output)).sum() / len(y)
        return np.mean((y - output) ** 2)

    def error_terms(y, output):
        slope = 1 if linear else output * (1 - output)
        if loss.endswith("cross-entropy"):
            return y - output
        factor = {"half-squared": 1, "squared": 2, "mean-squared": 2 / y.shape[1]}[loss]
        return factor * (y - output) * slope

    losses = {}
    for epoch in range(epochs + 1):
        losses[epoch] = told(forward(x)[-1])
        for start in range(0, len(x), batch):
            x_of, y_of = x[start:start + batch], y[start:start + batch]
            a = forward(x_of)
            delta = error_terms(y_of, a[-1])
            for layer in reversed(range(len(w))):
                below = (delta @ w[layer].T) * a[layer] * (1 - a[layer])
                w[layer] = w[layer] + rate * (a[layer].T @ delta) / len(x_of)
                if biases:
                    b[layer] = b[layer] + rate * delta.sum(axis=0) / len(x_of)
                delta = below
    return {epoch: losses[epoch] for epoch in (0, 1, 2, 10, epochs)}


np.random.seed(7)
x = np.round(np.random.normal(size=(50, 2)), 3)
noise = np.random.normal(scale=0.2, size=50)
chance = np.round(sigmoid(x[:, 0] - x[:, 1] + noise), 3)
price = np.round(100 + 30 * x[:, 0] - 12 * x[:, 1] + 10 * noise, 2)
kind = [["setosa", "versicolor", "virginica"][int(value)] for value in np.digitize(x[:, 0] + noise, [-0.5, 0.5])]
label = (x[:, 0] + noise > 0).astype(int)
targets = {
    "probability": (chance, chance.reshape(-1, 1)),
    "amount": (price, ((price - price.mean()) / price.std(ddof=1)).reshape(-1, 1)),
    "classes": (kind, (np.array(kind)[:, None] == np.unique(kind)[None, :]).astype(float)),
    "label": (label, label.reshape(-1, 1).astype(float)),
}
figures = []
for name, (column, y) in targets.items():
    rows = "".join(f"{a},{b},{value}\n" for (a, b), value in zip(x.tolist(), np.array(column).tolist()))
    runs = []
    shapes = [(50, False, [3]), (50, True, []), (1, True, [2]), (7, False, [4, 3]), (32, True, [3])]
    fitting = ["half-squared", "squared", "mean-squared"]
    if name != "amount":
        fitting.append("cross-entropy")
    if name == "classes":
        fitting.append("softmax-cross-entropy")
    for loss in fitting:
        for batch, biases, hidden in shapes if loss == "half-squared" else shapes[:1] + shapes[-2:]:
            losses = trained(x, y, hidden, 0.3, 40, 0.1, batch, biases, name == "amount", loss)
            runs.append({"batch": batch, "biases": biases, "hidden": hidden, "loss": loss, "losses": losses})
    figures.append({"kind": name, "table": "x1,x2,target\n" + rows, "runs": runs})
print(json.dumps(figures))
