//! Colours that figures are drawn in.

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Colour(pub u8, pub u8, pub u8);

/// Paper.
pub(crate) const WHITE: Colour = Colour(255, 255, 255);
/// Boxes, ticks and titles.
pub(crate) const BLACK: Colour = Colour(0, 0, 0);
/// Notes and footers.
pub(crate) const GREY: Colour = Colour(102, 102, 102);
/// Histogram bars: the first colour of matplotlib's cycle.
pub(crate) const BAR: Colour = Colour(0x1f, 0x77, 0xb4);

/// Okabe and Ito's colours, which stay apart under every common colour blindness; yellow is left
/// out because it fades on white.
pub(crate) const CYCLE: [Colour; 7] = [
    Colour(0, 114, 178),
    Colour(213, 94, 0),
    Colour(0, 158, 115),
    Colour(204, 121, 167),
    BLACK,
    Colour(230, 159, 0),
    Colour(86, 180, 233),
];

/// A cell of a heat map without a number.
pub(crate) const MISSING: Colour = Colour(217, 217, 217);

/// Distinct colours of a heat map; few enough for an indexed PNG, too many to be told apart.
pub(crate) const HEAT_LEVELS: u8 = 64;

/// The viridis map at `level` of [`HEAT_LEVELS`]: even in lightness and safe for the colour-blind.
pub(crate) fn heat(level: u8) -> Colour {
    const ANCHORS: [[f64; 3]; 9] = [
        [68.0, 1.0, 84.0],
        [71.0, 44.0, 122.0],
        [59.0, 81.0, 139.0],
        [44.0, 113.0, 142.0],
        [33.0, 144.0, 141.0],
        [39.0, 173.0, 129.0],
        [92.0, 200.0, 99.0],
        [170.0, 220.0, 50.0],
        [253.0, 231.0, 37.0],
    ];
    let position =
        f64::from(level.min(HEAT_LEVELS - 1)) / f64::from(HEAT_LEVELS - 1) * (ANCHORS.len() - 1) as f64;
    let from = (position as usize).min(ANCHORS.len() - 2);
    let share = position - from as f64;
    let channel = |c: usize| (ANCHORS[from][c] * (1.0 - share) + ANCHORS[from + 1][c] * share).round() as u8;
    Colour(channel(0), channel(1), channel(2))
}

/// Every colour of a heat map, from dark to light.
pub(crate) fn all_heat() -> Vec<Colour> {
    (0..HEAT_LEVELS).map(heat).collect()
}

/// The colour of a share of a heat map's scale, each colour for as much of it.
pub(crate) fn heat_at(share: f64) -> Colour {
    heat((share * f64::from(HEAT_LEVELS)).min(f64::from(HEAT_LEVELS - 1)) as u8)
}

/// Distinct colours of ink and of differences, fewer than a heat map's.
const STEPS: f64 = 32.0;

/// Paper for 0, black for 1.
pub(crate) fn ink(share: f64) -> Colour {
    let level = 255 - ((share.clamp(0.0, 1.0) * STEPS).round() / STEPS * 255.0).round() as u8;
    Colour(level, level, level)
}

/// Blue for -1, white for 0, orange for 1: two of Okabe and Ito's colours.
pub(crate) fn diverging(share: f64) -> Colour {
    let end = if share < 0.0 { CYCLE[0] } else { CYCLE[1] };
    let share = (share.abs().min(1.0) * STEPS).round() / STEPS;
    let channel = |end: u8| (255.0 + (f64::from(end) - 255.0) * share).round() as u8;
    Colour(channel(end.0), channel(end.1), channel(end.2))
}

/// Every diverging colour, from that of -1 to that of 1.
pub(crate) fn all_diverging() -> Vec<Colour> {
    (-(STEPS as i32)..=STEPS as i32).map(|step| diverging(f64::from(step) / STEPS)).collect()
}

/// The colour of one of `depth` layers: dark for the first; the lightest colours would fade on white.
pub(crate) fn of_layer(layer: usize, depth: usize) -> Colour {
    let share = layer.saturating_sub(1) as f64 / (depth.max(2) - 1) as f64;
    heat((share * 0.86 * f64::from(HEAT_LEVELS - 1)) as u8)
}

/// An edge pixel's share of ink in 16 steps: no eye tells more apart, and a picture of few colours
/// fits the palette of an indexed PNG.
pub(crate) fn coverage(share: f64) -> f64 {
    const STEPS: f64 = 16.0;
    (share.clamp(0.0, 1.0) * STEPS).round() / STEPS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heat_map_runs_from_dark_to_light() {
        let lightness = |level| {
            let Colour(r, g, b) = heat(level);
            2 * u32::from(r) + 5 * u32::from(g) + u32::from(b)
        };
        assert!((1..HEAT_LEVELS).all(|level| lightness(level) > lightness(level - 1)));
        assert_eq!(heat(0), Colour(68, 1, 84));
        assert_eq!(heat(HEAT_LEVELS - 1), Colour(253, 231, 37));
    }
}
