//! A bitmap whose slanted edges are smooth.
//!
//! plotters rounds the outline of a wide stroke to whole pixels before filling it, which shows as
//! steps; here every pixel takes the share of the ink that its distance to the edge gives it.

use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};
use plotters_bitmap::BitMapBackend;

use crate::view::figure::colour::coverage;

type Outcome<'a> = Result<(), DrawingErrorKind<<BitMapBackend<'a> as DrawingBackend>::ErrorType>>;

/// plotters' RGB bitmap with smooth strokes, discs and opaque convex polygons.
pub(crate) struct Smooth<'a>(pub BitMapBackend<'a>);

impl<'a> Smooth<'a> {
    /// Inks the pixels of a box by their signed distance to a shape, negative inside.
    fn ink(
        &mut self,
        ((left, top), (right, bottom)): (BackendCoord, BackendCoord),
        colour: BackendColor,
        distance: impl Fn(f64, f64) -> f64,
    ) -> Outcome<'a> {
        for y in top..=bottom {
            for x in left..=right {
                let distance = distance(f64::from(x) + 0.5, f64::from(y) + 0.5);
                let coverage = coverage(0.5 - distance);
                if coverage > 0.0 {
                    self.0.draw_pixel((x, y), colour.mix(coverage))?;
                }
            }
        }
        Ok(())
    }
}

impl<'a> DrawingBackend for Smooth<'a> {
    type ErrorType = <BitMapBackend<'a> as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.0.get_size()
    }

    fn ensure_prepared(&mut self) -> Outcome<'a> {
        self.0.ensure_prepared()
    }

    fn present(&mut self) -> Outcome<'a> {
        self.0.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, colour: BackendColor) -> Outcome<'a> {
        self.0.draw_pixel(point, colour)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Outcome<'a> {
        self.0.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome<'a> {
        let radius = f64::from(style.stroke_width()) / 2.0;
        let corners: Vec<BackendCoord> = path.into_iter().collect();
        for pair in corners.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let distance = |x, y| to_segment((x, y), real(from), real(to)) - radius;
            let ((left, top), (right, bottom)) = around(&[from, to], radius);
            for y in top..=bottom {
                // Most of a slanted stroke's box is empty: only pixels beside the stroke count.
                let (near, far) = beside(y, real(from), real(to), radius + 1.0);
                let row = ((near.max(left), y), (far.min(right), y));
                self.ink(row, style.color(), distance)?;
            }
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Outcome<'a> {
        let ((cx, cy), radius) = (real(centre), f64::from(radius));
        let distance = |x: f64, y: f64| (x - cx).hypot(y - cy) - radius;
        self.ink(around(&[centre], radius), style.color(), distance)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Outcome<'a> {
        let corners: Vec<BackendCoord> = corners.into_iter().collect();
        if style.color().alpha < 1.0 {
            // Bands need not be convex, and their pale edges show no steps.
            return self.0.fill_polygon(corners, style);
        }
        let mut sides = Vec::with_capacity(corners.len());
        for (index, &from) in corners.iter().enumerate() {
            sides.push((real(from), real(corners[(index + 1) % corners.len()])));
        }
        // The furthest outside of any side; sides run clockwise on a canvas whose y points down.
        let distance = |x: f64, y: f64| {
            let outside = |&((ax, ay), (bx, by)): &((f64, f64), (f64, f64))| {
                let (dx, dy) = (bx - ax, by - ay);
                ((x - ax) * dy - (y - ay) * dx) / dx.hypot(dy)
            };
            sides.iter().map(outside).fold(f64::NEG_INFINITY, f64::max)
        };
        self.ink(around(&corners, 0.0), style.color(), distance)
    }
}

fn real((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x), f64::from(y))
}

/// The box of all pixels within `radius` of the points.
fn around(points: &[BackendCoord], radius: f64) -> (BackendCoord, BackendCoord) {
    let reach = radius.ceil() as i32 + 1;
    let low = |axis: fn(&BackendCoord) -> i32| points.iter().map(axis).min().unwrap_or(0) - reach;
    let high = |axis: fn(&BackendCoord) -> i32| points.iter().map(axis).max().unwrap_or(-1) + reach;
    ((low(|p| p.0), low(|p| p.1)), (high(|p| p.0), high(|p| p.1)))
}

/// The columns of row `y` within `reach` of the line through two points.
fn beside(y: i32, (ax, ay): (f64, f64), (bx, by): (f64, f64), reach: f64) -> (i32, i32) {
    let (dx, dy) = (bx - ax, by - ay);
    let middle = ax + (f64::from(y) + 0.5 - ay) * dx / dy;
    let half = reach * dx.hypot(dy) / dy.abs();
    if middle.is_finite() && half.is_finite() {
        // Beyond the range of whole numbers a cast saturates.
        ((middle - half).floor() as i32, (middle + half).ceil() as i32)
    } else {
        (i32::MIN, i32::MAX)
    }
}

fn to_segment((x, y): (f64, f64), (ax, ay): (f64, f64), (bx, by): (f64, f64)) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((x - ax) * dx + (y - ay) * dy) / length } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    (x - ax - along * dx).hypot(y - ay - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Pen(u32);

    impl BackendStyle for Pen {
        fn color(&self) -> BackendColor {
            BackendColor { alpha: 1.0, rgb: (0, 0, 0) }
        }

        fn stroke_width(&self) -> u32 {
            self.0
        }
    }

    #[test]
    fn a_slanted_stroke_has_the_area_of_its_outline() {
        let mut buffer = vec![255; 100 * 100 * 3];
        let black = Pen(4);
        let mut bitmap = Smooth(BitMapBackend::with_buffer(&mut buffer, (100, 100)));
        bitmap.draw_path([(20, 20), (80, 65)], &black).unwrap();
        drop(bitmap);
        let ink: f64 = buffer.iter().map(|&level| f64::from(255 - level) / 255.0 / 3.0).sum();
        let expected = 75.0 * 4.0 + std::f64::consts::PI * 4.0;
        assert!((ink / expected - 1.0).abs() < 0.02, "{ink} of {expected}");
    }

    #[test]
    fn a_clockwise_polygon_is_filled() {
        let mut buffer = vec![255; 30 * 30 * 3];
        let mut bitmap = Smooth(BitMapBackend::with_buffer(&mut buffer, (30, 30)));
        let corners = [(5, 5), (15, 5), (15, 15), (5, 15)];
        bitmap.fill_polygon(corners, &Pen(1)).unwrap();
        drop(bitmap);
        assert_eq!(buffer.iter().filter(|&&level| level == 0).count(), 300);
        assert_eq!(buffer.iter().filter(|&&level| level == 255).count(), 2700 - 300);
    }
}
