//! What was found of a study's claims.

use std::io::{self, Write};

use comfy_table::{Cell, CellAlignment, Table, presets};
use initscope::record::{Judgement, Status};
use initscope::view;

/// Prints every claim with its measured value under its topic, then how many came out how.
pub(super) fn print(claims: &[Judgement], out: &mut impl Write) -> io::Result<()> {
    if claims.is_empty() {
        return Ok(());
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(["claims", "measured", "claimed", ""]);
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let mut topic = "";
    for judgement in claims {
        if judgement.topic != topic {
            topic = &judgement.topic;
            table.add_row(["", "", "", topic]);
        }
        table.add_row(row(judgement).map(Cell::new));
    }
    writeln!(out)?;
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
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
    let measured = match judgement.status {
        Status::NotJudged => String::new(),
        _ => view::measured(judgement),
    };
    [status, measured, view::band(judgement), format!("  {}{trials}{surprise}", judgement.claim)]
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
    let surprises = match surprises {
        0 => "all as expected".to_owned(),
        some => format!("{some} not as expected"),
    };
    let noun = if claims.len() == 1 { "claim" } else { "claims" };
    format!("{} {noun}: {}; {surprises}", claims.len(), parts.join(", "))
}
