//! Tables of a study in a Markdown document.

use crate::number::brief;
use std::fmt::Write;

use super::literal::{code, literal};
use super::results::{LayerResult, ResultRow, band, columns, gradients, measured, results};
use super::trained::{TrainedRow, training};
use crate::record::{Judgement, Record, Status};

/// A document without a proper place to put tables.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpliceError {
    /// No mark of the study.
    #[error(
        "the document has no mark of the study {0}: write `<!-- BEGIN results: {0} -->` or `<!-- BEGIN claims: {0} -->`, and the same with END, where a table belongs"
    )]
    NoMark(String),
    /// A beginning without an end.
    #[error("`{begin}` is not followed by `{end}`")]
    NoEnd {
        /// The mark that begins.
        begin: String,
        /// The mark that is missing.
        end: String,
    },
    /// An end without a beginning, or a mark between another and its end.
    #[error("`{mark}` stands where no mark may: each BEGIN is followed by its own END, then comes the next")]
    Stray {
        /// The mark.
        mark: String,
    },
    /// A topic that no claim of the study has.
    #[error("`{mark}`: the study has no claims on this topic; its topics: {topics}")]
    NoTopic {
        /// The mark.
        mark: String,
        /// Topics there are.
        topics: String,
    },
    /// A place for what no network of the study was: trained.
    #[error("`{0}`: no network of the study was trained")]
    NoTraining(String),
}

/// Replaces what stands between each pair of the study's marks in `document` by a table.
///
/// `<!-- BEGIN results: NAME -->` to `<!-- END results: NAME -->` holds the std of every layer,
/// `gradients: NAME` that of the gradients on their way down, `training: NAME` losses and accuracies over training, `claims: NAME` all claims, and `claims: NAME / TOPIC` those of a topic.
///
/// # Errors
///
/// If there are no marks of the study, or one has no partner, names no topic or asks for training
/// that there was not.
pub fn splice(document: &str, record: &Record) -> Result<String, SpliceError> {
    let name = &record.manifest.study;
    let mut spliced = String::with_capacity(document.len());
    let (mut rest, mut pairs, mut stray) = (document, 0, None);
    while let Some((before, begin, subject, after)) = next_mark(rest, name) {
        let end = begin.replacen("BEGIN", "END", 1);
        let Some((old, after)) = after.split_once(&end) else {
            return Err(SpliceError::NoEnd { begin: begin.to_owned(), end });
        };
        // What stands between the marks goes: no mark, of whatever study, may be lost with it.
        if let Some(lost) = marks(old).next() {
            return Err(SpliceError::Stray { mark: lost.mark.to_owned() });
        }
        let table = match subject {
            Subject::Results => results_table(record),
            Subject::Gradients => gradients_table(record),
            Subject::Training => {
                training_table(record).ok_or_else(|| SpliceError::NoTraining(begin.to_owned()))?
            }
            Subject::Claims(topic) => claims_table(&record.manifest.claims, topic, begin)?,
        };
        let _ = write!(spliced, "{before}{begin}\n\n{table}\n{end}");
        stray = stray.or_else(|| stray_end(before, name));
        (rest, pairs) = (after, pairs + 1);
    }
    if let Some(mark) = stray.or_else(|| stray_end(rest, name)) {
        return Err(SpliceError::Stray { mark: mark.to_owned() });
    }
    if pairs == 0 {
        return Err(SpliceError::NoMark(name.clone()));
    }
    Ok(spliced + rest)
}

/// What stands between a pair of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject<'a> {
    Results,
    Gradients,
    Training,
    /// Of a topic, or of all.
    Claims(Option<&'a str>),
}

/// What stands before the next beginning of the study, its mark and subject, and what follows.
fn next_mark<'d>(text: &'d str, name: &str) -> Option<(&'d str, &'d str, Subject<'d>, &'d str)> {
    marks(text).find_map(|Mark { at, mark, words }| {
        let subject = Subject::of(words.strip_prefix("BEGIN ")?, name)?;
        Some((&text[..at], mark, subject, &text[at + mark.len()..]))
    })
}

/// An end of the study in a text without its beginning.
fn stray_end<'d>(text: &'d str, name: &str) -> Option<&'d str> {
    let is_end =
        |mark: &Mark| mark.words.strip_prefix("END ").is_some_and(|of| Subject::of(of, name).is_some());
    marks(text).find(is_end).map(|mark| mark.mark)
}

