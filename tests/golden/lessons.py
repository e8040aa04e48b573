"""What PyTorch computes for 200 random lessons: python3 tests/golden/lessons.py > tests/golden/lessons.json

Networks of one to three layers with every activation function and loss, biases that learn and biases that don't, weights with a row a unit
as PyTorch has them. Gradients are autograd's.
"""
import json
import random
import torch

torch.set_default_dtype(torch.float64)
random.seed(15)
FUNCTIONS = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky-relu": lambda x: torch.nn.functional.leaky_relu(x, 0.01),
    "softplus": torch.nn.functional.softplus,
    "linear": lambda x: x,
}
LOSSES = {
    "half-squared": lambda y, a: ((y - a) ** 2).sum() / 2,
    "squared": lambda y, a: torch.nn.functional.mse_loss(a, y, reduction="sum"),
    "mean-squared": lambda y, a: torch.nn.functional.mse_loss(a, y),
    "cross-entropy": lambda y, a: torch.nn.functional.binary_cross_entropy(a, y, reduction="sum"),
}


def numbers(count):
    return [round(random.uniform(-1.5, 1.5), 3) for _ in range(count)]


def lesson(index):
    loss = list(LOSSES)[index % len(LOSSES)]
    shape = [random.randint(1, 4) for _ in range(random.randint(2, 4))]
    layers = []
    for below, units in zip(shape, shape[1:]):
        layers.append({
            "activation": random.choice(list(FUNCTIONS)),
            "weights": [numbers(below) for _ in range(units)],
            "biases": numbers(units) if random.random() < 0.6 else None,
        })
    x, y = numbers(shape[0]), numbers(shape[-1])
    if loss == "cross-entropy":
        layers[-1]["activation"] = "sigmoid"
        y = [random.choice([0.0, 1.0, round(random.random(), 3)]) for _ in y]
    learns, rate = random.random() < 0.8, round(random.uniform(0.05, 1), 3)
    w = [torch.tensor(layer["weights"], requires_grad=True) for layer in layers]
    b = [layer["biases"] and torch.tensor(layer["biases"], requires_grad=True) for layer in layers]

    def forward():
        a = torch.tensor(x)
        for layer, weights, biases in zip(layers, w, b):
            h = torch.nn.functional.linear(a, weights, biases)
            a = FUNCTIONS[layer["activation"]](h)
        return a

    output = forward()
    before = LOSSES[loss](torch.tensor(y), output)
    before.backward()
    with torch.no_grad():
        for parameter in w + ([bias for bias in b if bias is not None] if learns else []):
            parameter -= rate * parameter.grad
        after = LOSSES[loss](torch.tensor(y), forward())
    return {
        "inputs": x, "targets": y, "learning_rate": rate, "loss": loss, "biases_learn": learns, "layers": layers,
        "output": output.tolist(), "before": before.item(), "after": after.item(),
        "new_weights": [weights.tolist() for weights in w],
        "new_biases": [bias.tolist() if bias is not None else None for bias in b],
    }


print(json.dumps([lesson(index) for index in range(200)]))
