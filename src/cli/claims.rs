//! What was found of a study's claims.

use std::io::{self, Write};

use crate::record::{Judgement, Status};
use crate::view;
use comfy_table::{Cell, CellAlignment};

use super::plain;

/// Prints every claim with its measured value under its topic, then how many came out how.
pub(super) fn print(claims: &[Judgement], out: &mut impl Write) -> io::Result<()> {
    if claims.is_empty() {
        return Ok(());
    }
    let mut table = plain::table();
    table.set_header(["claims", "measured", "claimed", ""]);
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let mut topic = "";
    // What has nothing to say takes no line each.
    let (unjudged, judged): (Vec<&Judgement>, Vec<&Judgement>) =
        claims.iter().partition(|judgement| judgement.status == Status::NotJudged);
    for judgement in &judged {
        if judgement.topic != topic {
            topic = &judgement.topic;
            table.add_row(["", "", "", topic]);
        }
        table.add_row(row(judgement).map(Cell::new));
    }
    if !judged.is_empty() {
        writeln!(out)?;
        for line in table.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    match unjudged.len() {
        0 => {}
        1 => writeln!(out, "\n1 claim is about cells that were not run")?,
        some => writeln!(out, "\n{some} claims are about cells that were not run")?,
    }
    writeln!(out, "\n{}", summary(claims))
}

fn row(judgement: &Judgement) -> [String; 4] {
    let status = if judgement.as_expected {
        judgement.status.name().to_owned()
    } else {
        judgement.status.name().to_uppercase()
    };
    let trials = match judgement.trials {
        0 | 1 => String::new(),
        trials => format!(" ({} of {trials} trials hold)", judgement.trials_holding),
    };
    let surprise = match (judgement.status, judgement.as_expected) {
        (Status::Holds, false) => " (expected: refuted)",
        _ => "",
    };
    let other_data = match (&judgement.calibrated_for, judgement.status) {
        (Some(own), Status::Fails) => format!(" (calibrated for {own})"),
        _ => String::new(),
    };
    let claim = format!("  {}{trials}{surprise}{other_data}", judgement.claim);
    [status, view::measured(judgement), view::band(judgement), claim]
}

/// How many claims came out how.
fn summary(claims: &[Judgement]) -> String {
    let count = |status| claims.iter().filter(|judgement| judgement.status == status).count();
    let surprises = claims.iter().filter(|judgement| !judgement.as_expected).count();
    let mut parts =
        vec![format!("{} hold", count(Status::Holds)), format!("{} refuted", count(Status::Refuted))];
    for (status, words) in [(Status::Fails, "fail"), (Status::NotJudged, "not judged")] {
        if count(status) > 0 {
            parts.push(format!("{} {words}", count(status)));
        }
    }
    let own = claims.iter().find_map(|judgement| judgement.calibrated_for.as_ref());
    let surprises = match surprises {
        0 if own.is_some() => format!(
            "calibrated for {}, and nothing is expected of other data",
            own.map_or("", String::as_str)
        ),
        0 => "all as expected".to_owned(),
        some => format!("{some} not as expected"),
    };
    let noun = if claims.len() == 1 { "claim" } else { "claims" };
    format!("{} {noun}: {}; {surprises}", claims.len(), parts.join(", "))
}