/// A mark that begins or ends something, and the words in it.
struct Mark<'d> {
    at: usize,
    mark: &'d str,
    words: &'d str,
}

/// All marks of a text, of whatever study.
fn marks(text: &str) -> impl Iterator<Item = Mark<'_>> {
    const OPEN: &str = "<!-- ";
    const CLOSE: &str = " -->";
    let comments = text.match_indices(OPEN).map_while(move |(at, _)| {
        let words = &text[at + OPEN.len()..];
        let words = &words[..words.find(CLOSE)?];
        Some(Mark { at, mark: &text[at..at + OPEN.len() + words.len() + CLOSE.len()], words })
    });
    comments.filter(|mark| mark.words.starts_with("BEGIN ") || mark.words.starts_with("END "))
}

impl<'d> Subject<'d> {
    /// What the words of a mark are about, if that is this study.
    fn of(words: &'d str, name: &str) -> Option<Self> {
        let (kind, of) = words.split_once(": ")?;
        let (study, topic) = match of.split_once(" / ") {
            Some((study, topic)) => (study, Some(topic)),
            None => (of, None),
        };
        match kind {
            _ if study != name => None,
            "results" => Some(Self::Results),
            "gradients" => Some(Self::Gradients),
            "training" => Some(Self::Training),
            "claims" => Some(Self::Claims(topic)),
            _ => None,
        }
    }
}

/// Std of every layer's activations, and the last layer's verdict.
fn results_table(record: &Record) -> String {
    layers_table(record, &results(record), "std, layer", "last layer", <[LayerResult]>::last)
}

/// Std of the gradient by every layer's output, and the verdict at the input.
fn gradients_table(record: &Record) -> String {
    layers_table(record, &gradients(record), "gradient std, layer", "at the input", <[LayerResult]>::first)
}

/// Std of every layer, and the verdict of one of them.
fn layers_table(
    record: &Record,
    rows: &[ResultRow],
    what: &str,
    judged: &str,
    which: fn(&[LayerResult]) -> Option<&LayerResult>,
) -> String {
    let longest = rows.iter().map(|row| row.layers.as_slice()).max_by_key(|layers| layers.len());
    let longest = longest.unwrap_or_default();
    let axes = columns(record).map(|axis| axis.name.clone());
    let titles = longest.iter().map(|layer| format!("{what} {}", layer.layer));
    let mut text = heading(&axes.chain(titles).chain([judged.to_owned()]).collect::<Vec<_>>());
    for ResultRow { labels, layers, .. } in rows {
        let std = |index| layers.get(index).map_or_else(String::new, |layer: &LayerResult| brief(layer.std));
        let verdict = which(layers).map_or_else(String::new, |layer| layer.judgement().join(", "));
        let cells = labels.iter().cloned().chain((0..longest.len()).map(std)).chain([verdict]);
        text.push_str(&line(&cells.collect::<Vec<_>>()));
    }
    text + &made_by(record)
}

/// Losses at a few steps and the last accuracy, where anything was trained.
fn training_table(record: &Record) -> Option<String> {
    let table = training(record)?;
    let word = table.step_word();
    let axes = columns(record).map(|axis| axis.name.clone());
    let losses =
        table.steps.iter().map(|step| format!("{}, {} {step}", table.loss_words(), table.step_word()));
    let accuracy = table.accuracy_words().map(str::to_owned);
    let mut text = heading(&axes.chain(losses).chain(accuracy).chain([String::new()]).collect::<Vec<_>>());
    for row in table.rows {
        let end = row.end(word);
        let TrainedRow { labels, losses, accuracy, .. } = row;
        let losses = losses.into_iter().map(brief);
        let accuracy = table.accuracy.map(|_| brief(accuracy));
        text.push_str(&line(
            &labels.into_iter().chain(losses).chain(accuracy).chain([end]).collect::<Vec<_>>(),
        ));
    }
    Some(text + &made_by(record))
}

/// What makes the record again.
fn made_by(record: &Record) -> String {
    let manifest = &record.manifest;
    let changed: String = manifest.overrides.iter().map(|change| format!(" --set '{change}'")).collect();
    let quick = if manifest.quick { " --quick" } else { "" };
    let [version, instructions] = [&manifest.version, &manifest.instruction_set].map(|text| literal(text));
    format!(
        "\nMade by {}, version {version}, seed {}, {instructions}.\n",
        code(&format!("initscope experiment {}{quick}{changed}", manifest.study)),
        manifest.seed,
    )
}

