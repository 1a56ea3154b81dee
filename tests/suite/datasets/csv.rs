//! Tables of numbers as people have them.

use initscope::data::{Dataset, Samples, Source, Split, Table};
use ndarray::array;

use crate::datasets::bench::{Bench, gzip};

#[test]
fn numbers_without_a_header_are_inputs_as_they_are() {
    let read = Bench::new().csv("1,2.5,-3e2\n0,255,+.5\n").unwrap();
    assert_eq!(read.train, Samples { inputs: array![[1.0, 2.5, -300.0], [0.0, 255.0, 0.5]], classes: None });
    assert_eq!((read.width(), read.class_count(), read.held_out.inputs.dim()), (3, 0, (0, 3)));
    assert!(read.notes[0].starts_with("its first line is numbers"), "{:?}", read.notes);
    assert!(Bench::new().csv_with(",header=no", "1,2.5\n").unwrap().notes.is_empty());
}

#[test]
fn a_header_without_a_label_names_inputs_only() {
    let read = Bench::new().csv("x,y\n1,2\n3,4\n5,6\n").unwrap();
    assert_eq!(read.train, Samples { inputs: array![[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], classes: None });
    let said = &read.notes[0];
    assert!(
        said.starts_with("its column `y` is taken for an input; if it holds the classes, write `csv:"),
        "{said}"
    );
    assert!(said.ends_with(",label=y` (label=none says that it does not)"), "{said}");
    assert!(Bench::new().csv_with(",label=none", "x,y\n1,2\n").unwrap().notes.is_empty());
}

#[test]
fn the_column_of_labels_is_taken_out_wherever_it_stands() {
    for text in [
        "label,x,y\n0,1,2\n2,3,4\n1,5,6\n",
        "x,Class,y\n1,0,2\n3,2,4\n5,1,6\n",
        "x,y,LABEL\n1,2,0\n3,4,2\n5,6,1\n",
        // As the names of columns and whole numbers come out of other programs.
        "label,0,1\n0.0,1,2\n2.0,3,4\n1.0,5,6\n",
    ] {
        let read = Bench::new().csv(text).unwrap();
        let inputs = array![[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]];
        assert_eq!(read.train, Samples { inputs, classes: Some(vec![0, 2, 1]) });
        assert_eq!((read.class_count(), read.notes), (3, vec![]));
    }
}

#[test]
fn spelling_of_lines_and_fields_makes_no_difference() {
    let bench = Bench::new();
    let expected = bench.csv("x,label\n1,0\n2,1\n3,255\n").unwrap();
    assert_eq!((expected.class_count(), expected.train.classes.as_deref()), (3, Some(&[0, 1, 2][..])));
    assert_eq!(expected.notes, ["3 classes: 0=0, 1=1, 255=2"]);
    for text in [
        "x,label\r\n1,0\r\n2,1\r\n3,255\r\n",
        "\u{feff}x,label\n1,0\n2,1\n3,255",
        " x , label \n 1 ,0\n2, 1\n3,255\n",
        "\"x\",\"label\"\n\"1\",\"0\"\n2,1\n3,255\n",
        "\nx,label\n1,0\n\n2,1\n\r\n3,255\n\n\n",
    ] {
        assert_eq!(bench.csv(text).unwrap(), expected, "{text:?}");
    }
    assert_eq!(bench.csv(gzip(b"x,label\n1,0\n2,1\n3,255\n")).unwrap(), expected);
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_name() {
    let bench = Bench::new();
    let plain = ["label,x\n0,1\n1,2\n0,3\n", "\"label\",\"x\"\n0,1\n1,2\n0,3\n", "1,0\n2,1\n3,0\n"];
    for text in plain {
        let (expected, marked) = (bench.csv(text).unwrap(), format!("\u{feff}{text}"));
        assert_eq!(bench.csv(&marked).unwrap(), expected, "{text:?}");
        assert_eq!(bench.csv(gzip(marked.as_bytes())).unwrap(), expected, "{text:?}");
    }
    assert_eq!(bench.csv("\u{feff}label,x\n0,1\n1,2\n0,3\n").unwrap().width(), 1);
}

#[test]
fn one_row_is_a_training_set_with_nothing_held_out() {
    let read = Bench::new().csv("1,2\n").unwrap();
    assert_eq!(read.train.inputs, array![[1.0, 2.0]]);
    assert_eq!(read.held_out.inputs.dim(), (0, 2));
}

#[test]
fn a_table_that_is_sorted_by_class_has_all_classes_in_both_parts() {
    let bench = Bench::new();
    let rows: String = (0..150).map(|row| format!("{row},{}\n", ["a", "b", "c"][row / 50])).collect();
    bench.write("x.csv", format!("x,label\n{rows}"));
    let source = Source::Csv(Table::new(bench.path("x.csv")));
    let read = |seed| Dataset::read(&source, Split::HeldOut { seed }).unwrap();
    for seed in 0..5 {
        let set = read(seed);
        assert_eq!(set, read(seed));
        for (part, count) in [(&set.train, 120), (&set.held_out, 30)] {
            let classes = part.classes.as_ref().unwrap();
            assert_eq!(classes.len(), count);
            // Of 30 of 150 a third is 10 on average with std 2.3; none at all is 4.3 away.
            assert!((0..3).all(|class| classes.contains(&class)), "{seed}: {classes:?}");
            for (x, class) in part.inputs.iter().zip(classes) {
                assert_eq!(*x as usize / 50, usize::from(*class));
            }
        }
    }
    assert_ne!(read(0), read(1));
}

#[test]
fn the_column_of_labels_is_chosen_by_name_or_number() {
    let bench = Bench::new();
    let text = "species,x,label\nsetosa,1,7\nother,2,8\nsetosa,3,7\n";
    for key in ["label=species", "label=Species", "label=1", "label=-3"] {
        let read = bench.csv_with(&format!(",{key}"), text).unwrap();
        assert_eq!(read.train.inputs, array![[1.0, 7.0], [2.0, 8.0], [3.0, 7.0]]);
        assert_eq!(read.train.classes, Some(vec![1, 0, 1]), "{key}");
        assert_eq!(
            (read.classes.join(" "), &read.notes[..]),
            ("other setosa".into(), &["2 classes: other=0, setosa=1".to_owned()][..])
        );
    }
    // Without a header, as UCI's files are.
    let read = bench.csv_with(",label=-1", "5.1,3.5,Iris-setosa\n6,3,Iris-virginica\n").unwrap();
    assert_eq!((read.train.inputs, read.train.classes), (array![[5.1, 3.5], [6.0, 3.0]], Some(vec![0, 1])));
    // As pandas numbers columns beside a named one.
    let read = bench.csv_with(",label=3", "0,1,class\n5,6,1\n7,8,0\n").unwrap();
    assert_eq!((read.train.inputs, read.train.classes), (array![[5.0, 6.0], [7.0, 8.0]], Some(vec![1, 0])));
    // A name that is a number.
    let read = bench.csv_with(",label=2,header=yes", "2,1\n5,6\n7,8\n").unwrap();
    assert_eq!(
        (read.train.inputs, read.classes),
        (array![[6.0], [8.0]], vec!["5".to_owned(), "7".to_owned()])
    );
}

#[test]
fn columns_are_separated_as_the_source_says() {
    let expected = Bench::new().csv("x,label\n1.5,a\n2,b\n").unwrap();
    for (key, between) in
        [(";", ";"), ("semicolon", ";"), ("tab", "\t"), ("\\t", "\t"), ("|", "|"), ("space", " "), (",", ",")]
    {
        let text = "x,label\n1.5,a\n2,b\n".replace(',', between);
        assert_eq!(Bench::new().csv_with(&format!(",delimiter={key}"), text).unwrap(), expected, "{key}");
    }
}

#[test]
fn numbers_are_scaled_as_the_source_says_and_it_is_noted() {
    let bench = Bench::new();
    let text = "x,y1,label\n0,5,0\n255,5,1\n";
    let read = bench.csv_with(",scale=255", text).unwrap();
    assert_eq!(read.train.inputs, array![[0.0, 5.0 / 255.0], [1.0, 5.0 / 255.0]]);
    assert_eq!(read.notes, ["numbers are divided by 255 (scale=255)"]);
    let read = bench.csv_with(",scale=standard", text).unwrap();
    assert_eq!(read.train.inputs, array![[-1.0, 0.0], [1.0, 0.0]]);
    assert_eq!(
        read.notes,
        [
            "each column is brought to mean 0 and std 1 (ddof 0) of all samples; 1 column has one value only and becomes 0"
        ]
    );
    let read = bench.csv(text).unwrap();
    assert_eq!(
        read.notes,
        ["the numbers are whole and from 0 to 255, as pixels are; scale=255 brings them to [0, 1]"]
    );
    // Where a million is added to everything, single precision would have four digits left.
    let far = "1000000.001\n1000000.002\n1000000.003\n";
    let read = bench.csv_with(",scale=standard,header=no", far).unwrap();
    assert!((read.train.inputs[[2, 0]] - 1.5f32.sqrt()).abs() < 1e-6, "{}", read.train.inputs);
}
