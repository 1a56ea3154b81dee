//! Tables of numbers as people have them.

use initscope::data::Samples;
use ndarray::array;

use crate::bench::{Bench, gzip};

#[test]
fn numbers_without_a_header_are_inputs_as_they_are() {
    let read = Bench::new().csv("1,2.5,-3e2\n0,255,+.5\n").unwrap();
    assert_eq!(read.train, Samples { inputs: array![[1.0, 2.5, -300.0]], classes: None });
    assert_eq!(read.held_out, Samples { inputs: array![[0.0, 255.0, 0.5]], classes: None });
    assert_eq!((read.width(), read.class_count), (3, 0));
}

#[test]
fn a_header_without_a_label_names_inputs_only() {
    let read = Bench::new().csv("x,y\n1,2\n3,4\n5,6\n").unwrap();
    assert_eq!(read.train, Samples { inputs: array![[1.0, 2.0], [3.0, 4.0]], classes: None });
    assert_eq!(read.held_out.inputs, array![[5.0, 6.0]]);
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
        assert_eq!(read.train, Samples { inputs: array![[1.0, 2.0], [3.0, 4.0]], classes: Some(vec![0, 2]) });
        assert_eq!(read.held_out, Samples { inputs: array![[5.0, 6.0]], classes: Some(vec![1]) });
        assert_eq!(read.class_count, 3);
    }
}

#[test]
fn spelling_of_lines_and_fields_makes_no_difference() {
    let bench = Bench::new();
    let expected = bench.csv("x,label\n1,0\n2,1\n3,255\n").unwrap();
    assert_eq!(expected.class_count, 256);
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
fn one_row_is_a_training_set_with_nothing_held_out() {
    let read = Bench::new().csv("1,2\n").unwrap();
    assert_eq!(read.train.inputs, array![[1.0, 2.0]]);
    assert_eq!(read.held_out.inputs.dim(), (0, 2));
}

#[test]
fn the_last_fifth_of_the_rows_is_held_out() {
    let text: String = (0..14).map(|row| format!("{row}\n")).collect();
    let read = Bench::new().csv(text).unwrap();
    assert_eq!((read.train.inputs.nrows(), read.held_out.inputs), (12, array![[12.0], [13.0]]));
}
