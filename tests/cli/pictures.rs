//! What is told apart in the table and in the figures.

use crate::bench::Bench;

const LONG: &str = r#"["truncated-normal:mean=0.5,std=0.25,low=-1.5,high=2.5", "truncated-normal:mean=0.5,std=0.25,low=-1.5,high=3.5"]"#;

/// What a table's rows are called, behind their groups.
fn names(printed: &str) -> Vec<String> {
    let (mut group, mut names) = ("", Vec::<String>::new());
    for line in printed.lines().skip(3).take_while(|line| !line.contains("logarithmic scale")) {
        match line.strip_prefix(' ') {
            // The rest of a long name.
            Some(row) if row.starts_with(' ') => {
                *names.last_mut().unwrap() += row.trim().split("  ").next().unwrap();
            }
            Some(row) => names.push(format!("{group} {}", row.split("  ").next().unwrap())),
            None => group = line.split("  ").next().unwrap(),
        }
    }
    names
}

#[test]
fn rows_of_the_table_that_differ_read_different() {
    let bench = Bench::new();
    let printed = bench.numbers(&[
        "--set",
        &format!("init={LONG}"),
        "--set",
        r#"bias=["zeros", "normal:std=0.1"]"#,
        "--set",
        r#"precision=["f32", "f64"]"#,
    ]);
    let found = names(&printed);
    assert_eq!(found.len(), 16, "{printed}");
    for (index, label) in found.iter().enumerate() {
        assert!(!found[..index].contains(label), "`{label}` twice in {printed}");
        assert!(label.ends_with("f32") || label.ends_with("f64"), "{label}");
    }
}

#[test]
fn schemes_of_one_label_are_called_by_their_names() {
    let bench = Bench::new();
    let printed = bench.numbers(&[
        "--set",
        r#"init=[{ value = "he-normal", label = "He" }, { value = "he-uniform", label = "He" }]"#,
    ]);
    assert!(printed.contains("\n he-normal ") && printed.contains("\n he-uniform "), "{printed}");
}

#[test]
fn stripes_record_which_values_are_not_finite() {
    let bench = Bench::new();
    let changes = ["--set", "precision=f32", "--set", "init=constant:value=1e19", "--set", "depth=4"];
    bench.numbers(&changes);
    let cells = bench.cells("small");
    let relu = cells.iter().find(|cell| cell["settings"]["activation"] == "relu").unwrap();
    let levels: Vec<&str> = relu["sites"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|site| site["stripes"]["levels"].as_str())
        .collect();
    assert!(!levels[0].contains("--"));
    assert!(levels.last().unwrap().contains("--"));
}

#[test]
fn a_sweep_of_the_activation_is_one_map_for_each_scheme() {
    let bench = Bench::new();
    let sweep = "activation={value=\"leaky-relu\", vary=\"slope\", linspace=[0.1, 0.8, 8]}";
    bench.done(&["experiment", "small.toml", "--set", sweep]);
    assert_eq!(bench.names("results/small/figures"), ["map_he-normal.png", "map_normal_std-0.01.png"]);
}
