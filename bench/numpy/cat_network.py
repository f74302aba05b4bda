"""The cat networks of documents 003 and 004 in NumPy: the yardstick for the lessons cat-two-layer and cat-deep.

Written after the documents' formulas: columns are samples, Z = W A + b, ReLU inside, a sigmoid at the end, mean cross-entropy, full-batch
gradient descent. Prints one JSON object with the cost every 100 iterations, accuracies and the seconds of an iteration.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python3 bench/numpy/cat_network.py FOLDER/cat --iterations 200
    fastnn lesson cat-two-layer --data FOLDER --json        # settings.seconds_per_iteration
"""

import argparse
import json
import os
import statistics
import time

import numpy as np


def load(folder, part):
    images = np.load(os.path.join(folder, f"{part}_set_x.u8.npy"))
    labels = np.load(os.path.join(folder, f"{part}_set_y.i64.npy"))
    return images.reshape(len(images), -1).T / 255, labels.reshape(1, -1).astype(float)


def first_weights(sizes):
    """Two layers begin at 0.01 randn, deeper networks at randn / sqrt(fan-in), as the documents have it."""
    random = np.random.RandomState(1)
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        scale = 0.01 if len(sizes) == 3 else 1 / np.sqrt(inputs)
        layers.append([random.randn(outputs, inputs) * scale, np.zeros((outputs, 1))])
    return layers


def forward(layers, x):
    sums, activations = [], [x]
    for index, (w, b) in enumerate(layers):
        z = np.dot(w, activations[-1]) + b
        sums.append(z)
        activations.append(1 / (1 + np.exp(-z)) if index == len(layers) - 1 else np.maximum(z, 0))
    return sums, activations


def iterate(layers, x, y, rate):
    sums, activations = forward(layers, x)
    count = x.shape[1]
    p = activations[-1]
    cost = -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / count
    da = -(y / p - (1 - y) / (1 - p))
    steps = []
    for index in reversed(range(len(layers))):
        a = activations[index + 1]
        dz = da * a * (1 - a) if index == len(layers) - 1 else np.where(sums[index] > 0, da, 0)
        steps.append((np.dot(dz, activations[index].T) / count, np.sum(dz, axis=1, keepdims=True) / count))
        da = np.dot(layers[index][0].T, dz)  # the documents compute it for the first layer too
    for layer, (dw, db) in zip(layers, reversed(steps)):
        layer[0] = layer[0] - rate * dw
        layer[1] = layer[1] - rate * db
    return cost


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder")
    arguments.add_argument("--layers", default="12288,7,1")
    arguments.add_argument("--iterations", type=int, default=2500)
    options = arguments.parse_args()
    x, y = load(options.folder, "train")
    test_x, test_y = load(options.folder, "test")
    layers = first_weights([int(size) for size in options.layers.split(",")])
    costs, seconds = {}, []
    for iteration in range(options.iterations):
        start = time.perf_counter()
        cost = iterate(layers, x, y, 0.0075)
        seconds.append(time.perf_counter() - start)
        if iteration % 100 == 0:
            costs[str(iteration)] = float(cost)

    def accuracy(features, labels):
        return float(np.mean((forward(layers, features)[1][-1] > 0.5) == labels))

    print(json.dumps({
        "numpy": np.__version__,
        "layers": options.layers,
        "cost": costs,
        "train_accuracy": accuracy(x, y),
        "test_accuracy": accuracy(test_x, test_y),
        "seconds_per_iteration": statistics.median(seconds),
    }, indent=1))


if __name__ == "__main__":
    main()
