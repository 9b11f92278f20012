//! Writes generated worlds as vectors, for the bindings to run beside the stored ones: `cargo xtask test` calls it.

use std::path::Path;
use std::{env, fs, io};

use foureyes_tests::differential::{numbers, vector};
use foureyes_tests::generate::World;

/// How many are written: always the same ones.
const WORLDS: u64 = 400;

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1);
    let folder = folder.ok_or_else(|| io::Error::other("usage: worlds FOLDER"))?;
    let area = Path::new(&folder).join("worlds");
    if area.exists() {
        fs::remove_dir_all(&area)?;
    }
    fs::create_dir_all(&area)?;
    for seed in 1..=WORLDS {
        let id = format!("world-{seed}");
        let world = World::read_more(&numbers(seed));
        let vector = vector(&world, &id, "A generated world");
        let text = serde_json::to_string(&vector)?;
        fs::write(area.join(format!("{id}.json")), text)?;
    }
    Ok(())
}
