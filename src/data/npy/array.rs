//! One array: a header, which is a Python dictionary of type, order and shape, and then the numbers (NumPy
//! Enhancement Proposal 1; `numpy.lib.format`).

use std::fs::File;
use std::path::Path;

use super::element::Element;
use super::header::Header;
use super::order::in_c_order;
use super::{NpyError, NpyFileError};
use crate::data::Numbers;
use crate::data::unpacked::{fits, limited};

/// An array of real numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Npy {
    /// Length of each axis.
    pub shape: Vec<usize>,
    /// In C order: the last axis runs fastest, whatever the file's order.
    pub numbers: Numbers,
    pub(super) element: Element,
}

impl Npy {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// If there is no such file, or it is no such array.
    pub fn read(path: &Path) -> Result<Self, NpyFileError> {
        let bytes = File::open(path).and_then(limited).map_err(|error| NpyError::Unreadable(error, None));
        let read = bytes.and_then(|bytes| Self::parse(&bytes));
        read.map_err(|error| NpyFileError { path: path.to_owned(), error })
    }

    /// Reads the bytes of a file. Nothing larger than they are is set aside, whatever the header says.
    ///
    /// ```
    /// use initscope::data::{Npy, Numbers};
    ///
    /// let mut file = b"\x93NUMPY\x01\x00\x3f\x00".to_vec();
    /// file.extend(b"{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }     \n");
    /// file.extend([1.5f32, -2.0].into_iter().flat_map(f32::to_le_bytes));
    /// let read = Npy::parse(&file).unwrap();
    /// assert_eq!((read.shape, read.numbers), (vec![2], Numbers::Single(vec![1.5, -2.0])));
    /// ```
    ///
    /// # Errors
    ///
    /// If they are no such array.
    pub fn parse(bytes: &[u8]) -> Result<Self, NpyError> {
        let (header, data) = Header::split(bytes)?;
        let count = header.shape.iter().try_fold(1usize, |count, length| count.checked_mul(*length));
        let promised = count.and_then(|count| count.checked_mul(header.width()));
        // What is beyond the address space is beyond the file.
        let promised = promised.unwrap_or(usize::MAX);
        if data.len() != promised {
            return Err(NpyError::Size { shape: header.shape, promised, found: data.len() });
        }
        if count.is_some_and(|count| !fits(count)) {
            return Err(NpyError::TooLarge { shape: header.shape });
        }
        let Header { shape, big_endian, element, order } = header;
        let numbers = match element.decode(data, big_endian) {
            Numbers::Single(numbers) => Numbers::Single(in_c_order(order, &shape, numbers)),
            Numbers::Double(numbers) => Numbers::Double(in_c_order(order, &shape, numbers)),
        };
        Ok(Self { shape, numbers, element })
    }

