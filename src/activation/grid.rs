//! Where an activation is looked at for a Gaussian integral.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use super::Activation;
use crate::kernel::{FIVE_NODES, SIXTEEN_NODES, abscissae};

/// Beyond this many standard deviations less than 1e-32 of the mass is left.
const REACH: f64 = 12.0;

/// Standard deviations of pre-activations up to which the density bends more than an activation does: one grid
/// then serves them all.
const WIDEST: f64 = 1.5;

/// Panels of five nodes for a stretch of one standard deviation there. Gains in records have these nodes' last
/// digits.
const PER_SIGMA: f64 = 8.0;

/// Panels of sixteen for a stretch of 1 of the activation's argument, beyond.
const PER_ARGUMENT: f64 = 0.75;

/// Panels at most: wider pre-activations leave but a jump of the activation, or waves without end.
const MOST_PANELS: usize = 100_000;

/// Width of the narrowest pieces beside a pole, relative to where they are, and in standard deviations.
const NARROW: f64 = 1e-11;
const NARROW_HERE: f64 = 1e-5;

/// Gauss-Legendre panels for `E[f(z)]`, `z ~ N(0, 1)`, where `f` is smooth between the kinks of an activation
/// of `σ z`: no panel lies across one.
#[derive(Clone, Debug)]
pub(crate) struct GaussianGrid {
    pub(crate) z: Vec<f64>,
    /// Of the rule, and density of `z`.
    weights: Vec<[f64; 2]>,
    /// How many nodes lie before the end of each piece.
    ends: Vec<usize>,
    /// Whether each piece is among the narrowest beside a pole.
    are_narrow: Vec<bool>,
}

impl GaussianGrid {
    /// For an activation of pre-activations of this standard deviation.
    pub(crate) fn of(activation: Activation, sigma: f64) -> Cow<'static, Self> {
        static WITHOUT_KINKS: OnceLock<GaussianGrid> = OnceLock::new();
        static KINK_AT_0: OnceLock<GaussianGrid> = OnceLock::new();
        let kinks = activation.kinks();
        // Most activations look at the same nodes, whatever the variance.
        match *kinks {
            [] if sigma <= WIDEST => Cow::Borrowed(WITHOUT_KINKS.get_or_init(|| Self::new(&[], 1.0))),
            [0.0] if sigma <= WIDEST => Cow::Borrowed(KINK_AT_0.get_or_init(|| Self::new(&[0.0], 1.0))),
            _ => Cow::Owned(Self::new(&kinks, sigma)),
        }
    }

    fn new(kinks: &[f64], sigma: f64) -> Self {
        let mut ends = vec![-REACH, REACH];
        ends.extend(kinks.iter().map(|x| x / sigma).filter(|z| z.abs() < REACH));
        ends.sort_by(f64::total_cmp);
        let (rule, density): (&[_], f64) =
            if sigma <= WIDEST { (&FIVE_NODES, PER_SIGMA) } else { (&SIXTEEN_NODES, PER_ARGUMENT * sigma) };
        let mut grid = Self { z: Vec::new(), weights: Vec::new(), ends: Vec::new(), are_narrow: Vec::new() };
        for pair in ends.windows(2) {
            let panels = (((pair[1] - pair[0]) * density).ceil() as usize).clamp(1, MOST_PANELS);
            for (z, weight) in abscissae(rule, (pair[0], pair[1]), panels) {
                grid.z.push(z);
                grid.weights.push([weight, (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt()]);
            }
            grid.ends.push(grid.z.len());
            let width = pair[1] - pair[0];
            let is_narrow = sigma * width < NARROW * (sigma * pair[0]).abs().max(1.0);
            grid.are_narrow.push(is_narrow && width < NARROW_HERE);
        }
        grid
    }

    /// Pre-activations of standard deviation `sigma` at the nodes.
    pub(crate) fn scaled(&self, sigma: f64) -> Vec<f64> {
        self.z.iter().map(|z| sigma * z).collect()
    }

    /// What a function at a node adds to its expectation, by node.
    pub(crate) fn masses(&self) -> impl Iterator<Item = f64> {
        self.weights.iter().map(|[weight, density]| weight * density)
    }

    /// Integrals of several functions of a node's place and of the density of `z` there.
    pub(crate) fn integrate<const N: usize>(&self, f: impl Fn(usize, f64) -> [f64; N]) -> [f64; N] {
        let mut moments = [0.0; N];
        let mut start = 0;
        for &end in &self.ends {
            // Piece by piece: a piece of little mass keeps its digits.
            let part = self.part(start..end, &f);
            for (moment, part) in moments.iter_mut().zip(part) {
                *moment += part;
            }
            start = end;
        }
        moments
    }

    fn part<const N: usize>(&self, nodes: Range<usize>, f: &impl Fn(usize, f64) -> [f64; N]) -> [f64; N] {
        let mut part = [0.0; N];
        for index in nodes {
            let [weight, density] = self.weights[index];
            for (part, value) in part.iter_mut().zip(f(index, density)) {
                *part += weight * value;
            }
        }
        part
    }

    /// The larger of what comes from the narrowest pieces beside poles, and of what is left where the reach ends: much
    /// only where there is no integral.
    pub(crate) fn doubtful<const N: usize>(&self, f: impl Fn(usize, f64) -> [f64; N]) -> [f64; N] {
        let mut narrow = [0.0; N];
        let starts = std::iter::once(&0).chain(&self.ends);
        for ((&start, &end), is_narrow) in starts.zip(&self.ends).zip(&self.are_narrow) {
            if *is_narrow {
                let part = self.part(start..end, &f);
                narrow.iter_mut().zip(part).for_each(|(narrow, part)| *narrow += part.abs());
            }
        }
        for last in [0, self.z.len() - 1] {
            let at_end = f(last, self.weights[last][1]);
            narrow.iter_mut().zip(at_end).for_each(|(narrow, at_end)| *narrow = narrow.max(at_end.abs()));
        }
        narrow
    }
}
