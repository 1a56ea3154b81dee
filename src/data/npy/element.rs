//! The types of numbers that NumPy saves.

use half::f16;

use crate::data::Numbers;

/// The type of an array's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::data) enum Element {
    Bool,
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    U64,
    I64,
    F16,
    F32,
    F64,
}

impl Element {
    /// The type of a code without its byte order, such as `f4`.
    pub(super) fn of_code(code: &str) -> Option<Self> {
        Some(match code {
            "b1" => Self::Bool,
            "u1" => Self::U8,
            "i1" => Self::I8,
            "u2" => Self::U16,
            "i2" => Self::I16,
            "u4" => Self::U32,
            "i4" => Self::I32,
            "u8" => Self::U64,
            "i8" => Self::I64,
            "f2" => Self::F16,
            "f4" => Self::F32,
            "f8" => Self::F64,
            _ => return None,
        })
    }

    /// Bytes of a number.
    pub(super) fn width(self) -> usize {
        match self {
            Self::Bool | Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 | Self::F16 => 2,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::U64 | Self::I64 | Self::F64 => 8,
        }
    }

    /// Whether it counts: a label may be of this type.
    pub(super) fn is_whole(self) -> bool {
        !matches!(self, Self::F16 | Self::F32 | Self::F64)
    }

    /// The numbers that bytes stand for.
    pub(super) fn decode(self, data: &[u8], big_endian: bool) -> Numbers {
        let (single, double) = (Numbers::Single, Numbers::Double);
        match self {
            Self::Bool => single(numbers(data, big_endian, |[byte]| f32::from(u8::from(byte != 0)))),
            Self::U8 => single(numbers(data, big_endian, |[byte]| f32::from(byte))),
            Self::I8 => single(numbers(data, big_endian, |bytes| f32::from(i8::from_le_bytes(bytes)))),
            Self::U16 => single(numbers(data, big_endian, |bytes| f32::from(u16::from_le_bytes(bytes)))),
            Self::I16 => single(numbers(data, big_endian, |bytes| f32::from(i16::from_le_bytes(bytes)))),
            Self::U32 => double(numbers(data, big_endian, |bytes| f64::from(u32::from_le_bytes(bytes)))),
            Self::I32 => double(numbers(data, big_endian, |bytes| f64::from(i32::from_le_bytes(bytes)))),
            Self::U64 => double(numbers(data, big_endian, |bytes| u64::from_le_bytes(bytes) as f64)),
            Self::I64 => double(numbers(data, big_endian, |bytes| i64::from_le_bytes(bytes) as f64)),
            Self::F16 => single(numbers(data, big_endian, |bytes| f16::from_le_bytes(bytes).to_f32())),
            Self::F32 => single(numbers(data, big_endian, f32::from_le_bytes)),
            Self::F64 => double(numbers(data, big_endian, f64::from_le_bytes)),
        }
    }
}

fn numbers<const N: usize, T>(data: &[u8], big_endian: bool, number: fn([u8; N]) -> T) -> Vec<T> {
    let numbers = data.as_chunks::<N>().0.iter().map(|&(mut bytes)| {
        if big_endian {
            bytes.reverse();
        }
        number(bytes)
    });
    numbers.collect()
}
