//! Whatever vector instructions loops run with, noise has the same bits and networks agree with the second source.

use std::env;
use std::process::Command;

use initscope::kernel::Isa;

/// Tests that hold bits of noise, and networks, activations and elementary functions, against numbers made elsewhere.
const HELD: [&str; 4] = ["noise::pinned::", "golden_exact::", "activation::", "elementary::"];

/// Runs the tests again in a process of its own, since a process picks its instructions once.
fn hold_with(isa: Isa) {
    let tests = Command::new(env::current_exe().unwrap()).args(HELD).env(Isa::VARIABLE, isa.name()).output();
    let tests = tests.unwrap();
    let said = String::from_utf8_lossy(&tests.stdout);
    assert!(tests.status.success(), "{}: {said}", isa.name());
    // All of them, and not none.
    assert!(said.contains("test noise::pinned::") && said.contains("test golden_exact::"), "{said}");
}

#[test]
fn portable_loops_agree_with_the_second_source() {
    hold_with(Isa::Portable);
}

#[test]
fn avx2_loops_agree_with_the_second_source() {
    if Isa::widest() < Isa::Avx2 {
        eprintln!("skipped: this CPU has no AVX2");
        return;
    }
    hold_with(Isa::Avx2);
}
