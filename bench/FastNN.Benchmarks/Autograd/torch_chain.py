"""What an autograd operation costs in PyTorch: the chains of TapeEntryBenchmarks.cs, in nanoseconds per operation."""
import time

import torch

OPERATIONS = 100
torch.set_num_threads(1)


def best(run, seconds=1.0):
    """The best time of a run among as many as fit."""
    for _ in range(20):
        run()
    least, end = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < end:
        start = time.perf_counter()
        run()
        least = min(least, time.perf_counter() - start)
    return least * 1e9 / OPERATIONS


for count in (1, 16):
    values = torch.full((count,), 1.0001)

    def multiply(backward):
        y = x = values.clone().requires_grad_()
        for _ in range(OPERATIONS):
            y = y * values
        if backward:
            y.backward(values)

    def relu():
        y = x = values.clone().requires_grad_()
        for _ in range(OPERATIONS):
            y = torch.relu(y)
        y.backward(values)

    print(
        f"torch {torch.__version__}, {count} elements: multiply forward {best(lambda: multiply(False)):.0f}, "
        f"forward and backward {best(lambda: multiply(True)):.0f}, relu forward and backward {best(relu):.0f} ns per operation"
    )
