//! Texts that are meant for somebody else than who reads them: terminals, spreadsheets.

use crate::bench::{Bench, SMALL};

/// Runs a command and returns its code and all that it says, in which no control character may be.
fn said(bench: &Bench, arguments: &[&str]) -> (i32, String) {
    let output = bench.command(arguments).output().unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    let control = said.find(|c: char| c.is_control() && c != '\n');
    assert_eq!(control, None, "{arguments:?}: {said:?}");
    (output.status.code().unwrap(), said)
}

#[test]
fn nothing_that_a_terminal_obeys_reaches_it() {
    let bench = Bench::new();
    let escape = "\u{1b}]0;owned\u{7}";
    bench.write("key.toml", format!("\"\\u001b]0;owned\\u0007\" = 1\n{SMALL}"));
    bench.write("section.toml", SMALL.replace("[axes]", "[axes]\n\"\\u009b2J\" = 1"));
    bench.write(&format!("{escape}.toml"), SMALL);
    bench.write(
        "classes.csv",
        format!("a,label\n1,\"{escape}x\"\n2,y\n3,\"\u{9b}2J\"\n4,y\n5,y\n{}", "6,y\n".repeat(9)),
    );
    bench.write("column.csv", format!("{escape},label\n1,0\n2,x\n"));
    bench.write("damaged/record.json", format!("{{\"format\": \"{escape}\"}}"));
    bench.write("other/record.json", "{\"format\": 1, \"\\u001b[2J\": [}");
    for (code, arguments) in [
        (2, &["show", "key.toml"][..]),
        (2, &["show", "section.toml"]),
        (2, &["show", &format!("{escape}.toml")]),
        (2, &["experiment", &format!("{escape}.toml")]),
        (2, &["show", escape]),
        (2, &["render", escape]),
        (2, &["render", "damaged"]),
        (2, &["render", "other"]),
        (2, &["conform", escape]),
        (2, &[escape]),
        (2, &["show", "small.toml", "--set", &format!("{escape}=1")]),
        (2, &["show", "small.toml", "--set", &format!("init={escape}")]),
        (
            0,
            &[
                "show",
                "small.toml",
                "--set",
                "input.kind=csv:classes.csv,label=label",
                "--set",
                "samples=5",
                "--set",
                "network.input=1",
            ],
        ),
        (
            2,
            &[
                "show",
                "small.toml",
                "--set",
                "input.kind=csv:column.csv",
                "--set",
                "samples=1",
                "--set",
                "network.input=1",
            ],
        ),
    ] {
        let (found, text) = said(&bench, arguments);
        assert_eq!(found, code, "{arguments:?}: {text}");
    }
}

#[test]
fn what_a_spreadsheet_would_carry_out_is_text() {
    let bench = Bench::new();
    let claims = [("=1+1", "@SUM(A1)", "+2"), ("-3", "'", "plain")].map(|(text, topic, source)| {
        format!(
            "[[claim]]\ntext = \"{text}\"\ntopic = \"{topic}\"\nsource = \"{source}\"\nmeasure = \"std\"\nwithin = [0, 9]\n"
        )
    });
    bench.write("small.toml", format!("{SMALL}{}", claims.concat()));
    bench.numbers(&[]);
    let rows = bench.table("small", "claims.csv");
    let texts = |row: usize| ["claim", "topic", "source"].map(|column| rows[row][column].clone());
    assert_eq!(texts(0), ["'=1+1", "'@SUM(A1)", "'+2"]);
    assert_eq!(texts(1), ["'-3", "'", "plain"]);
    // Numbers are none, negative ones too.
    assert!(bench.rows("small").iter().any(|row| row["min"].starts_with('-')));
}

#[test]
fn undefined_numbers_are_empty_and_null() {
    let bench = Bench::new();
    // Layers that shrink until no square of them is left.
    let text = SMALL
        .replace("depth = 2", "depth = 50")
        .replace("[\"relu\", \"tanh\"]", "[\"linear\", \"selu\", \"gelu\", \"sigmoid\"]");
    let text = text.replace("[\"he-normal\", ", "[\"normal:std=1e-10\", \"normal:std=1e-7\", ");
    bench.write("small.toml", text);
    for precision in ["f32", "f64"] {
        bench.numbers(&["--set", &format!("precision={precision}")]);
        let table = bench.read("results/small/layers.csv");
        assert!(!table.contains("NaN") && !table.contains("inf"), "{precision}");
        for row in bench.rows("small") {
            let cosine: f64 = row["mean_cosine"].parse().unwrap_or(0.0);
            assert!((-1.0..=1.0).contains(&cosine), "{row:?}");
        }
        assert!(!bench.read("results/small/cells.jsonl").contains("NaN"));
    }
}
