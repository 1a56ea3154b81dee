"""One epoch of scikit-learn's BernoulliRBM on the 4000 embedded digits: 784 visible and 256 hidden units,
minibatches of 10, persistent contrastive divergence, as `persistent` of `benches/rbm.rs`.

    OPENBLAS_NUM_THREADS=1 python3 benches/peers/sklearn_rbm.py [float64|float32] [epochs]

Where scikit-learn is not installed, the same operations in NumPy and SciPy take its place. Prints the seconds
of each epoch and their median.
"""

import gzip
import pathlib
import statistics
import sys
import time

import numpy as np

try:
    from sklearn.neural_network import BernoulliRBM
except ImportError:
    BernoulliRBM = None

HIDDEN, BATCH, RATE = 256, 10, 0.1


def digits(dtype):
    folder = pathlib.Path(__file__).resolve().parents[2] / "data" / "mnist5k"
    images = gzip.open(folder / "images-idx3-ubyte.gz").read()
    return (np.frombuffer(images, np.uint8, offset=16).reshape(-1, 784).astype(dtype) / dtype(255))[:4000]


class Machine:
    """What BernoulliRBM does in an epoch, operation by operation."""

    def __init__(self, inputs, dtype, rng):
        from scipy.special import expit

        self.expit, self.rng = expit, rng
        self.weights = np.asarray(rng.normal(0, 0.01, (HIDDEN, inputs)), dtype, order="F")
        self.a, self.b = np.zeros(inputs, dtype), np.zeros(HIDDEN, dtype)
        self.states = np.zeros((BATCH, HIDDEN), dtype)

    def probabilities(self, sums, bias):
        sums += bias
        return self.expit(sums, out=sums)

    def minibatch(self, data):
        positive = self.probabilities(data @ self.weights.T, self.b)
        p = self.probabilities(np.dot(self.states, self.weights), self.a)
        ends = self.rng.random_sample(size=p.shape) < p
        negative = self.probabilities(ends @ self.weights.T, self.b)
        rate = RATE / len(data)
        update = (data.T @ positive).T
        update -= np.dot(negative.T, ends)
        self.weights += rate * update
        self.b += rate * (positive.sum(axis=0) - negative.sum(axis=0))
        self.a += rate * (data.sum(axis=0) - ends.sum(axis=0))
        negative[self.rng.uniform(size=negative.shape) < negative] = 1.0
        self.states = np.floor(negative, negative)

    def fit(self, x):
        for first in range(0, len(x), BATCH):
            self.minibatch(x[first : first + BATCH])


def main():
    dtype = np.dtype(sys.argv[1] if len(sys.argv) > 1 else "float64").type
    epochs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    x = digits(dtype)
    rng, seconds = np.random.RandomState(0), []
    for _ in range(epochs):
        machine = (
            BernoulliRBM(HIDDEN, learning_rate=RATE, batch_size=BATCH, n_iter=1, random_state=rng)
            if BernoulliRBM
            else Machine(x.shape[1], dtype, rng)
        )
        start = time.perf_counter()
        machine.fit(x)
        seconds.append(time.perf_counter() - start)
    who = "scikit-learn" if BernoulliRBM else "NumPy"
    each = ", ".join(f"{s:.3f}" for s in seconds)
    print(f"{who} {dtype.__name__}: median {statistics.median(seconds):.3f} s an epoch ({each})")


main()
