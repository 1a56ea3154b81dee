//! Documents of each reader that are right: what damage starts from.

use std::fs;

use initscope::run::{Data, run};
use initscope::study::{EMBEDDED, Plan, Study};

use super::readers::{Kept, MARK, SMALL};

const TRAIN: &str = "protocol = \"train\"\n[input]\nkind = \"digits\"\nsamples = 8\n[network]\nlayers = [784, 2]\n\
    [train]\nsteps = 2\nbatch = 4\nevaluate = 1\nsymmetry = 1\n[axes]\nactivation = \"tanh\"\ninit = \"zeros\"\n";

const SPECS: [&str; 43] = [
    "zeros",
    "constant:value=0.5",
    "identity",
    "dirac:groups=2",
    "uniform:low=-1,high=1",
    "normal:mean=1,std=0.01",
    "truncated-normal:std=0.02,low=-2,high=2",
    "variance-scaling:scale=2,mode=fan_in,distribution=normal",
    "xavier-normal:gain=forward",
    "kaiming-uniform:mode=fan_out,gain=torch",
    "lecun-normal",
    "orthogonal:gain=critical",
    "sparse:nonzero=15",
    "lsuv",
    "rbm:epochs=1,batch=20",
    "zero-hadamard",
    "delta-orthogonal",
    "leaky-relu:slope=0.01",
    "elu:alpha=1",
    "celu:alpha=1",
    "hard-tanh",
    "gelu",
    "expr:max(0,x)^2",
    "expr:x*sigmoid(1.702*x)+clip(x,-1,1)/(2-e^-x)",
    "expr:-(ln(1+exp(x))-0.5)^1.5e0*min(x,pi,hard_tanh(x))",
    "none",
    "batch",
    "layer",
    "batch:eps=1e-3",
    "sgd",
    "sgd:lr=0.1,decay=0.01",
    "momentum:lr=0.01,momentum=0.9",
    "adam:lr=0.001,beta1=0.9,beta2=0.999,eps=1e-8",
    "lsuv:tolerance=0.1,tries=10,at=activation,batch=all",
    "digits",
    "idx:data/EMNIST/raw,set=emnist-letters",
    "csv:a.csv,label=species,delimiter=;,header=yes,scale=standard",
    "csv:\"a,label=b.csv\",label=-1",
    "npy:a.npz,array=x,label=y,scale=255",
    "3/16",
    "init=[\"he-normal\", \"zeros\"]",
    "255",
    "standard",
];

/// Those of a reader.
pub(crate) fn seeds(reader: &str) -> Vec<Vec<u8>> {
    match reader {
        "study" => {
            let embedded = EMBEDDED.iter().map(|(_, text)| text.as_bytes().to_vec());
            embedded.chain([SMALL, TRAIN].map(|text| text.as_bytes().to_vec())).collect()
        }
        "spec" => SPECS.iter().map(|spec| spec.as_bytes().to_vec()).collect(),
        "record" => [SMALL, TRAIN].map(record).to_vec(),
        "parts" => {
            let Kept { header, cells, .. } = Kept::get();
            let lines: String = cells.iter().map(|(_, record)| format!("={record}\n")).collect();
            vec![joined(&[header.as_bytes(), lines.as_bytes()])]
        }
        "idx" => vec![
            joined(&[
                include_bytes!("../../data/formats/mnist/MNIST/raw/train-images-idx3-ubyte"),
                include_bytes!("../../data/formats/mnist/MNIST/raw/train-labels-idx1-ubyte"),
            ]),
            joined(&[
                include_bytes!("../../data/formats/kmnist/KMNIST/raw/train-images-idx3-ubyte.gz"),
                include_bytes!("../../data/formats/kmnist/KMNIST/raw/train-labels-idx1-ubyte.gz"),
            ]),
        ],
        "csv" => vec![
            joined(&[b"", include_bytes!("../../data/formats/mark.csv")]),
            joined(&[b",label=none", include_bytes!("../../data/formats/first-mark.csv")]),
            joined(&[
                b",delimiter=;,label=1",
                include_bytes!("../../data/formats/semicolons, and a comma.csv"),
            ]),
            joined(&[b",delimiter=tab,header=yes", include_bytes!("../../data/formats/tabs,label=y.tsv")]),
            joined(&[b",scale=standard", include_bytes!("../../data/formats/plain.csv.gz")]),
        ],
        "npy" => vec![
            joined(&[b"", include_bytes!("../../data/formats/b1.npy")]),
            joined(&[b"", include_bytes!("../../data/formats/f2-big.npy")]),
            joined(&[b",scale=2", include_bytes!("../../data/formats/f8.npy")]),
            joined(&[b"", include_bytes!("../../data/formats/i4.npy")]),
            joined(&[b"", include_bytes!("../../data/formats/fortran-images.npy")]),
            joined(&[b"", include_bytes!("../../data/formats/packed.npy.gz")]),
            joined(&[b"", include_bytes!("../../data/formats/one.npz")]),
            joined(&[b",array=x,label=y", include_bytes!("../../data/formats/deflated.npz")]),
            joined(&[b",array=x", include_bytes!("../../data/formats/stored.npz")]),
        ],
        _ => Vec::new(),
    }
}

fn joined(files: &[&[u8]]) -> Vec<u8> {
    files.join(MARK.as_bytes())
}

/// The record of a study.
fn record(text: &str) -> Vec<u8> {
    let study = Study::parse("small", text, &[], false).unwrap();
    let (plan, folder) = (Plan::new(&study).unwrap(), tempfile::tempdir().unwrap());
    let data = Data::load(&study, &plan).unwrap();
    run(&study, &plan, &data, folder.path(), |_| {}, &false.into()).unwrap();
    let [manifest, cells] =
        ["record.json", "cells.jsonl"].map(|file| fs::read(folder.path().join(file)).unwrap());
    joined(&[&manifest, &cells])
}
