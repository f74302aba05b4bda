"""PyTorch's half of `train`: builds the networks it is told of and times training steps when asked.

Started by FastNN.Peers, which writes one request a line to standard input and reads one line of answer:

    prepare SIZES ACTIVATIONS BATCH OPTIMIZER LOSS RATE   ->  the losses of the first three steps
    measure STEPS                                         ->  the median seconds of that many steps

Weights and data come from a formula that FastNN.Peers has too (Pattern.cs), so that the losses must agree.
Arguments: threads, f32 or f64. The first line of output is PyTorch's version.
"""
import statistics
import sys
import time

import torch
import torch.nn as nn

ACTIVATIONS = {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU}
OPTIMIZERS = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}
LOSSES = {"cross-entropy": nn.CrossEntropyLoss, "mean-squared-error": nn.MSELoss}
CHECKED_STEPS = 3
STEADY_RATE = 1e-7  # see TrainingSuite.cs
MASK = 0xFFFFFFFF


def bits(count, salt):
    """Whole numbers from 0 to 2**32 - 1 that look random."""
    x = ((torch.arange(count, dtype=torch.int64) + salt) * 2654435761) & MASK
    x = ((x ^ (x >> 15)) * 2246822519) & MASK
    return x ^ (x >> 13)


def uniform(count, salt, limit):
    """Numbers from -limit to limit."""
    return ((bits(count, salt).double() / 2.0**31 - 1) * limit).to(torch.get_default_dtype())


def prepare(sizes, activations, batch, optimizer, loss, rate):
    layers = []
    for i, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
        linear = nn.Linear(inputs, outputs)
        weight = uniform(inputs * outputs, 1000 * (i + 1), (3.0 / inputs) ** 0.5).reshape(inputs, outputs)
        with torch.no_grad():
            linear.weight.copy_(weight.t())
            linear.bias.zero_()
        layers.append(linear)
        if i < len(activations):
            layers.append(ACTIVATIONS[activations[i]]())
    model = nn.Sequential(*layers)
    optimizer = OPTIMIZERS[optimizer](model.parameters(), lr=rate)
    criterion = LOSSES[loss]()
    x = uniform(batch * sizes[0], 1, 1.0).reshape(batch, sizes[0])
    if loss == "cross-entropy":
        y = bits(batch, 2) % sizes[-1]
    else:
        y = uniform(batch * sizes[-1], 2, 1.0).reshape(batch, sizes[-1])

    def step():
        optimizer.zero_grad()
        value = criterion(model(x), y)
        value.backward()
        optimizer.step()
        return value

    losses = [step().item() for _ in range(CHECKED_STEPS)]
    for group in optimizer.param_groups:
        group["lr"] = STEADY_RATE
    return step, losses


def measure(step, count):
    step()  # this process has slept: caches, and threads if any, come back first
    times = []
    for _ in range(count):
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main():
    torch.set_num_threads(int(sys.argv[1]))
    torch.set_default_dtype(torch.float64 if sys.argv[2] == "f64" else torch.float32)
    print(torch.__version__, flush=True)
    step = None
    for line in sys.stdin:
        request = line.split()
        if request[0] == "prepare":
            _, sizes, activations, batch, optimizer, loss, rate = request
            step, losses = prepare(
                [int(s) for s in sizes.split("-")], [] if activations == "none" else activations.split(","), int(batch), optimizer, loss, float(rate))
            print(*losses, flush=True)
        else:
            print(measure(step, int(request[1])), flush=True)


main()
