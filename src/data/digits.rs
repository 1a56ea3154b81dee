//! The handwritten digits that the program carries.

use std::path::Path;

use super::split::kept;
use super::{DataError, Dataset, Split, idx};

const FOLDER: &str = "data/mnist5k";
const IMAGES: &[u8] = include_bytes!("../../data/mnist5k/images-idx3-ubyte.gz");
const LABELS: &[u8] = include_bytes!("../../data/mnist5k/labels-idx1-ubyte.gz");

/// 4000 digits and 1000 held out. Classes come in turn, so each part has all of them equally often.
pub(super) fn read(split: Split) -> Result<Dataset, DataError> {
    let name = |file| Path::new(FOLDER).join(file);
    let (images, labels) = (name("images-idx3-ubyte.gz"), name("labels-idx1-ubyte.gz"));
    let pair = idx::pair((&images, IMAGES), (&labels, LABELS))?;
    let kept = kept(pair.labels.len());
    idx::dataset(pair.split_at(kept), &labels, split)
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_bytes_are_those_of_the_source_file() {
        let source = include_str!("../../data/mnist5k/SOURCE.md");
        for (name, bytes) in [("images-idx3-ubyte.gz", IMAGES), ("labels-idx1-ubyte.gz", LABELS)] {
            let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            let row = source.lines().find(|line| line.starts_with(&format!("| {name} |"))).unwrap();
            assert!(row.contains(&hash), "{row}: {hash}");
        }
    }

    #[test]
    fn each_part_has_every_digit_equally_often() {
        let digits = read(Split::HeldOut { seed: 1 }).unwrap();
        for (samples, each) in [(digits.train, 400), (digits.held_out, 100)] {
            let mut counts = [0; 10];
            for class in samples.classes.unwrap() {
                counts[usize::from(class)] += 1;
            }
            assert_eq!(counts, [each; 10]);
        }
    }
}