/// Claims with their sources and what was found: those that tell the story, and all of them folded away.
fn claims_table(claims: &[Judgement], topic: Option<&str>, mark: &str) -> Result<String, SpliceError> {
    let chosen: Vec<&Judgement> =
        claims.iter().filter(|claim| topic.is_none_or(|topic| claim.topic == topic)).collect();
    if chosen.is_empty() {
        let mut topics: Vec<&str> = claims.iter().map(|claim| claim.topic.as_str()).collect();
        topics.dedup();
        return Err(SpliceError::NoTopic { mark: mark.to_owned(), topics: topics.join(", ") });
    }
    let told: Vec<&Judgement> = chosen.iter().copied().filter(|claim| claim.headline).collect();
    if told.is_empty() || told.len() == chosen.len() {
        return Ok(claims_rows(&chosen));
    }
    let summary = format!("all {} claims: {}", chosen.len(), counts(&chosen));
    // Without blank lines around it the table is taken for HTML.
    Ok(format!(
        "{}\n<details>\n<summary>{summary}</summary>\n\n{}\n</details>\n",
        claims_rows(&told),
        claims_rows(&chosen)
    ))
}

/// A row for each claim: the sentence and whose it is, the number and where it must lie, the verdict.
fn claims_rows(claims: &[&Judgement]) -> String {
    let header = ["claim", "whose sentence", "what is measured", "measured", "accepted band", "verdict"];
    let rows = claims.iter().map(|claim| {
        let verdict = format!("**{}**", claim.status.name());
        let Judgement { claim: sentence, source, quantity, .. } = claim;
        let said = [sentence.as_str(), source, quantity, &measured(claim), &band(claim)].map(literal);
        row(&[&said[..], &[verdict]].concat())
    });
    heading(&header.map(str::to_owned)) + &rows.collect::<String>()
}

/// How many of them came out how.
fn counts(claims: &[&Judgement]) -> String {
    let statuses = [Status::Holds, Status::Refuted, Status::Fails, Status::NotJudged];
    let counts = statuses.map(|status| {
        let count = claims.iter().filter(|claim| claim.status == status).count();
        let word = if status == Status::Holds && count > 1 { "hold" } else { status.name() };
        (count, format!("{count} {word}"))
    });
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    counts.map(|(_, words)| words).collect::<Vec<_>>().join(", ")
}

fn heading(header: &[String]) -> String {
    line(header) + &line(&vec!["---".to_owned(); header.len()])
}

fn line(cells: &[String]) -> String {
    row(&cells.iter().map(|cell| literal(cell)).collect::<Vec<_>>())
}

/// Of cells in Markdown.
fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(text: &str, headline: bool) -> Judgement {
        Judgement {
            claim: text.to_owned(),
            topic: String::new(),
            source: "a book".to_owned(),
            quantity: "std of activations, layer 5".to_owned(),
            headline,
            measured: Some(0.5),
            low: Some(0.4),
            high: Some(0.6),
            trials_holding: 1,
            trials: 1,
            status: Status::Holds,
            as_expected: true,
            calibrated_for: None,
        }
    }

    const HEAD: &str = "| claim | whose sentence | what is measured | measured | accepted band | verdict |\n\
                        | --- | --- | --- | --- | --- | --- |\n";

    fn row(text: &str) -> String {
        format!("| {text} | a book | std of activations, layer 5 | 0.500 | 0.400 to 0.600 | **holds** |\n")
    }

    #[test]
    fn claims_that_tell_the_story_are_shown_and_all_of_them_unfold() {
        let claims = [claim("first", false), claim("second", true)];
        let shown = claims_table(&claims, None, "mark").unwrap();
        let all = row("first") + &row("second");
        let folded =
            format!("<details>\n<summary>all 2 claims: 2 hold</summary>\n\n{HEAD}{all}\n</details>\n");
        assert_eq!(shown, format!("{HEAD}{}\n{folded}", row("second")));
    }

    #[test]
    fn nothing_folds_where_no_claim_or_every_claim_tells_the_story() {
        for headline in [false, true] {
            let claims = [claim("first", headline), claim("second", headline)];
            let shown = claims_table(&claims, None, "mark").unwrap();
            assert_eq!(shown, format!("{HEAD}{}{}", row("first"), row("second")));
        }
    }
}
