//! The colour and the marker of every scheme: the same in whatever figure, on whatever page.

use crate::record::AxisRecord;
use crate::view::figure::colour::CYCLE;
use crate::view::figure::{LineStyle, Marker, Stroke};

/// A colour and a marker by their places in their cycles.
type Look = (usize, usize);

/// The schemes that most studies have; those of one family share their colour or their marker.
const KNOWN: [(&str, Look); 9] = [
    ("normal:std=0.01", (0, 0)),
    ("lecun-normal", (1, 1)),
    ("he-normal", (2, 2)),
    ("normal", (3, 3)),
    ("orthogonal", (4, 4)),
    ("xavier-normal", (5, 1)),
    ("xavier-uniform", (5, 0)),
    ("he-uniform", (6, 2)),
    ("zeros", (6, 5)),
];

/// The look of the line number `index` where lines are of no scheme. 7 colours and 6 markers have no common
/// divisor, which makes 42 different pairs.
pub(crate) fn numbered(index: usize) -> LineStyle {
    style((index % CYCLE.len(), index % Marker::CYCLE.len()))
}

/// The look of the line number `index` of lines that differ on `axes`: its scheme's where that is all they differ in.
pub(crate) fn of_line(index: usize, axes: &[&AxisRecord], init: &str) -> LineStyle {
    match axes {
        [axis] if axis.name == "init" => of(axis, init),
        _ => numbered(index),
    }
}

/// The look of a value of `axis`, which follows from the axis alone: what is not known takes, in the order of
/// the study, the colour and the marker that are least taken.
pub(crate) fn of(axis: &AxisRecord, value: &str) -> LineStyle {
    if let Some(look) = known(value) {
        return style(look);
    }
    let mut taken: Vec<Look> = axis.values.iter().filter_map(|one| known(&one.value)).collect();
    for one in axis.values.iter().filter(|one| known(&one.value).is_none()) {
        let look = least_taken(&taken);
        if one.value == value {
            return style(look);
        }
        taken.push(look);
    }
    style(least_taken(&taken))
}

fn known(value: &str) -> Option<Look> {
    KNOWN.iter().find(|(name, _)| *name == value).map(|(_, look)| *look)
}

fn least_taken(taken: &[Look]) -> Look {
    let all =
        (0..CYCLE.len()).flat_map(|colour| (0..Marker::CYCLE.len()).map(move |marker| (colour, marker)));
    let free = all.filter(|look| KNOWN.iter().all(|(_, known)| known != look));
    let often = |look: &Look| {
        let count = |same: fn(&Look, &Look) -> bool| taken.iter().filter(|one| same(one, look)).count();
        (count(|a, b| a == b), count(|a, b| a.0 == b.0), count(|a, b| a.1 == b.1))
    };
    free.min_by_key(often).unwrap_or_default()
}

fn style((colour, marker): Look) -> LineStyle {
    LineStyle { colour: CYCLE[colour], stroke: Stroke::Marked(Marker::CYCLE[marker]) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::AxisValueRecord;

    fn axis(values: &[&str]) -> AxisRecord {
        let value = |value: &&str| AxisValueRecord {
            value: (*value).to_owned(),
            label: (*value).to_owned(),
            number: None,
        };
        AxisRecord { name: "init".to_owned(), values: values.iter().map(value).collect() }
    }

    #[test]
    fn a_scheme_looks_the_same_in_every_study() {
        let looks =
            [["he-normal", "sparse"], ["zeros", "he-normal"]].map(|values| of(&axis(&values), "he-normal"));
        assert_eq!(looks[0], looks[1]);
    }

    #[test]
    fn lines_of_a_study_have_as_many_colours_as_there_are_and_no_two_the_same_look() {
        let gains: Vec<String> = (0..33).map(|gain| format!("he-normal:gain={gain}")).collect();
        let values: Vec<&str> = gains.iter().map(String::as_str).chain(["he-normal", "normal"]).collect();
        let distinct = |values: &[&str], axis: &AxisRecord| {
            let mut looks: Vec<LineStyle> = Vec::new();
            for value in values {
                let look = of(axis, value);
                assert!(!looks.contains(&look), "{value}");
                looks.push(look);
            }
            let mut colours: Vec<_> = looks.into_iter().map(|look| look.colour).collect();
            colours.sort_unstable();
            colours.dedup();
            colours.len()
        };
        let few = &values[28..];
        assert_eq!(distinct(few, &axis(few)), few.len());
        assert_eq!(distinct(&values, &axis(&values)), CYCLE.len());
    }
}
