//! Writes what a fuzzer starts from into a folder: `cargo xtask fuzz` calls it.

use std::path::Path;
use std::{env, fs, io};

use foureyes::digest::Digest;
use foureyes_tests::fuzz;

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1);
    let folder = folder.ok_or_else(|| io::Error::other("usage: seeds FOLDER"))?;
    let folder = Path::new(&folder);
    let seeds = fuzz::seeds()?;
    for (target, all) in &seeds {
        let folder = folder.join(target);
        fs::create_dir_all(&folder)?;
        for bytes in all {
            let name = Digest::of(bytes).to_string().replace("sha256:", "");
            fs::write(folder.join(name), bytes)?;
        }
    }
    let words = fuzz::words(&seeds);
    let lines: String = words.iter().map(|word| format!("\"{word}\"\n")).collect();
    fs::write(folder.join("words.dict"), lines)
}
