//! Figures as PNG.

use plotters_bitmap::BitMapBackend;

use super::paint::{Surface, paint};
use super::palette::{CHANNELS, index};
use super::scene::compose;
use super::smooth::Smooth;
use crate::view::error::ViewError;
use crate::view::figure::Figure;

/// Draws `figure` and compresses it; the canvas is gone when this returns.
pub(crate) fn png(figure: &Figure) -> Result<Vec<u8>, ViewError> {
    let size = (figure.width.unsigned_abs(), figure.height.unsigned_abs());
    let mut canvas = vec![255; CHANNELS * size.0 as usize * size.1 as usize];
    let mut bitmap = Smooth(BitMapBackend::with_buffer(&mut canvas, size));
    paint(&mut bitmap, &compose(figure), Surface::Pixels)?;
    drop(bitmap);

    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, size.0, size.1);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_palette(index(&mut canvas, size.0 as usize));
    canvas.truncate(canvas.len() / CHANNELS);
    // Most rows repeat the row above, which this filter turns into zeros; higher levels take three
    // times as long for a third of the size.
    encoder.set_filter(png::Filter::Up);
    encoder.set_deflate_compression(png::DeflateCompression::Level(1));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&canvas)?;
    writer.finish()?;
    Ok(file)
}
