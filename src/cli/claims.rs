//! What was found of a study's claims.

use std::io::{self, Write};

use crate::record::{Judgement, Status};
use crate::view;

use crate::cli::terminal::plain;

/// What stands over the claims, column by column.
const HEAD: [&str; 4] = ["verdict", "measured", "accepted band", "claim [what is measured]"];

/// Prints every claim with its measured value, under its topic and whose sentence it is, then how many
/// came out how.
pub(super) fn print(claims: &[Judgement], out: &mut impl Write) -> io::Result<()> {
    print_in(plain::width(), claims, out)
}

/// As [`print`], on a page of so many columns.
fn print_in(width: usize, claims: &[Judgement], out: &mut impl Write) -> io::Result<()> {
    if claims.is_empty() {
        return Ok(());
    }
    // What has nothing to say takes no line each.
    let judged: Vec<&Judgement> =
        claims.iter().filter(|judgement| judgement.status != Status::NotJudged).collect();
    if !judged.is_empty() {
        writeln!(out)?;
        table(width, &judged, out)?;
    }
    match claims.len() - judged.len() {
        0 => {}
        1 => writeln!(out, "\n1 claim is about cells that were not run")?,
        some => writeln!(out, "\n{some} claims are about cells that were not run")?,
    }
    writeln!(out)?;
    plain::paragraph("", &summary(claims), width, out)
}

/// A line a claim, its sentence wrapped under itself, below the topic and the source.
fn table(page: usize, judged: &[&Judgement], out: &mut impl Write) -> io::Result<()> {
    let rows: Vec<[String; 4]> = judged.iter().map(|judgement| row(judgement)).collect();
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].as_str()).chain([HEAD[column]]);
        cells.map(console::measure_text_width).max().unwrap_or_default()
    };
    let widths = [width(0), width(1), width(2)];
    let line = |[verdict, measured, band, _]: [&str; 4]| {
        let padded = |text, width| console::pad_str(text, width, console::Alignment::Left, None).into_owned();
        let right = console::pad_str(measured, widths[1], console::Alignment::Right, None);
        format!("   {}  {right}  {}  ", padded(verdict, widths[0]), padded(band, widths[2]))
    };
    plain::paragraph(&line(HEAD), HEAD[3], page, out)?;
    let (mut topic, mut source) = ("", "");
    for (judgement, row) in judged.iter().zip(&rows) {
        if judgement.topic != topic {
            (topic, source) = (&judgement.topic, "");
            plain::paragraph(" ", topic, page, out)?;
        }
        if judgement.source != source {
            source = &judgement.source;
            let whose = if source.is_empty() { "no source named" } else { source };
            plain::paragraph("  ", &format!("{whose}:"), page, out)?;
        }
        plain::paragraph(&line(row.each_ref().map(String::as_str)), &row[3], page, out)?;
    }
    Ok(())
}

fn row(judgement: &Judgement) -> [String; 4] {
    let status = if judgement.as_expected {
        judgement.status.name().to_owned()
    } else {
        judgement.status.name().to_uppercase()
    };
    let quantity = match judgement.quantity.as_str() {
        "" => String::new(),
        quantity => format!(" [{quantity}]"),
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
    let claim = format!("{}{quantity}{trials}{surprise}{other_data}", judgement.claim);
    [status, view::measured(judgement), view::band(judgement), claim]
}

/// How many claims came out how.
fn summary(claims: &[Judgement]) -> String {
    let count = |status| claims.iter().filter(|judgement| judgement.status == status).count();
    let parts = [
        (Status::Holds, ["holds", "hold"]),
        (Status::Refuted, ["is refuted (as recorded)", "are refuted (as recorded)"]),
        (Status::Fails, ["fails", "fail"]),
        (Status::NotJudged, ["is not judged", "are not judged"]),
    ];
    let parts = parts.map(|(status, words)| (count(status), words));
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, words)| counted(count, words)).collect();
    let own = claims.iter().find_map(|judgement| judgement.calibrated_for.as_ref());
    let end = match (claims.iter().filter(|judgement| !judgement.as_expected).count(), own) {
        (0, Some(own)) => format!("; calibrated for {own}, and nothing is expected of other data"),
        (0, None) => String::new(),
        (some, _) => format!("; {}", counted(some, ["is not as expected", "are not as expected"])),
    };
    format!("{}: {}{end}", counted(claims.len(), ["claim", "claims"]), parts.join(", "))
}

fn counted(count: usize, [one, many]: [&str; 2]) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judgement(claim: &str, status: Status) -> Judgement {
        Judgement {
            claim: claim.to_owned(),
            topic: "Sigmoid".to_owned(),
            source: "Saito, Deep Learning from Scratch (2016), section 6.2.2".to_owned(),
            quantity: "share saturated, all layers".to_owned(),
            headline: false,
            measured: Some(0.663),
            low: Some(0.37),
            high: Some(0.68),
            trials_holding: 1,
            trials: 1,
            status,
            as_expected: true,
            calibrated_for: None,
        }
    }

    fn printed(columns: usize, claims: &[Judgement]) -> String {
        let mut out = Vec::new();
        print_in(columns, claims, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn sentences_wrap_under_themselves_at_eighty_columns_and_never_in_a_word() {
        let claim = "With std 1, sigmoid's outputs crowd at 0 and 1, where its slope is nearly 0";
        let shown = printed(80, &[judgement(claim, Status::Holds)]);
        assert_eq!(
            shown.lines().collect::<Vec<_>>(),
            [
                "",
                "   verdict  measured  accepted band   claim [what is measured]",
                " Sigmoid",
                "  Saito, Deep Learning from Scratch (2016), section 6.2.2:",
                "   holds       0.663  0.370 to 0.680  With std 1, sigmoid's outputs crowd at 0",
                "                                      and 1, where its slope is nearly 0 [share",
                "                                      saturated, all layers]",
                "",
                "1 claim: 1 holds",
            ]
        );
        let narrow = printed(30, &[judgement(claim, Status::Holds)]);
        let words: Vec<&str> = narrow.split_whitespace().collect();
        assert!(claim.split(' ').all(|word| words.contains(&word)), "{narrow}");
    }

    #[test]
    fn the_last_line_says_that_what_is_refuted_is_known_to_be() {
        let claims: Vec<Judgement> = [Status::Holds, Status::Holds, Status::Refuted, Status::Refuted]
            .map(|status| judgement("it is", status))
            .into();
        assert!(printed(100, &claims).ends_with("\n4 claims: 2 hold, 2 are refuted (as recorded)\n"));
    }
}
