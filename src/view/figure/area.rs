//! Rectangles of whole pixels.

/// A rectangle of whole pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// First column.
    pub left: i32,
    /// First row.
    pub top: i32,
    /// Columns.
    pub width: i32,
    /// Rows.
    pub height: i32,
}

impl Area {
    /// First column to the right of the area.
    pub fn right(&self) -> i32 {
        self.left + self.width
    }

    /// First row under the area.
    pub fn bottom(&self) -> i32 {
        self.top + self.height
    }

    /// Middle column.
    pub fn centre(&self) -> i32 {
        self.left + self.width / 2
    }

    /// Pixel column of a share of the width.
    pub fn x(&self, share: f64) -> i32 {
        self.left + (f64::from(self.width) * share).round() as i32
    }

    /// Pixel row of a share of the height, counted from the bottom.
    pub fn y(&self, share: f64) -> i32 {
        self.bottom() - (f64::from(self.height) * share).round() as i32
    }

    /// As wide, of `height` rows, `gap` rows further down.
    pub(crate) fn below(&self, gap: i32, height: i32) -> Self {
        Self { top: self.bottom() + gap, height, ..*self }
    }

    /// `count` equal areas side by side, `gap` pixels apart; what does not divide evenly is left over at the
    /// right.
    pub(crate) fn side_by_side(&self, count: usize, gap: i32) -> Vec<Self> {
        let count = i32::try_from(count).unwrap_or(i32::MAX).max(1);
        let width = (self.width - gap * (count - 1)) / count;
        (0..count).map(|index| Self { left: self.left + index * (width + gap), width, ..*self }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panels_are_equally_wide() {
        let whole = Area { left: 10, top: 0, width: 1000, height: 50 };
        let areas = whole.side_by_side(3, 20);
        assert!(areas.iter().all(|area| area.width == 320));
        assert!(areas.windows(2).all(|pair| pair[0].right() + 20 == pair[1].left));
    }
}
