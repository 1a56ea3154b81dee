//! What no single orthogonal matrix shows: determinants and angles of many.

use std::f64::consts::{PI, TAU};

use initscope::conform::{Matrix, check, distance};
use initscope::init::{Ensemble, Fans, Structure};
use initscope::kernel::orthonormalise;
use initscope::noise::{Role, Stream};

use crate::conformance::{init, weights_at};

/// Matrices of each kind: an even number of each determinant's sign within six standard errors, which
/// chance leaves once in 5e8.
const MATRICES: u64 = 2000;

fn square(n: usize, trial: u64) -> Vec<f64> {
    weights_at(&init("orthogonal"), Fans { fan_in: n, fan_out: n }, trial, 1)
}

/// Without the step that moves the signs of R's diagonal into Q.
fn without_signs(n: usize, trial: u64) -> Vec<f64> {
    let mut noise = vec![0.0f32; n * n];
    Stream::new(3, trial, Role::Weight, 1).fill_normal(&mut noise);
    let mut gaussian: Vec<f64> = noise.into_iter().map(f64::from).collect();
    let mut q = vec![0.0; n * n];
    orthonormalise(&mut gaussian, &mut q, n);
    q
}

/// By elimination with pivots.
fn determinant(matrix: &[f64], n: usize) -> f64 {
    let mut rows: Vec<Vec<f64>> = matrix.chunks(n).map(<[f64]>::to_vec).collect();
    let mut determinant = 1.0;
    for column in 0..n {
        let pivot =
            (column..n).max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs())).unwrap();
        if pivot != column {
            rows.swap(pivot, column);
            determinant = -determinant;
        }
        let (done, below) = rows.split_at_mut(column + 1);
        determinant *= done[column][column];
        for row in below {
            let factor = row[column] / done[column][column];
            row.iter_mut().zip(&done[column]).skip(column).for_each(|(x, y)| *x -= factor * y);
        }
    }
    determinant
}

fn positive(n: usize, draw: fn(usize, u64) -> Vec<f64>) -> f64 {
    let signs = (0..MATRICES).filter(|&trial| determinant(&draw(n, trial), n) > 0.0);
    let half = MATRICES as f64 / 2.0;
    (signs.count() as f64 - half) / (MATRICES as f64 / 4.0).sqrt()
}

#[test]
fn half_of_all_determinants_are_positive() {
    for n in [1, 2, 3, 6] {
        let errors = positive(n, square);
        assert!(errors.abs() < 6.0, "{n}: {errors} standard errors");
        // Householder's reflections each turn the sign.
        assert!(positive(n, without_signs).abs() > 6.0, "{n} without signs");
    }
}

/// Angles of the first rows.
fn angles(draw: fn(usize, u64) -> Vec<f64>) -> Vec<f64> {
    let mut angles: Vec<f64> =
        (0..MATRICES).map(|trial| draw(2, trial)).map(|q| q[1].atan2(q[0]) + PI).collect();
    angles.sort_by(f64::total_cmp);
    angles
}

#[test]
fn in_the_plane_all_angles_are_equally_likely() {
    // Massart's bound 2 e^(-2 n D²) for D = 0.07: 6e-9.
    let apart = |angles: &[f64]| distance(angles, |angle| angle / TAU, |_| 0.0);
    let found = apart(&angles(square));
    assert!(found < 0.07, "{found}");
    assert!(apart(&angles(without_signs)) > 0.07);
}

#[test]
fn one_matrix_shows_that_signs_were_left_out() {
    let fans = Fans { fan_in: 100, fan_out: 100 };
    let ensemble = Ensemble { fans, structure: Structure::Haar { gain: 1.0 } };
    for trial in 0..5 {
        let report = check(&Matrix::new(fans, &without_signs(100, trial)), &ensemble);
        assert_eq!(report.rejected().collect::<Vec<_>>(), ["diagonal"]);
    }
}
