"""What NumPy computes for the small tables: python3 tests/golden/classics.py > tests/golden/classics.json

Each table is drawn as `src/app/builtin_tables.rs` says, from NumPy's own random numbers, and split and trained as the lesson's script does it:
`np.random.choice` for the training rows, weights from `np.random.normal(scale=1 / inputs ** .5)` layer by layer, biases from 0, and batch
gradient descent with `w += learnrate * del_w / n_records`.
"""
import json
import numpy as np

SEED, RECORDS, NOISE = 21, 200, 0.1


def drawn(point):
    np.random.seed(SEED)
    rows = []
    for record in range(RECORDS):
        inside = record % 2 == 1
        x = point(inside)
        x = [value + np.random.normal(scale=NOISE) for value in x]
        rows.append([float(f"{value:.4f}") for value in x] + [float(inside)])
    return np.array(rows)


def circle(inside):
    while True:
        x, y = 2 * np.random.random_sample() - 1, 2 * np.random.random_sample() - 1
        radius = np.hypot(x, y)
        if radius < 0.6 if inside else radius > 0.75:
            return [x, y]


def gaussians(inside):
    centre = 0.5 if inside else -0.5
    return [centre + np.random.normal(scale=0.3), centre + np.random.normal(scale=0.3)]


def trained(rows, hidden, rate, epochs, fraction, tanh):
    np.random.seed(SEED)
    drawn = np.random.choice(len(rows), int(len(rows) * (1 - fraction)), replace=False)
    x, y = rows[drawn, :2], rows[drawn, 2:]
    np.random.seed(SEED)
    shape = [2, *hidden, 1]
    w = [np.random.normal(scale=2 ** -.5, size=pair) for pair in zip(shape, shape[1:])]
    b = [np.zeros(units) for units in shape[1:]]
    f = [np.tanh if tanh else sigmoid] * len(hidden) + [sigmoid]
    losses = {}
    for epoch in range(epochs + 1):
        a = [x]
        for weights, biases, function in zip(w, b, f):
            a.append(function(a[-1] @ weights + biases))
        if epoch in (0, 1, 10, 100, epochs):
            losses[epoch] = np.mean((y - a[-1]) ** 2)
        delta = (y - a[-1]) * a[-1] * (1 - a[-1])
        for layer in reversed(range(len(w))):
            below = delta @ w[layer].T
            w[layer] = w[layer] + rate * (a[layer].T @ delta) / len(x)
            b[layer] = b[layer] + rate * delta.sum(axis=0) / len(x)
            slope = 1 - a[layer] ** 2 if tanh else a[layer] * (1 - a[layer])
            delta = below * slope
    return losses


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


four = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
tables = {
    "xor": np.column_stack([four, [0, 1, 1, 0]]),
    "and": np.column_stack([four, [0, 0, 0, 1]]),
    "circle": drawn(circle),
    "gaussians": drawn(gaussians),
}
runs = {
    "xor": ([2], 5.0, 2000, 0.0, False),
    "and": ([], 5.0, 500, 0.0, False),
    "circle": ([4], 2.0, 2000, 0.2, True),
    "gaussians": ([], 2.0, 300, 0.2, False),
}
figures = {name: {"rows": tables[name].tolist(), "losses": trained(tables[name], *run)} for name, run in runs.items()}
print(json.dumps(figures))
