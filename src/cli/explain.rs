//! `initscope explain`.

use std::error::Error;
use std::io::{self, Write};

use crate::activation::Activation;
use crate::explain::{
    Bounds, Counterpart, Course, DEPTH, Deep, USUAL, bounds, counterparts, gain, law_in_words, listing, mean,
    shape_in_words,
};
use crate::init::{Fans, Init, Layer, Listing, Scheme};
use crate::number::rounded;
use crate::view::wrap;

use super::arguments::Explain;
use crate::cli::terminal::plain;

/// Activations whose nets are run where none is given.
const RUN: [Activation; 4] = [Activation::Sigmoid, Activation::Tanh, Activation::Relu, Activation::Gelu];

/// Widths of texts, so that a line has 100 letters at most.
const TEXT: usize = 96;
const VALUE: usize = 78;
const CALL: usize = 28;
const LAW: usize = 33;
const REASON: usize = 56;

pub(super) fn run(options: &Explain, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let several = Init::family(&options.init);
    if !several.is_empty() {
        return Ok(choices(&options.init, &several, out)?);
    }
    let init: Init = options.init.parse()?;
    let fans = Fans { fan_in: options.fan_in as usize, fan_out: options.fan_out as usize };
    // ReLU, where a law asks and nothing is said.
    let layer = Layer { index: 1, fans, activation: options.activation.unwrap_or(Activation::Relu) };
    name(&init, out)?;
    law(&init, layer, out)?;
    rules(&init, layer, out)?;
    elsewhere(&init, layer, out)?;
    deep(&init, fans, options.activation, out)?;
    Ok(())
}

/// The schemes that a word stands for.
fn choices(word: &str, several: &[&Listing], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "`{word}` stands for several schemes; explain one of them:\n")?;
    let mut table = plain::table();
    for listing in several {
        table.add_row([listing.name.to_owned(), lines(listing.about, VALUE)]);
    }
    plain::print(&table, " ", out)
}

fn name(init: &Init, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{init}")?;
    let Some(Listing { about, kind, source, .. }) = listing(init) else { return Ok(()) };
    let source = if source.is_empty() { String::new() } else { format!("; source: {source}") };
    for text in [(*about).to_owned(), format!("Family: {}{source}", kind.name())] {
        for line in fit(&text, TEXT) {
            writeln!(out, "  {line}")?;
        }
    }
    Ok(())
}

/// What the weights of this layer are.
fn law(init: &Init, layer: Layer, out: &mut impl Write) -> io::Result<()> {
    let Layer { fans: Fans { fan_in, fan_out }, activation, .. } = layer;
    let before = if init.asks_for_activation() { format!(", before {activation}") } else { String::new() };
    writeln!(out, "\nA first layer of {fan_in} inputs and {fan_out} units{before}\n")?;
    let mut rows: Vec<(&str, String)> = Vec::new();
    match init.ensemble(layer) {
        Ok(ensemble) => {
            let bounds = match bounds(&ensemble) {
                Bounds::Within(low, high) => format!("{} to {}", rounded(low), rounded(high)),
                Bounds::None => "none".to_owned(),
            };
            rows.extend([
                ("law", law_in_words(&ensemble)),
                ("mean", rounded(mean(&ensemble))),
                ("std", rounded(ensemble.std())),
                ("std x sqrt(in)", rounded(ensemble.std() * (fan_in as f64).sqrt())),
                ("bounds", bounds),
            ]);
        }
        Err(error) => rows.push(("law", format!("none: {error}"))),
    }
    if Scheme::batch(init) > 0 {
        rows.push(("then", "changed by what the layer makes of data".to_owned()));
    }
    let bias = init.own_bias();
    let biases = bias.ensemble(layer).map_or_else(|error| error.to_string(), |biases| law_in_words(&biases));
    let biases = match bias {
        _ if init.sets_bias() => "set by what the layer makes of data".to_owned(),
        Init::ZEROS => "0".to_owned(),
        _ => biases,
    };
    rows.push(("biases", biases));
    rows.push((
        "weights",
        format!(
            "[{fan_in}, {fan_out}] here, in x · W + b, and in Keras, JAX, burn; [{fan_out}, {fan_in}] in PyTorch, candle, tch, MXNet, MLX"
        ),
    ));
    let mut table = plain::table();
    for (name, value) in rows {
        table.add_row([name.to_owned(), lines(&value, VALUE)]);
    }
    plain::print(&table, " ", out)
}

