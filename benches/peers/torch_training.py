"""The networks of numpy_training.py in PyTorch, as a user would write them.

    python3 benches/peers/torch_training.py [float32|float64] [iterations]

Runs on one thread of the CPU. Needs torch, and NumPy to read the digits.
"""

import gzip
import pathlib
import sys
import time

import numpy as np
import torch

torch.set_num_threads(1)


def digits(dtype):
    folder = pathlib.Path(__file__).resolve().parents[2] / "data" / "mnist5k"
    images = gzip.open(folder / "images-idx3-ubyte.gz").read()
    labels = gzip.open(folder / "labels-idx1-ubyte.gz").read()
    x = np.frombuffer(images, np.uint8, offset=16).reshape(-1, 784) / 255
    t = np.frombuffer(labels, np.uint8, offset=8).astype(np.int64)
    return torch.tensor(x[:4000], dtype=dtype), torch.tensor(t[:4000])


def net(std, dtype):
    sizes = [784, 100, 100, 100, 100, 10]
    layers = []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        linear = torch.nn.Linear(fan_in, fan_out, dtype=dtype)
        torch.nn.init.normal_(linear.weight, std=std(fan_in))
        torch.nn.init.zeros_(linear.bias)
        layers += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


def main():
    dtype = getattr(torch, sys.argv[1] if len(sys.argv) > 1 else "float32")
    iterations = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    x_train, t_train = digits(dtype)
    nets = [net(std, dtype) for std in (lambda n: 0.01, lambda n: n**-0.5, lambda n: (2 / n) ** 0.5)]
    optimizers = [torch.optim.SGD(net.parameters(), lr=0.01) for net in nets]
    loss_of = torch.nn.CrossEntropyLoss()
    start = time.perf_counter()
    for _ in range(iterations):
        mask = torch.randint(len(x_train), (128,))
        x, t = x_train[mask], t_train[mask]
        for network, optimizer in zip(nets, optimizers):
            optimizer.zero_grad()
            loss = loss_of(network(x), t)
            loss.backward()
            optimizer.step()
    print(f"{dtype}: {time.perf_counter() - start:.2f} s for {iterations} iterations of three nets")


main()
