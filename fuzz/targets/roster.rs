//! Lets the target `roster` loose; see `foureyes_tests::fuzz`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| foureyes_tests::fuzz::run("roster", data));
