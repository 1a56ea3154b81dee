//! How the weights of a file lie.

use crate::init::KernelLayout;

use crate::cli::arguments::Layout;

/// The layout of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// Axes of the file.
    axes: usize,
    /// Their order.
    pub layout: KernelLayout,
    /// Whether it was asked for.
    pub asked: bool,
}

impl Layout {
    fn order(self) -> KernelLayout {
        match self {
            Self::InOut | Self::Wio | Self::Hwio | Self::Dhwio => KernelLayout::InOut,
            Self::OutIn | Self::Oiw | Self::Oihw | Self::Oidhw => KernelLayout::OutIn,
        }
    }

    /// Axes of the kernels that it is a layout of; those of any weights for matrices' layouts.
    fn axes(self) -> Option<usize> {
        match self {
            Self::InOut | Self::OutIn => None,
            Self::Wio | Self::Oiw => Some(3),
            Self::Hwio | Self::Oihw => Some(4),
            Self::Dhwio | Self::Oidhw => Some(5),
        }
    }
}

impl Reading {
    /// How weights of a shape are read.
    ///
    /// A kernel's layout says of matrices beside it how its library stores them. Without a word, a
    /// matrix is taken as this project's own; a kernel's taps are at the end whose sides are alike, or
    /// shorter, at the front where both ends could be taps.
    pub(super) fn of(shape: &[usize], asked: Option<Layout>) -> Result<Self, String> {
        let axes = shape.len();
        let reading = |layout| Self { axes, layout, asked: asked.is_some() };
        let Some(asked) = asked else {
            return Ok(reading(if axes > 2 { by_shape(shape) } else { KernelLayout::InOut }));
        };
        match asked.axes() {
            Some(wanted) if axes > 2 && wanted != axes => {
                let (name, right) = (name(wanted, asked.order()), name(axes, asked.order()));
                Err(format!("{name} has {wanted} axes, and this has {axes}; take --layout {right}"))
            }
            _ => Ok(reading(asked.order())),
        }
    }

    /// The other library's.
    pub(super) fn other(self) -> Self {
        let layout = match self.layout {
            KernelLayout::InOut => KernelLayout::OutIn,
            KernelLayout::OutIn => KernelLayout::InOut,
        };
        Self { layout, ..self }
    }

    /// The option's value.
    pub(super) fn name(self) -> &'static str {
        name(self.axes, self.layout)
    }

    /// In words.
    pub(super) fn words(self) -> String {
        let other = self.other();
        let others = match other.layout {
            KernelLayout::InOut => "Keras and JAX",
            KernelLayout::OutIn => "PyTorch",
        };
        let hint = format!("({others}: --layout {})", other.name());
        let how = match (self.asked, self.axes) {
            (true, _) => String::new(),
            (false, 2) => format!(" {hint}"),
            (false, _) => format!(", by its shape {hint}"),
        };
        format!("{}, {}{how}", self.stored(), self.users())
    }

    fn users(self) -> &'static str {
        match (self.layout, self.axes) {
            (KernelLayout::InOut, 2) => "as here and in Keras",
            (KernelLayout::InOut, _) => "as in Keras and JAX",
            (KernelLayout::OutIn, _) => "as in PyTorch",
        }
    }

    /// Who has it.
    pub(super) fn reason(self) -> String {
        match self.layout {
            KernelLayout::InOut => format!("Keras and JAX store {}", self.stored()),
            KernelLayout::OutIn => format!("PyTorch stores {}", self.stored()),
        }
    }

    fn stored(self) -> &'static str {
        match (self.layout, self.axes) {
            (KernelLayout::InOut, 2) => "[in, out]",
            (KernelLayout::OutIn, 2) => "[out, in]",
            _ => self.name(),
        }
    }
}

fn name(axes: usize, layout: KernelLayout) -> &'static str {
    match (layout, axes) {
        (KernelLayout::InOut, 3) => "WIO",
        (KernelLayout::InOut, 4) => "HWIO",
        (KernelLayout::InOut, 5) => "DHWIO",
        (KernelLayout::OutIn, 3) => "OIW",
        (KernelLayout::OutIn, 4) => "OIHW",
        (KernelLayout::OutIn, 5) => "OIDHW",
        (KernelLayout::InOut, _) => "in-out",
        (KernelLayout::OutIn, _) => "out-in",
    }
}

/// Which end of a kernel's shape looks like taps.
fn by_shape(shape: &[usize]) -> KernelLayout {
    let spatial = shape.len() - 2;
    let [first, last] = [&shape[..spatial], &shape[2..]];
    let alike = |sides: &[usize]| sides.windows(2).all(|pair| pair[0] == pair[1]);
    // Taps are alike and few: 8 x 1 x 3 x 3 is eight units of 3 x 3 taps.
    let unlikely = |sides: &[usize]| (!alike(sides), sides.iter().product::<usize>());
    if unlikely(last) < unlikely(first) { KernelLayout::OutIn } else { KernelLayout::InOut }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(shape: &[usize], asked: Option<Layout>) -> Result<&'static str, String> {
        Reading::of(shape, asked).map(Reading::name)
    }

    #[test]
    fn taps_are_found_at_the_end_that_looks_like_them() {
        for (shape, expected) in [
            (&[3, 3, 64, 128][..], "HWIO"),
            (&[128, 64, 3, 3], "OIHW"),
            (&[64, 3, 7, 7], "OIHW"),
            (&[7, 7, 3, 64], "HWIO"),
            (&[8, 1, 3, 3], "OIHW"),
            (&[1, 1, 64, 128], "HWIO"),
            (&[128, 64, 1, 1], "OIHW"),
            (&[5, 64, 32], "WIO"),
            (&[64, 32, 5], "OIW"),
            (&[3, 3, 3, 8, 16], "DHWIO"),
            (&[16, 8, 3, 3, 3], "OIDHW"),
            (&[3, 3, 3, 3], "HWIO"),
            (&[30, 20], "in-out"),
        ] {
            assert_eq!(named(shape, None), Ok(expected), "{shape:?}");
        }
    }

    #[test]
    fn a_layout_is_its_librarys_for_matrices_and_refused_for_other_kernels() {
        assert_eq!(named(&[30, 20], Some(Layout::Oihw)), Ok("out-in"));
        assert_eq!(named(&[30, 20, 3], Some(Layout::OutIn)), Ok("OIW"));
        let refused = named(&[30, 20, 3], Some(Layout::Oihw)).unwrap_err();
        assert_eq!(refused, "OIHW has 4 axes, and this has 3; take --layout OIW");
    }
}