    /// Rows and columns of a matrix.
    ///
    /// # Errors
    ///
    /// If it is not two-dimensional, or has no numbers.
    pub fn matrix(&self) -> Result<[usize; 2], NpyError> {
        match self.shape[..] {
            [rows, columns] if rows * columns > 0 => Ok([rows, columns]),
            [_, _] => Err(NpyError::Empty { shape: self.shape.clone() }),
            _ => Err(NpyError::Rank { shape: self.shape.clone() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A file of version 1.
    fn file(header: &str, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(header.len()).unwrap().to_le_bytes();
        [b"\x93NUMPY\x01\x00", &length[..], header.as_bytes(), data].concat()
    }

    fn described(descr: &str, fortran: &str, shape: &str, data: &[u8]) -> Vec<u8> {
        file(&format!("{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n"), data)
    }

    fn said(bytes: &[u8]) -> String {
        Npy::parse(bytes).unwrap_err().to_string()
    }

    const SIX: [f64; 6] = [0.0, 1.0, 2.0, 3.0, 4.0, -0.1];

    #[test]
    fn both_types_are_read_in_both_byte_orders() {
        let double = Numbers::Double(SIX.to_vec());
        let single = Numbers::Single(SIX.iter().map(|x| *x as f32).collect());
        let singles = || SIX.iter().map(|x| *x as f32);
        for (descr, data, expected) in [
            ("<f8", SIX.iter().flat_map(|x| x.to_le_bytes()).collect::<Vec<u8>>(), &double),
            (">f8", SIX.iter().flat_map(|x| x.to_be_bytes()).collect(), &double),
            ("<f4", singles().flat_map(f32::to_le_bytes).collect(), &single),
            (">f4", singles().flat_map(f32::to_be_bytes).collect(), &single),
        ] {
            let read = Npy::parse(&described(descr, "False", "(2, 3)", &data)).unwrap();
            assert_eq!((&read.shape, &read.numbers), (&vec![2, 3], expected), "{descr}");
            assert_eq!(read.matrix().unwrap(), [2, 3]);
        }
    }

    #[test]
    fn every_real_type_is_read_in_both_byte_orders() {
        let le = |bytes: &[&[u8]]| bytes.concat();
        for (code, data, expected) in [
            ("b1", le(&[&[0], &[1], &[2]]), Numbers::Single(vec![0.0, 1.0, 1.0])),
            ("u1", le(&[&[0], &[1], &[255]]), Numbers::Single(vec![0.0, 1.0, 255.0])),
            ("i1", le(&[&[0], &[1], &[255]]), Numbers::Single(vec![0.0, 1.0, -1.0])),
            ("u2", le(&[&[0, 0], &[1, 0], &[255, 255]]), Numbers::Single(vec![0.0, 1.0, 65535.0])),
            ("i2", le(&[&[0, 0], &[0, 1], &[255, 255]]), Numbers::Single(vec![0.0, 256.0, -1.0])),
            ("f2", le(&[&[0, 0x3c], &[0, 0xc0], &[1, 0]]), Numbers::Single(vec![1.0, -2.0, 2f32.powi(-24)])),
            (
                "u4",
                [0u32, 7, u32::MAX].map(u32::to_le_bytes).concat(),
                Numbers::Double(vec![0.0, 7.0, 4_294_967_295.0]),
            ),
            (
                "i4",
                [0i32, 7, i32::MIN].map(i32::to_le_bytes).concat(),
                Numbers::Double(vec![0.0, 7.0, -2_147_483_648.0]),
            ),
            (
                "u8",
                [0u64, 7, 1 << 63].map(u64::to_le_bytes).concat(),
                Numbers::Double(vec![0.0, 7.0, 2f64.powi(63)]),
            ),
            ("i8", [0i64, 7, -1].map(i64::to_le_bytes).concat(), Numbers::Double(vec![0.0, 7.0, -1.0])),
        ] {
            let width = data.len() / 3;
            let turned: Vec<u8> =
                data.chunks(width).flat_map(|number| number.iter().rev().copied()).collect();
            for (order, data) in
                [("<", &data), (">", &turned), ("|", &data)].into_iter().take(if width > 1 { 2 } else { 3 })
            {
                let read = Npy::parse(&described(&format!("{order}{code}"), "False", "(3,)", data)).unwrap();
                assert_eq!(read.numbers, expected, "{order}{code}");
            }
        }
    }

    #[test]
    fn fortran_order_is_brought_into_c_order() {
        let data: Vec<u8> = (0..24).flat_map(|x| f64::from(x).to_le_bytes()).collect();
        let Numbers::Double(read) = Npy::parse(&described("<f8", "True", "(2, 12)", &data)).unwrap().numbers
        else {
            panic!("double")
        };
        // numpy.arange(24.).reshape(12, 2).T
        assert_eq!(read[..12], [0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0, 20.0, 22.0]);
        let Numbers::Double(read) =
            Npy::parse(&described("<f8", "True", "(2, 3, 4)", &data)).unwrap().numbers
        else {
            panic!("double")
        };
        // numpy.arange(24.).reshape(4, 3, 2).T.ravel()[:6]
        assert_eq!(read[..6], [0.0, 6.0, 12.0, 18.0, 2.0, 8.0]);
    }

    #[test]
    fn headers_of_later_versions_and_other_spellings_are_read() {
        let header = "{\"shape\":(1,),\"descr\":\"<f8\",\"fortran_order\":False}";
        let length = u32::try_from(header.len()).unwrap().to_le_bytes();
        for version in [2, 3] {
            let start = [b"\x93NUMPY", &[version, 0][..], &length[..]].concat();
            let bytes = [&start[..], header.as_bytes(), &1f64.to_le_bytes()].concat();
            assert_eq!(Npy::parse(&bytes).unwrap().numbers, Numbers::Double(vec![1.0]));
        }
        assert!(Npy::parse(&described("<f4", "False", "()", &[0; 4])).unwrap().shape.is_empty());
    }

    #[test]
    fn refusals_say_what_is_there_and_what_to_do() {
        for (descr, kind) in [
            ("<c16", "complex numbers"),
            ("|O", "Python objects"),
            ("<f16", "floating point numbers of 16 bytes"),
            ("<U4", "text"),
            ("|V2", "raw bytes, as bfloat16 is saved"),
        ] {
            assert_eq!(
                said(&described(descr, "False", "(2, 3)", &[0; 48])),
                format!(
                    "its numbers are of type `{descr}`, {kind}; save float32 or float64: numpy.save(\"W.npy\", W.astype(\"float32\"))"
                )
            );
        }
        let records = file("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", &[0; 4]);
        assert!(
            said(&records).starts_with("its numbers are of type `[('a', '<f4')]`, records; save float32")
        );
        assert_eq!(
            said(&described("<f8", "False", "(2, 3)", &[0; 47])),
            "the header promises 48 bytes of numbers (shape 2 x 3), and there are 47: the file is cut short; save it again"
        );
        assert_eq!(
            said(&described("<f8", "False", "(2, 3)", &[0; 49])),
            "the header promises 48 bytes of numbers (shape 2 x 3), and there are 49: there is something behind them; save it again"
        );
        let huge = said(&described("<f8", "False", "(4294967296, 4294967296, 4294967296)", &[0; 8]));
        assert!(huge.contains("and there are 8: the file is cut short"), "{huge}");
        assert_eq!(said(b"x,y\n1,2\n"), "not a .npy file; write one with numpy.save(\"W.npy\", W)");
        assert_eq!(said(b""), "the file is empty; write it with numpy.save(\"W.npy\", W)");
        assert_eq!(
            said(b"PK\x03\x04 and so on"),
            "an archive of arrays (.npz), where one is wanted; save it: numpy.save(\"W.npy\", numpy.load(\"FILE.npz\")[\"NAME\"])"
        );
        let torch = "a PyTorch file (.pt); save one tensor: numpy.save(\"W.npy\", tensor.detach().cpu().float().numpy())";
        let mut zip = b"PK\x03\x04".to_vec();
        zip.resize(26, 0);
        zip.extend([10, 0, 0, 0]);
        zip.extend(b"a/data.pkl");
        assert_eq!(said(&zip), torch);
        assert_eq!(said(b"\x80\x02}q\x00"), torch);
        assert!(said(b"\x93NUMPY\x09\x00\x00\x00").starts_with("version 9.0 of the format is not known"));
        assert!(said(b"\x93NUMPY\x01\x00\xff\xff{").starts_with("its header is cut short"));
        for header in [
            "",
            "{",
            "{}",
            "[]",
            "{'descr': '<f8'}",
            "{'descr': '<f8', 'fortran_order': 3, 'shape': (1,)}",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}",
            "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}",
        ] {
            assert!(
                said(&file(header, &[0; 8])).starts_with("its header is not one that NumPy writes"),
                "{header}"
            );
        }
    }

    #[test]
    fn a_matrix_has_two_axes_and_numbers() {
        let shaped = |shape: &[usize]| {
            let (shape, numbers) = (shape.to_vec(), Numbers::Double(Vec::new()));
            Npy { shape, numbers, element: Element::F64 }.matrix()
        };
        let words = |shape: &[usize]| shaped(shape).unwrap_err().to_string();
        assert_eq!(
            words(&[5]),
            "shape 5 has 1 axis, and a weight matrix has 2; reshape it: numpy.save(\"W.npy\", W.reshape(rows, columns))"
        );
        assert!(words(&[3, 3, 8, 16]).starts_with("shape 3 x 3 x 8 x 16 has 4 axes"));
        assert!(words(&[]).starts_with("shape () has 0 axes"));
        assert_eq!(words(&[0, 5]), "shape 0 x 5 has no numbers");
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Npy::parse(&bytes);
        }

        #[test]
        fn no_header_makes_it_panic(header in "[{}()\\[\\]'\",: 0-9a-zA-Z<>|]{0,80}", data in proptest::collection::vec(any::<u8>(), 0..40)) {
            let _ = Npy::parse(&file(&header, &data));
        }

        #[test]
        fn no_damage_makes_it_panic(place in 0usize..100, byte in any::<u8>(), end in 0usize..200) {
            let mut bytes = described("<f8", "True", "(2, 3)", &[7; 48]);
            if let Some(old) = bytes.get_mut(place) {
                *old = byte;
            }
            bytes.truncate(end);
            let _ = Npy::parse(&bytes);
        }
    }
}
