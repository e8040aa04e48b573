"""What PyTorch computes for 200 random lessons: python3 tests/golden/lessons.py > tests/golden/lessons.json

Networks of one to three layers with every activation function and loss, softmax and a given slope of the outputs among them; biases that
learn, that don't, and that a layer has in common; weights with a row a unit as PyTorch has them; one record or several, with an update after
each or after all; no learning rate, and gradients of the inputs. Gradients are autograd's.
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
    # Here a is still z, as PyTorch's softmax belongs to the loss.
    "softmax-cross-entropy": lambda y, a: torch.nn.functional.cross_entropy(a, y),
    "output-gradient": lambda g, a: (g * a).sum(),
}


def numbers(count):
    return [round(random.uniform(-1.5, 1.5), 3) for _ in range(count)]


def target(loss, outputs):
    if loss == "cross-entropy":
        return [random.choice([0.0, 1.0, round(random.random(), 3)]) for _ in range(outputs)]
    if loss == "softmax-cross-entropy":
        hundredths = sorted(random.choices(range(101), k=outputs - 1))
        ends = [0] + hundredths + [100]
        return [(high - low) / 100 for low, high in zip(ends, ends[1:])]
    return numbers(outputs)


def lesson(index):
    loss = list(LOSSES)[index % len(LOSSES)]
    shape = [random.randint(1, 4) for _ in range(random.randint(2, 4))]
    layers = []
    for below, units in zip(shape, shape[1:]):
        layers.append({
            "activation": random.choice(list(FUNCTIONS)),
            "weights": [numbers(below) for _ in range(units)],
            "biases": random.choice([None, numbers(units), numbers(units), numbers(1)[0]]),
        })
    if loss == "cross-entropy":
        layers[-1]["activation"] = "sigmoid"
    if loss == "softmax-cross-entropy":
        layers[-1]["activation"] = "softmax"
    has_targets = loss != "output-gradient"
    rate = None if random.random() < 0.2 else round(random.uniform(0.05, 1), 3)
    update = random.choice(["each", "sum", "mean", None]) if rate and has_targets else None
    records = [(numbers(shape[0]), target(loss, shape[-1])) for _ in range(random.randint(2, 4) if update else 1)]
    updates = random.randint(1, 5) if rate else 1
    learns = rate is None or random.random() < 0.8
    w = [torch.tensor(layer["weights"], requires_grad=True) for layer in layers]
    b = [None if layer["biases"] is None else torch.tensor(layer["biases"], requires_grad=True) for layer in layers]

    def forward(a):
        for layer, weights, biases in zip(layers, w, b):
            h = torch.nn.functional.linear(a, weights) + (0 if biases is None else biases)
            a = FUNCTIONS.get(layer["activation"], lambda z: z)(h)
        return a

    passes, of_update = [], 1 if update in (None, "each") else len(records)
    inputs = [torch.tensor(x, requires_grad=True) for x, _ in records]
    for index in range(updates * of_update):
        (_, y), x = records[index % len(records)], inputs[index % len(records)]
        answer = forward(x)
        e = LOSSES[loss](torch.tensor(y), answer)
        e.backward()
        shown = answer.softmax(0) if loss == "softmax-cross-entropy" else answer
        passes.append({"output": shown.tolist(), "loss": e.item()})
        if rate and (index + 1) % of_update == 0:
            share = rate / len(records) if update == "mean" else rate
            with torch.no_grad():
                for parameter in w + ([bias for bias in b if bias is not None] if learns else []):
                    parameter -= share * parameter.grad
                    parameter.grad = None
    gradients = None
    if not rate:
        gradients = {
            "weights": [weights.grad.tolist() for weights in w],
            "biases": [None if bias is None else bias.grad.tolist() for bias in b],
            "inputs": inputs[0].grad.tolist(),
        }
    return {
        "records": records, "update": update, "updates": updates, "learning_rate": rate, "loss": loss, "biases_learn": learns,
        "layers": layers, "passes": passes, "gradients": gradients,
        "new_weights": [weights.tolist() for weights in w],
        "new_biases": [bias.tolist() if bias is not None else None for bias in b],
    }


print(json.dumps([lesson(index) for index in range(200)]))
