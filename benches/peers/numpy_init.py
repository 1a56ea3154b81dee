"""The draws of `benches/init.rs` in NumPy, and in PyTorch where it is installed: one thread.
Run with OPENBLAS_NUM_THREADS=1."""

import time

import numpy as np

WIDTH, ROUNDS = 1024, 15


def best(draw):
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        draw()
        times.append(time.perf_counter() - start)
    return min(times)


def numbers(name, draw):
    seconds = best(draw)
    print(f"{name:36} {seconds * 1e3:8.2f} ms {seconds / WIDTH**2 * 1e9:7.2f} ns a number")


rng = np.random.Generator(np.random.PCG64(1))
shape = (WIDTH, WIDTH)
numbers("NumPy PCG64 normal f32", lambda: rng.standard_normal(shape, dtype=np.float32))
numbers("NumPy PCG64 normal f64", lambda: rng.standard_normal(shape))
numbers("NumPy PCG64 uniform f32", lambda: rng.random(shape, dtype=np.float32))
numbers("NumPy PCG64 uniform f64", lambda: rng.random(shape))
for dtype in (np.float32, np.float64):
    gaussian = rng.standard_normal(shape).astype(dtype)

    def orthogonal():
        q, r = np.linalg.qr(gaussian)
        return q * np.sign(np.diag(r))

    numbers(f"NumPy orthogonal {np.dtype(dtype).name}", orthogonal)

try:
    import torch
except ImportError:
    print("PyTorch is not installed")
else:
    torch.set_num_threads(1)
    single = torch.empty(shape)
    numbers("PyTorch normal_ f32", lambda: single.normal_())
    numbers("PyTorch uniform_ f32", lambda: single.uniform_())
    numbers("PyTorch orthogonal_ f32", lambda: torch.nn.init.orthogonal_(single))
