//! From three bytes per pixel to one.

use std::collections::HashMap;

/// Bytes per pixel of a canvas.
pub(crate) const CHANNELS: usize = 3;
/// Most colours of an indexed PNG.
const COLOURS: usize = 256;

type Rgb = [u8; CHANNELS];

/// Pixels that are looked at together: most of a figure is white.
const BLOCK: usize = 16;
const WHITE: [u8; CHANNELS * BLOCK] = [255; CHANNELS * BLOCK];

/// Overwrites the first third of `canvas` with one palette index per pixel and returns the
/// palette. Of more than 256 colours the rarest, which only the crossings of smooth lines make,
/// become the nearest of the others.
pub(crate) fn index(canvas: &mut [u8], width: usize) -> Vec<u8> {
    let line = CHANNELS * width.max(1);
    let palette = Palette::of(canvas, line);
    let white = palette.nearest([255; CHANNELS]);
    let mut known = Recent::new(([255; CHANNELS], white));
    let mut last = ([255; CHANNELS], white);
    for row in 0..canvas.len() / line {
        let start = row * line;
        // Indices of the rows before reach up to `row * width`, which from the third row on is
        // before the colours of the row above.
        if row >= 2 && canvas[start - line..start] == canvas[start..start + line] {
            canvas.copy_within((row - 1) * width..row * width, row * width);
            continue;
        }
        let mut column = 0;
        while column < width {
            let at = start + column * CHANNELS;
            let to = row * width + column;
            if last.1 == white && column + BLOCK <= width && canvas[at..at + WHITE.len()] == WHITE {
                canvas[to..to + BLOCK].fill(white);
                column += BLOCK;
                continue;
            }
            let colour = [canvas[at], canvas[at + 1], canvas[at + 2]];
            if colour != last.0 {
                last = (colour, known.get_or(colour, || palette.nearest(colour)));
            }
            canvas[to] = last.1;
            column += 1;
        }
    }
    palette.colours.concat()
}

/// What was looked up lately, by colour: a figure has few colours, next to each other again and
/// again.
struct Recent<T> {
    slots: [(Rgb, T); 256],
}

impl<T: Copy> Recent<T> {
    fn new(first: (Rgb, T)) -> Self {
        Self { slots: [first; 256] }
    }

    fn get_or(&mut self, colour: Rgb, look_up: impl FnOnce() -> T) -> T {
        let [r, g, b] = colour;
        let slot = &mut self.slots[usize::from(r ^ g.rotate_left(3) ^ b.rotate_left(5))];
        if slot.0 != colour {
            *slot = (colour, look_up());
        }
        slot.1
    }
}

/// The colours of a picture, sorted.
struct Palette {
    colours: Vec<Rgb>,
}

impl Palette {
    /// The most frequent colours of a canvas with `line` bytes per row.
    fn of(canvas: &[u8], line: usize) -> Self {
        // Paper is in every picture, and blocks of it are not counted.
        let mut seen: Vec<(Rgb, usize)> = vec![([255; CHANNELS], usize::MAX / 2)];
        let mut places = HashMap::from([([255; CHANNELS], 0)]);
        let mut recent = Recent::new(([255; CHANNELS], 0));
        let mut above: &[u8] = &[];
        // Most rows are like the one above, most pixels like their neighbour.
        for row in canvas.chunks_exact(line) {
            if row == above {
                continue;
            }
            above = row;
            for block in row.chunks(WHITE.len()).filter(|block| **block != WHITE) {
                for run in block.as_chunks::<CHANNELS>().0.chunk_by(|a, b| a == b) {
                    let place = recent.get_or(run[0], || {
                        *places.entry(run[0]).or_insert_with(|| {
                            seen.push((run[0], 0));
                            seen.len() - 1
                        })
                    });
                    seen[place].1 += run.len();
                }
            }
        }
        // A stable sort: equally frequent colours stay in order, the same in every run.
        seen.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let mut colours: Vec<Rgb> = seen.iter().take(COLOURS).map(|(colour, _)| *colour).collect();
        colours.sort_unstable();
        Self { colours }
    }

    fn nearest(&self, colour: Rgb) -> u8 {
        let place = self.colours.binary_search(&colour).unwrap_or_else(|_| {
            let distance = |candidate: &Rgb| -> u32 {
                let pairs = candidate.iter().zip(colour);
                pairs.map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
            };
            let candidates = self.colours.iter().enumerate();
            candidates.min_by_key(|(_, candidate)| distance(candidate)).map_or(0, |(place, _)| place)
        });
        // At most 256 colours.
        place as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_colours_are_indexed_in_place() {
        let mut canvas = vec![255, 255, 255, 0, 0, 0, 0, 0, 0, 9, 9, 9];
        assert_eq!(index(&mut canvas, 1), [0, 0, 0, 9, 9, 9, 255, 255, 255]);
        assert_eq!(canvas[..4], [2, 0, 0, 1]);
    }

    #[test]
    fn the_rarest_of_many_colours_become_their_nearest() {
        let twice = (0..255).flat_map(|n| [[n, 0, 0], [n, 0, 0]]);
        let mut canvas: Vec<u8> = twice.chain([[7, 2, 1], [200, 0, 9]]).flatten().collect();
        let palette = index(&mut canvas, 512);
        assert_eq!(palette.len(), CHANNELS * COLOURS);
        assert_eq!(canvas[..4], [0, 0, 1, 1]);
        assert_eq!(canvas[510..512], [7, 200]);
    }
}