/// What a gain that depends on the activation is for the usual ones.
fn rules(init: &Init, layer: Layer, out: &mut impl Write) -> io::Result<()> {
    let rows: Vec<_> = USUAL
        .into_iter()
        .filter_map(|activation| {
            let layer = Layer { activation, ..layer };
            let gain = gain(init, layer)?;
            Some((activation, gain.and_then(|gain| Ok((gain, init.ensemble(layer)?.std())))))
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nIts gain for the usual activations\n")?;
    let mut table = plain::table();
    table.set_header(["activation", "gain", "std"]);
    for (activation, found) in rows {
        let [gain, std] = match found {
            Ok((gain, std)) => [rounded(gain), rounded(std)],
            Err(error) => ["-".to_owned(), lines(&error.to_string(), REASON)],
        };
        table.add_row([activation.to_string(), gain, std]);
    }
    plain::print(&table, " ", out)
}

/// What other libraries do under the name.
fn elsewhere(init: &Init, layer: Layer, out: &mut impl Write) -> io::Result<()> {
    let found = counterparts(init);
    if found.is_empty() {
        return writeln!(out, "\nNo library that is known here has a call for it.");
    }
    writeln!(out, "\nElsewhere, as it is called by default\n")?;
    let ours = init.ensemble(layer).map_or(0.0, |ensemble| ensemble.std());
    let mut table = plain::table();
    table.set_header(["library", "call", "law", "std", "of ours"]);
    for Counterpart { library, call, spec, remark, .. } in found {
        let theirs = spec.parse::<Init>().ok().and_then(|init| init.ensemble(layer).ok());
        let law = theirs.map_or_else(|| "-".to_owned(), |theirs| shape_in_words(&theirs));
        let law = [&law, &remark].map(|text| lines(text, LAW)).join("\n");
        let std = theirs.map(|theirs| theirs.std());
        let ratio = std.map(|std| std / ours).filter(|ratio| ratio.is_finite());
        let shown = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), rounded);
        table.add_row([library, lines(&call, CALL), law.trim_end().to_owned(), shown(std), shown(ratio)]);
    }
    plain::print(&table, " ", out)
}

/// The deep net that the scheme leads to.
fn deep(
    init: &Init,
    fans: Fans,
    activation: Option<Activation>,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let Fans { fan_in, fan_out } = fans;
    let net = match Deep::new(init, fans) {
        Ok(net) => net,
        Err(error) => {
            writeln!(out)?;
            let text = format!("Its {DEPTH} layers are left out: {error}.");
            return Ok(fit(&text, TEXT).iter().try_for_each(|line| writeln!(out, "{line}"))?);
        }
    };
    let samples = net.samples();
    writeln!(out)?;
    for text in [
        format!("A net of {DEPTH} layers, {fan_in} -> {fan_out} -> {fan_out} -> ...: std of its activations"),
        format!(
            "(standard normal input, {samples} samples, seed 0; expected: mean-field theory of layer {DEPTH})"
        ),
    ] {
        plain::paragraph("", &text, plain::width(), out)?;
    }
    writeln!(out)?;
    let activations = activation.map_or(RUN.to_vec(), |activation| vec![activation]);
    let courses: Vec<_> = activations.iter().map(|&activation| net.course(init, activation)).collect();
    let mut table = plain::table();
    let row = |name: String, cell: &dyn Fn(&Course) -> String| -> Vec<String> {
        let cells = courses.iter().map(|course| course.as_ref().map_or_else(|_| "-".to_owned(), cell));
        std::iter::once(name).chain(cells).collect()
    };
    let shown = |std: Option<f64>| std.map_or_else(|| "-".to_owned(), rounded);
    table.set_header(std::iter::once("layer".to_owned()).chain(activations.iter().map(ToString::to_string)));
    for layer in 1..=DEPTH {
        let std = |course: &Course| shown(course.measured.get(layer - 1).copied().flatten());
        table.add_row(row(layer.to_string(), &std));
    }
    table.add_row(row("expected".to_owned(), &|course| shown(course.expected)));
    table.add_row(row("verdict".to_owned(), &|course| course.verdict.name().to_owned()));
    plain::print(&table, " ", out)?;
    for (activation, course) in activations.iter().zip(&courses) {
        if let Err(error) = course {
            let text = format!("{activation}: {error}.");
            fit(&text, TEXT).iter().try_for_each(|line| writeln!(out, "{line}"))?;
        }
    }
    Ok(())
}

/// A text in lines of so many letters at most.
fn fit(text: &str, width: usize) -> Vec<String> {
    wrap(text, |line| console::measure_text_width(line) <= width)
}

fn lines(text: &str, width: usize) -> String {
    fit(text, width).join("\n")
}
