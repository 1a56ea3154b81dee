//! Figures as files.

use std::fs;
use std::sync::atomic::AtomicBool;

use initscope::view::{self, Choice, Format};

use crate::view::fixture::{self, Plan};
use crate::view::records::{cases, read_png};

#[test]
fn pixels_are_drawn() {
    let record = fixture::record(&Plan::small());
    let dir = tempfile::tempdir().unwrap();
    let files =
        view::draw(&record, &Choice::All, dir.path(), &[Format::Png], &AtomicBool::new(false)).unwrap();
    for (path, (_, figure)) in files.iter().zip(view::figures(&record)) {
        let (width, height, pixels) = read_png(path);
        assert_eq!((width, height), (figure.width, figure.height));
        let ink = pixels.iter().filter(|pixel| **pixel != [255; 3]).count();
        assert!(ink > 5000, "{}", path.display());
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let blue = pixels.iter().filter(|pixel| **pixel == [0x1f, 0x77, 0xb4]).count();
        assert_eq!(blue > 5000, stem.starts_with("row") || stem.starts_with("sheet"), "{stem}");
    }
}

#[test]
fn svg_text_stays_text() {
    let record = fixture::record(&Plan::small());
    let dir = tempfile::tempdir().unwrap();
    let files =
        view::draw(&record, &Choice::All, dir.path(), &[Format::Svg], &AtomicBool::new(false)).unwrap();
    let row = files.iter().find(|path| path.ends_with("row_sigmoid_xavier.svg")).unwrap();
    let text = fs::read_to_string(row).unwrap();
    assert!(text.contains("Xavier (1/sqrt n)") && text.contains("layer 3"));
    assert!(text.contains("font-family=\"DejaVu Sans, Verdana, sans-serif\""));
    assert!(text.starts_with("<svg width=\"1000\" height=\"312\" viewBox=\"0 0 2000 624\""));
    for path in files {
        let text = fs::read_to_string(path).unwrap();
        assert_eq!(text.matches("<svg").count(), 1);
        assert!(text.ends_with("</svg>\n"));
        assert_eq!(text.matches("<text").count(), text.matches("</text>").count());
    }
}

#[test]
fn svg_is_well_formed_whatever_texts_hold() {
    let mut record = fixture::record(&Plan::small());
    for value in record.manifest.axes.iter_mut().flat_map(|axis| &mut axis.values) {
        value.label = format!("{}\u{1b}[2J\0\u{fffe}\u{ffff}]]>&<b a=\"'\">", value.value);
    }
    let dir = tempfile::tempdir().unwrap();
    let files =
        view::draw(&record, &Choice::All, dir.path(), &[Format::Svg], &AtomicBool::new(false)).unwrap();
    let mut texts = String::new();
    for path in files {
        let text = fs::read_to_string(path).unwrap();
        let forbidden = |c: char| c < ' ' && c != '\n' || matches!(c, '\u{fffe}' | '\u{ffff}');
        assert!(!text.contains(forbidden) && !text.contains("]]>") && !text.contains("<b"));
        texts += &text;
    }
    assert!(texts.contains("\u{fffd}[2J\u{fffd}\u{fffd}\u{fffd}]]&gt;&amp;&lt;b"), "no label is drawn");
}

#[test]
fn bytes_do_not_depend_on_threads() {
    let record = fixture::record(&Plan { trials: 2, ..Plan::small() });
    let formats = [Format::Png, Format::Svg];
    let run = |threads| {
        let dir = tempfile::tempdir().unwrap();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let files = pool
            .install(|| view::draw(&record, &Choice::All, dir.path(), &formats, &AtomicBool::new(false)))
            .unwrap();
        let read =
            |path: &std::path::PathBuf| (path.file_name().unwrap().to_owned(), fs::read(path).unwrap());
        files.iter().map(read).collect::<Vec<_>>()
    };
    assert!(run(1) == run(2));
}

#[test]
fn awkward_records_are_drawn() {
    for (case, record) in cases() {
        let dir = tempfile::tempdir().unwrap();
        let files =
            view::draw(&record, &Choice::All, dir.path(), &[Format::Svg], &AtomicBool::new(false)).unwrap();
        assert_eq!(files.len(), view::plan(&record, &Choice::All).len(), "{case}");
        assert!(files.iter().all(|path| path.is_file()), "{case}");
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "").unwrap();
    let error = view::draw(
        &fixture::record(&Plan::small()),
        &Choice::All,
        &file,
        &[Format::Svg],
        &AtomicBool::new(false),
    )
    .unwrap_err();
    assert!(error.to_string().contains("file"));
}
