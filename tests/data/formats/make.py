"""Writes the files of this folder but iris.csv (R. A. Fisher, 1936, in the public domain) and this one, and
expected.json: what NumPy reads from them.

Of every source: its shape, classes, and three sums over the numbers as float32, in float64: of the numbers,
of their squares, and of the numbers times (row + 1) * (column + 1), which tells orders apart.
"""

import csv
import gzip
import io
import json
import struct
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
EXPECTED = []
RNG = np.random.default_rng(20240501)


def expect(source, x, classes=None):
    x = np.asarray(x)
    x = x.reshape(len(x), -1).astype(np.float32).astype(np.float64)
    weights = np.arange(1, x.shape[0] + 1)[:, None] * np.arange(1, x.shape[1] + 1)
    names, of = np.unique(classes, return_inverse=True) if classes is not None else ([], [])
    EXPECTED.append({
        "source": source,
        "shape": list(x.shape),
        "names": [str(name) for name in names],
        "classes": [int(of) for of in of],
        "sum": float(x.sum()),
        "squares": float((x * x).sum()),
        "weighted": float((x * weights).sum()),
        "magnitude": float((abs(x) * weights).sum()),
    })


def write(name, data):
    path = HERE / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def packed(data):
    return gzip.compress(data, mtime=0)


def tables():
    with open(HERE / "iris.csv") as file:
        rows = list(csv.reader(file))[1:]
    x, species = np.array([[float(x) for x in row[1:]] for row in rows]), [row[0] for row in rows]
    expect("csv:iris.csv,label=species", x, species)
    expect("csv:iris.csv,label=1,header=yes", x, species)
    expect("csv:iris.csv,label=species,scale=7.9", x / 7.9, species)
    expect("csv:iris.csv,label=species,scale=standard", (x - x.mean(0)) / x.std(0), species)
    rows = [[0.5, -1.25, 3], [1e-3, 2e5, 1], [-7, 0.1, 3], [4, 4, -2]]
    x, y = np.array([row[:2] for row in rows]), np.array([row[2] for row in rows])

    def lines(between, header=None, end="\n"):
        text = [between.join(str(value) for value in row) + end for row in rows]
        return "".join(([header + end] if header else []) + text).encode()

    write("mark.csv", b"\xef\xbb\xbf" + lines(",", "a,b,label"))
    expect("csv:mark.csv", x, y)
    write("first-mark.csv", b"\xef\xbb\xbflabel,a\n0,1\n1,2\n0,3\n")
    expect("csv:first-mark.csv", [[1], [2], [3]], [0, 1, 0])
    write("semicolons, and a comma.csv", lines(";", '"a";"b c";"quality"', "\r\n"))
    expect("csv:semicolons, and a comma.csv,label=quality,delimiter=;", x, y)
    write("tabs,label=y.tsv", lines("\t", "a\tb\ty"))
    expect('csv:"tabs,label=y.tsv",label=y,delimiter=tab', x, y)
    write("plain.csv.gz", packed(lines(",")))
    expect("csv:plain.csv.gz,label=-1,header=no", x, y)
    expect("csv:plain.csv.gz,header=no", np.array(rows))


def arrays():
    def saved(array):
        file = io.BytesIO()
        np.save(file, array)
        return file.getvalue()

    x = RNG.integers(0, 100, (6, 5))
    for code in ["b1", "u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8"]:
        values = x % 2 if code == "b1" else x - 50 if code[0] == "i" else x / 8 if code[0] == "f" else x
        for order in "<>" if code[1] != "1" else "|":
            array = values.astype(order + code)
            name = f"{code}{'-big' if order == '>' else ''}.npy"
            write(name, saved(array))
            expect(f"npy:{name}", array / 255 if code == "u1" else array)
    expect("npy:u1.npy,scale=none", x)
    expect("npy:u1.npy,scale=50", x / 50)
    expect("npy:f8.npy,scale=standard", (x - x.mean(0)) / x.std(0))
    write("fortran.npy", saved(np.asfortranarray(x.astype(">i4"))))
    expect("npy:fortran.npy", x)
    images = RNG.integers(0, 256, (4, 3, 2, 2), dtype=np.uint8)
    write("images.npy", saved(images))
    expect("npy:images.npy", images / 255)
    write("fortran-images.npy", saved(np.asfortranarray(images)))
    expect("npy:fortran-images.npy", images / 255)
    write("packed.npy.gz", packed(saved(x.astype("<i8"))))
    expect("npy:packed.npy.gz", x)
    y = np.array([7, 3, 7, 9], dtype=np.int64)
    for name, save in [("stored.npz", np.savez), ("deflated.npz", np.savez_compressed)]:
        save(HERE / name, x_train=images, y_train=y, weights=x)
        expect(f"npy:{name},array=x_train,label=y_train", images / 255, y)
        expect(f"npy:{name},array=weights,scale=none", x)
    np.savez_compressed(HERE / "one.npz", x=x)
    expect("npy:one.npz", x)


def idx(array, code):
    kind = {0x08: ">u1", 0x0C: ">i4"}[code]
    header = struct.pack(">HBB", 0, code, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    return header + array.astype(kind).tobytes()


def images():
    # Letters count from 1, and none of these is a 3.
    labels = np.array([1, 2, 26, 4, 2, 1, 26, 4])
    pixels = RNG.integers(0, 256, (8, 3, 4))
    shades = pixels / 255
    zeros = bytes(512)
    files = {
        "train-images-idx3-ubyte": (pixels[:5], 0x08),
        "train-labels-idx1-ubyte": (labels[:5], 0x08),
        "test-images-idx3-ubyte": (pixels[5:], 0x08),
        "test-labels-idx1-ubyte": (labels[5:], 0x08),
    }
    for name, (array, code) in files.items():
        data = idx(array, code)
        write(f"emnist/EMNIST/raw/emnist-letters-{name}.gz", packed(data) + zeros)
        write(f"mnist/MNIST/raw/{name.replace('test', 't10k')}", data)
        write(f"dotted/{name.replace('test', 't10k').replace('-idx', '.idx')}", data)
        # Members one behind the other, with zeros between them.
        half = len(data) // 2
        write(f"kmnist/KMNIST/raw/{name.replace('test', 't10k')}.gz", packed(data[:half]) + zeros + packed(data[half:]))
        if "labels" in name:
            wide = np.zeros((len(array), 8), dtype=int)
            wide[:, 0], wide[:, 1:] = array, np.arange(7)
            name, data = name.replace("idx1-ubyte", "idx2-int"), idx(wide, 0x0C)
        write(f"qmnist/QMNIST/raw/qmnist-{name}.gz", packed(data))
    for folder in ["emnist", "mnist", "dotted", "kmnist", "qmnist"]:
        expect(f"idx:{folder}", shades, labels)
    expect("idx:emnist/EMNIST/raw,set=emnist-letters", shades, labels)


tables()
arrays()
images()
lines = ",\n".join(json.dumps(expected) for expected in EXPECTED)
(HERE / "expected.json").write_text(f"[\n{lines}\n]\n")
