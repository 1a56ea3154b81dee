//! Whatever the bytes, reading ends in samples or in an error.

use proptest::prelude::*;

use crate::datasets::bench::{Bench, files, gzip};

proptest! {
    #[test]
    fn no_bytes_of_a_folder_make_it_panic(
        which in 0usize..4,
        bytes in prop::collection::vec(any::<u8>(), 0..100),
    ) {
        let bench = Bench::with_images(false);
        bench.write(files()[which].0, bytes);
        let _ = bench.idx();
    }

    #[test]
    fn damage_to_a_plain_file_never_makes_it_panic(
        which in 0usize..4,
        place in 0usize..40,
        byte in any::<u8>(),
        end in 0usize..45,
    ) {
        let bench = Bench::with_images(false);
        let (name, mut bytes) = files()[which].clone();
        if let Some(old) = bytes.get_mut(place) {
            *old = byte;
        }
        bytes.resize(end, 0);
        bench.write(name, bytes);
        let _ = bench.idx();
    }

    /// The checksum lets no other samples through.
    #[test]
    fn damage_to_a_packed_file_is_an_error_or_changes_nothing(
        which in 0usize..4,
        place in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let bench = Bench::with_images(true);
        let whole = bench.idx().unwrap();
        let (name, bytes) = &files()[which];
        let mut packed = gzip(bytes);
        let place = place.index(packed.len());
        packed[place] = byte;
        bench.write(&format!("{name}.gz"), packed);
        if let Ok(read) = bench.idx() {
            prop_assert_eq!(read, whole);
        }
    }

    #[test]
    fn no_text_makes_a_table_panic(text in "[-+0-9a-zA-Z.,;\"\n\r \t]{0,80}") {
        let _ = Bench::new().csv(text);
    }

    #[test]
    fn no_bytes_make_a_table_panic(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        let _ = Bench::new().csv(bytes);
    }

    #[test]
    fn a_table_reads_back_what_was_printed(
        rows in prop::collection::vec(prop::array::uniform3(prop::num::f32::NORMAL | prop::num::f32::ZERO | prop::num::f32::SUBNORMAL), 1..20),
    ) {
        let lines: Vec<String> = rows.iter().map(|[a, b, c]| format!("{a},{b:e},{c}")).collect();
        let read = Bench::new().csv(lines.join("\n")).unwrap();
        let values: Vec<f32> = read.train.inputs.iter().chain(read.held_out.inputs.iter()).copied().collect();
        prop_assert_eq!(values, rows.concat());
    }
}
