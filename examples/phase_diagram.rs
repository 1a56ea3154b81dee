//! Where a tanh network's variance and correlations settle, over the variances of weights and biases, and how long
//! that takes to work out: `cargo run --release --example phase_diagram [ACTIVATION]`.

use std::time::Instant;

use initscope::activation::Activation;
use initscope::theory::{CorrelationMap, GaussianMoments, VarianceMap, Variances};

/// Points on either axis.
const POINTS: usize = 200;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let activation: Activation = std::env::args().nth(1).as_deref().unwrap_or("tanh").parse()?;
    let start = Instant::now();
    let integrals = Activation::ALL.map(|activation| GaussianMoments::new(activation, 1.0));
    println!("{} activations' integrals: {:.2?}", integrals.len(), start.elapsed());

    let start = Instant::now();
    let map = VarianceMap::new(activation);
    let scale = |index: usize, most: f64| most * (index + 1) as f64 / POINTS as f64;
    let mut diagram = Vec::with_capacity(POINTS * POINTS);
    for row in 0..POINTS {
        for column in 0..POINTS {
            let variances = Variances { weights: scale(column, 4.0), biases: scale(row, 0.5) };
            let correlation = map.settles(variances, 1.0).map(|point| match point.chi {
                chi if chi > 1.0 => {
                    CorrelationMap::new(&map, variances, point.variance).fixed_point().correlation
                }
                _ => 1.0,
            });
            diagram.push(correlation);
        }
    }
    println!("{POINTS} x {POINTS} points of {activation}: {:.2?}\n", start.elapsed());

    println!(
        "sigma_b² up, sigma_w² to the right: `.` equal inputs stay together, 9 to 0 how alike they end,"
    );
    println!("blank: the variance grows forever");
    for row in (0..POINTS).step_by(POINTS / 10).rev() {
        let letter = |c: &Option<f64>| match c {
            None => ' ',
            Some(1.0) => '.',
            Some(c) => char::from_digit((c * 10.0) as u32, 10).unwrap_or('9'),
        };
        let line: String = diagram[row * POINTS..][..POINTS].iter().step_by(4).map(letter).collect();
        println!("{:5.3} {line}", scale(row, 0.5));
    }
    Ok(())
}
