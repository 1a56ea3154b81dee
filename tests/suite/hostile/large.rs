//! Input of about a megabyte that asks for more work than its length: what takes a moment here would take minutes to
//! hours, were it in proportion to the square.

use std::time::{Duration, Instant};

use super::readers::{MARK, READERS, SMALL};
use super::seeds::seeds;

const LENGTH: usize = 1_000_000;
/// Long for what is read once, even on a busy machine; short for its square.
const PATIENCE: Duration = Duration::from_secs(30);

/// As many of these pieces, each with its number for `#`, as fill the length.
fn many(piece: &str) -> String {
    let mut text = String::with_capacity(LENGTH + 100);
    for number in 0.. {
        text.push_str(&piece.replace('#', &number.to_string()));
        if text.len() > LENGTH - 1000 {
            break;
        }
    }
    text
}

/// The first file of a document, with the mark behind it, and the second.
fn parted(reader: &str) -> (String, String) {
    let document = String::from_utf8(seeds(reader).swap_remove(0)).unwrap();
    let (first, second) = document.split_once(MARK).unwrap();
    (format!("{first}{MARK}"), second.to_owned())
}

#[test]
fn a_long_document_is_read_in_a_moment() {
    let study = |init: String| SMALL.replace("\"he-normal\"", &init);
    let (manifest, cell) = parted("record");
    let (header, _) = parted("parts");
    let axes = format!("\"axes\": [{}null],\"x\":", many("{},"));
    let overrides = |piece: &str| format!("\"overrides\": [{}\"a=1\"]", many(piece));
    let constants = (0..9_999).map(|n| format!("\"constant:value={n}\",")).collect::<String>();
    let claim = "[[claim]]\ntext = \"#\"\nmeasure = \"std\"\nwithin = [0, 1]\n";
    let sites = cell.split_once("\"sites\":[").unwrap().0.to_owned() + "\"sites\":[";
    let files: Vec<(&str, String)> = vec![
        ("study", study(format!("\"normal:{}\"", many("k#=1,")))),
        ("study", study(format!("\"{}\"", many("n")))),
        ("study", study(format!("\"normal:std={}\"", many("1")))),
        ("study", study(format!("\"csv:{}\"", many(",")))),
        ("study", study(format!("[{constants}]"))),
        ("study", format!("{}\n{SMALL}", many("k# = 1\n"))),
        ("study", format!("{SMALL}\n{}", many("[t#]\na = 1\n"))),
        ("study", format!("{SMALL}\n{}", many("[[claim]]\n"))),
        ("study", format!("{SMALL}\n{}", many(claim))),
        ("study", format!("title = \"{}\"\n{SMALL}", many("x"))),
        ("study", format!("figures = [{}]\n{SMALL}", "\"sheet\",".repeat(9_999))),
        ("study", SMALL.replace("samples = 2", &format!("kind = \"csv:{}\"", many(",")))),
        ("study", SMALL.replace("samples = 2", &format!("kind = \"csv:{}\"", many(",k#=")))),
        ("spec", many(",")),
        ("spec", many("=")),
        ("spec", many("\"")),
        ("spec", format!("normal:{}", many("k#=1,"))),
        ("spec", format!("csv:{}", many(","))),
        ("spec", format!("csv:{}", many(",k#="))),
        ("spec", format!("csv:a{}", many(",label=#"))),
        ("spec", format!("expr:{}", many("x+"))),
        ("spec", format!("expr:{}", many("("))),
        ("record", manifest.clone() + &many("{\"a\":")),
        ("record", manifest.clone() + &many("\n")),
        ("record", manifest.clone() + &sites + &many("{},")),
        ("record", manifest.replace("\"axes\":", &axes)),
        ("record", manifest.replace("\"study\":", &format!("\"a\": {},\"study\":", many("[")))),
        ("parts", header.clone() + &many("0123456789abcdef # {}\n")),
        ("parts", header.clone() + "=" + &many("[")),
        ("parts", header.replace("\"overrides\": []", &overrides("\"seed=#\","))),
        ("parts", header.replace("\"overrides\": []", &overrides("\"init=zeros\","))),
        ("csv", format!("{MARK}{}", many(","))),
        ("csv", format!("{MARK}{}", many("1,"))),
        ("csv", format!("{MARK}{}", many("\n"))),
        ("csv", format!("{MARK}{}", many("\""))),
        ("csv", format!("{MARK}{}", many("1\n"))),
        ("csv", format!("{MARK}{}", many("name,") + "x\n" + &many("1,"))),
        ("csv", format!(",label=x{MARK}{}", many("name#,"))),
        ("csv", format!(",label=1{MARK}{}", many("#,1\n"))),
    ];
    for (name, document) in files {
        let reader = READERS.into_iter().find(|reader| reader.name == name).unwrap();
        let start = Instant::now();
        (reader.read)(document.as_bytes());
        let took = start.elapsed();
        assert!(took < PATIENCE, "{name} {:?}... took {took:?}", &document[..60]);
    }
}
