"""The 21 cells of `benches/study.rs` in NumPy, three ways. Run with OPENBLAS_NUM_THREADS=1.

literal   f64, as the textbook writes it: weights, product, activation, histogram
all       f32 or f64, with the statistics that initscope collects at pre-activations and activations
figures   literal, and the row of five histograms per cell drawn by matplotlib
"""

import sys
import time

import numpy as np

N, DEPTH, SAMPLES = 100, 5, 1000


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


ACTIVATIONS = {
    "sigmoid": (sigmoid, lambda x: sigmoid(x) * (1 - sigmoid(x)), 0.25),
    "tanh": (np.tanh, lambda x: 1 - np.tanh(x) ** 2, 1.0),
    "relu": (lambda x: np.maximum(0, x), lambda x: (x > 0).astype(x.dtype), 1.0),
}
SCHEMES = [
    lambda: np.random.randn(N, N),
    lambda: np.random.randn(N, N) * 0.01,
    lambda: np.random.randn(N, N) / np.sqrt(N),
    lambda: np.random.randn(N, N) * np.sqrt(2 / N),
    lambda: np.random.uniform(-1, 1, (N, N)) * np.sqrt(6 / (N + N)),
    lambda: np.random.uniform(-1, 1, (N, N)) * np.sqrt(6 / N),
    lambda: np.random.uniform(-1, 1, (N, N)) * np.sqrt(3 / N),
]


def literal(x, draw=None):
    for name, (activation, _, _) in ACTIVATIONS.items():
        for index, scheme in enumerate(SCHEMES):
            z, layers = x, []
            for _ in range(DEPTH):
                z = activation(z @ scheme())
                layers.append(z)
            if draw:
                draw(name, index, layers)
            else:
                for z_ in layers:
                    np.histogram(z_.flatten(), 30, range=(0, 1))


def statistics(x):
    mean, std = x.mean(dtype=np.float64), x.std(dtype=np.float64)
    d = x - mean
    kurtosis = (d**4).mean(dtype=np.float64) / std**4 - 3
    units, within = x.mean(axis=0, dtype=np.float64), x.var(axis=0, dtype=np.float64)
    norms = np.linalg.norm(x, axis=1, keepdims=True)
    live = norms[:, 0] > 0
    total = (x[live] / norms[live]).sum(axis=0, dtype=np.float64)
    n = live.sum()
    cosine = (total @ total - n) / (n * (n - 1)) if n > 1 else None
    np.histogram(x.ravel(), 30)
    return (mean, std, x.min(), x.max(), kurtosis, (x == 0).mean(), within.mean(), units.std(), cosine)


def everything(x, dtype):
    x = x.astype(dtype)
    with np.errstate(all="ignore"):
        for activation, slope, largest in ACTIVATIONS.values():
            for scheme in SCHEMES:
                z = x
                for _ in range(DEPTH):
                    w = scheme().astype(dtype)
                    a = z @ w
                    s = np.abs(slope(a))
                    (s < 0.05 * largest).mean(), (s == 0).all(axis=0).mean()
                    z = activation(a)
                    statistics(a), statistics(z), np.histogram(w.ravel(), 30)


def drawing(x, folder):
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    def draw(name, index, layers):
        plt.figure(figsize=(10, 3))
        for i, z in enumerate(layers):
            plt.subplot(1, DEPTH, i + 1)
            plt.title(f"{i + 1}-layer")
            if i != 0:
                plt.yticks([], [])
            plt.hist(z.flatten(), 30, range=(0, 1))
        plt.savefig(f"{folder}/{name}_{index}.png", dpi=100)
        plt.close()

    literal(x, draw)


def main():
    what = sys.argv[1] if len(sys.argv) > 1 else "literal"
    x = np.random.randn(SAMPLES, N)
    jobs = {
        "literal": lambda: literal(x),
        "all32": lambda: everything(x, np.float32),
        "all64": lambda: everything(x, np.float64),
        "figures": lambda: drawing(x, sys.argv[2]),
    }
    times = []
    for _ in range(1 if what == "figures" else 7):
        start = time.perf_counter()
        jobs[what]()
        times.append(time.perf_counter() - start)
    print(f"{what}: best {min(times) * 1e3:.0f} ms, median {sorted(times)[len(times) // 2] * 1e3:.0f} ms")


if __name__ == "__main__":
    main()
