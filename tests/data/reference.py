"""Writes activation_reference.csv and elementary_reference.csv next to this file.

Every number is computed by mpmath with 60 digits from the defining formula and rounded once to
f64. All arguments but the last few are f32 numbers, so that one table serves both precisions.
"""

import csv
import random
import struct
from pathlib import Path

from mpmath import atan, cos, cosh, erf, exp, expm1, log, log1p, mp, mpf, ncdf, npdf, pi, sin, sqrt, tanh

mp.dps = 60
HERE = Path(__file__).parent
MAGNITUDES = [1e-10, 1e-5, 1e-3, 0.01, 0.1, 0.3, 0.41, 0.5, 0.7517, 0.9, 1.1, 1.25, 1.5707964,
              1.9, 2.4, 2.9, 3.1, 3.75, 4.5, 5.9, 6.1, 8, 10, 12.5, 14, 20, 37, 60, 88, 100, 300,
              700, 1000]
F64_ONLY = [-1e-300, 1e-300, -743.7, -38.4, 1 / 3]


def f32(x):
    return struct.unpack("f", struct.pack("f", x))[0]


def logistic(x):
    return 1 / (1 + exp(-x))


def logistic_slope(x):
    return exp(-abs(x)) / (1 + exp(-abs(x))) ** 2


def sech2(x):
    return 1 / cosh(x) ** 2


def clip(x, low, high):
    return min(max(x, low), high)


LAMBDA = mpf("1.0507009873554804934193349852946")
ALPHA = mpf("1.6732632423543772848170429916717")
A = 2 * sqrt(2 / pi)
CUBIC = mpf("0.044715")
QUICK = mpf("1.702")


def elu(alpha, scale=1):
    alpha = mpf(alpha)
    return (lambda x: scale * x if x > 0 else scale * alpha * expm1(x),
            lambda x: scale if x > 0 else scale * alpha * exp(x))


def celu(alpha):
    return (lambda x: x if x > 0 else alpha * expm1(x / alpha),
            lambda x: 1 if x > 0 else exp(x / alpha))


def leaky(slope):
    slope = mpf(slope)
    return lambda x: x if x > 0 else slope * x, lambda x: 1 if x > 0 else slope


def logistic_gate(h, h_slope):
    return (lambda x: x * logistic(h(x)),
            lambda x: logistic(h(x)) + x * logistic_slope(h(x)) * h_slope(x))


def mish_slope(x):
    softplus = log1p(exp(x))
    return tanh(softplus) + x * sech2(softplus) * logistic(x)


ACTIVATIONS = {
    "linear": (lambda x: x, lambda x: 1),
    "sigmoid": (logistic, logistic_slope),
    "tanh": (tanh, sech2),
    "relu": leaky(0),
    "leaky-relu": leaky(0.01),
    "leaky-relu:slope=0.2": leaky(0.2),
    "prelu": leaky(0.25),
    "prelu:slope=-1.5": leaky(-1.5),
    "elu": elu(1),
    "elu:alpha=0.3": elu(0.3),
    "selu": elu(ALPHA, LAMBDA),
    "celu": celu(mpf(1)),
    "celu:alpha=0.75": celu(mpf(0.75)),
    "celu:alpha=3": celu(mpf(3)),
    "gelu": (lambda x: x * ncdf(x), lambda x: ncdf(x) + x * npdf(x)),
    "gelu-tanh": logistic_gate(lambda x: A * (x + CUBIC * x**3), lambda x: A * (1 + 3 * CUBIC * x**2)),
    "quick-gelu": logistic_gate(lambda x: QUICK * x, lambda x: QUICK),
    "silu": logistic_gate(lambda x: x, lambda x: 1),
    "hard-swish": (lambda x: x * clip(x + 3, 0, 6) / 6,
                   lambda x: 0 if x <= -3 else 1 if x >= 3 else (2 * x + 3) / 6),
    "mish": (lambda x: x * tanh(log1p(exp(x))), mish_slope),
    "softplus": (lambda x: log1p(exp(x)), logistic),
    "softsign": (lambda x: x / (1 + abs(x)), lambda x: 1 / (1 + abs(x)) ** 2),
    "hard-tanh": (lambda x: clip(x, -1, 1), lambda x: int(-1 < x < 1)),
    "hard-sigmoid": (lambda x: clip(x + 3, 0, 6) / 6, lambda x: int(-3 < x < 3) / mpf(6)),
    "relu6": (lambda x: clip(x, 0, 6), lambda x: int(0 < x < 6)),
    "arctan": (atan, lambda x: 1 / (1 + x * x)),
    "lecun-tanh": (lambda x: mpf("1.7159") * tanh(2 * x / 3),
                   lambda x: mpf("1.7159") * 2 / 3 * sech2(2 * x / 3)),
    "sin": (sin, cos),
}

ELEMENTARY = {
    "exp": (exp, -700, 700),
    "exp_m1": (expm1, -50, 700),
    "ln_1p_unit": (log1p, 0, 1),
    "sigmoid": (logistic, -700, 40),
    "tanh": (tanh, -20, 20),
    "normal_cdf": (ncdf, -37.5, 9),
    "atan": (atan, -50, 50),
    "sin": (sin, -1e5, 1e5),
    "cos": (cos, -1e5, 1e5),
    "ln": (log, 0, 3),
    "ln_1p": (log1p, -0.999, 40),
    "erf": (erf, -5, 5),
}


def write(name, header, rows):
    with open(HERE / name, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def number(x):
    mp.dps = 60
    return repr(float(x))


def activation_rows():
    points = sorted({f32(sign * m) for m in MAGNITUDES for sign in (-1, 1)} | {0.0}) + F64_ONLY
    for spec, (value, slope) in ACTIVATIONS.items():
        for x in points:
            # The cancellation in cosh and logistic of large arguments needs no more digits,
            # but 1 + 1e-300 does.
            mp.dps = 700 if 0 < abs(x) < 1e-100 else 60
            yield spec, repr(x), number(value(mpf(x))), number(slope(mpf(x)))


def elementary_rows():
    random.seed(1)
    for name, (function, low, high) in ELEMENTARY.items():
        for i in range(150):
            # A third over the whole domain, the rest nearer to 0.
            shrink = [1, 0.02, 10 ** random.uniform(-10, 0)][i % 3]
            x = f32(random.uniform(low, high) * shrink)
            yield name, repr(x), number(function(mpf(x)))


write("activation_reference.csv", ["activation", "x", "value", "slope"], activation_rows())
write("elementary_reference.csv", ["function", "x", "value"], elementary_rows())
