"""The textbook's MNIST script (Saito, Deep Learning from Scratch, section 6.2, figure 6-15) as it is
written, without its pictures: three nets of 784-100-100-100-100-10 units that differ in the scale of
their initial weights, SGD with learning rate 0.01, 2000 minibatches of 128 drawn with replacement,
the loss taken after each update.

    OPENBLAS_NUM_THREADS=1 python3 benches/peers/numpy_training.py [float64|float32] [iterations]

Prints seconds for all three nets, and the loss of each at the end.
"""

import gzip
import pathlib
import sys
import time

import numpy as np


def digits(dtype):
    folder = pathlib.Path(__file__).resolve().parents[2] / "data" / "mnist5k"
    images = gzip.open(folder / "images-idx3-ubyte.gz").read()
    labels = gzip.open(folder / "labels-idx1-ubyte.gz").read()
    x = np.frombuffer(images, np.uint8, offset=16).reshape(-1, 784).astype(dtype) / dtype(255)
    t = np.frombuffer(labels, np.uint8, offset=8)
    return x[:4000], t[:4000]


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return np.dot(x, self.W) + self.b

    def backward(self, dout):
        dx = np.dot(dout, self.W.T)
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return dx


class Relu:
    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dout[self.mask] = 0
        return dout


def softmax(x):
    x = x - np.max(x, axis=1, keepdims=True)
    e = np.exp(x)
    return e / np.sum(e, axis=1, keepdims=True)


class Net:
    def __init__(self, scale, dtype, rng):
        sizes = [784, 100, 100, 100, 100, 10]
        self.affine = []
        for fan_in, fan_out in zip(sizes, sizes[1:]):
            W = (scale(fan_in) * rng.standard_normal((fan_in, fan_out))).astype(dtype)
            self.affine.append(Affine(W, np.zeros(fan_out, dtype)))
        self.relu = [Relu() for _ in sizes[2:]]

    def loss(self, x, t):
        for index, affine in enumerate(self.affine):
            x = affine.forward(x)
            if index < len(self.relu):
                x = self.relu[index].forward(x)
        self.y = softmax(x)
        n = t.size
        return -np.sum(np.log(self.y[np.arange(n), t] + 1e-7)) / n

    def gradient(self, x, t):
        self.loss(x, t)
        n = t.size
        dout = self.y.copy()
        dout[np.arange(n), t] -= 1
        dout /= n
        for index in reversed(range(len(self.affine))):
            if index < len(self.relu):
                dout = self.relu[index].backward(dout)
            dout = self.affine[index].backward(dout)

    def update(self, lr):
        for affine in self.affine:
            affine.W -= lr * affine.dW
            affine.b -= lr * affine.db


def main():
    dtype = np.dtype(sys.argv[1] if len(sys.argv) > 1 else "float64").type
    iterations = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    x_train, t_train = digits(dtype)
    rng = np.random.default_rng(0)
    scales = {"std 0.01": lambda n: 0.01, "Xavier": lambda n: 1 / np.sqrt(n), "He": lambda n: np.sqrt(2 / n)}
    nets = {name: Net(scale, dtype, rng) for name, scale in scales.items()}
    losses = {name: [] for name in nets}
    start = time.perf_counter()
    for _ in range(iterations):
        mask = rng.choice(len(x_train), 128)
        x, t = x_train[mask], t_train[mask]
        for name, net in nets.items():
            net.gradient(x, t)
            net.update(dtype(0.01))
            losses[name].append(net.loss(x, t))
    seconds = time.perf_counter() - start
    ends = ", ".join(f"{name} {np.mean(values[-50:]):.3f}" for name, values in losses.items())
    print(f"{dtype.__name__}: {seconds:.2f} s for {iterations} iterations of three nets; losses {ends}")


main()
