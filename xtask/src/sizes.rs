//! `cargo xtask sizes`: what ships, how large it is, and how large it may be.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use zlib_rs::{DeflateConfig, ReturnCode, compress_bound, compress_slice};

use crate::context::Context;
use crate::job::Job;
use crate::report::say;
use crate::steps::{InCi, Step, Work};
use crate::tidy::Sight;
use crate::{python, tools, wasm};

/// The module for browsers, which every run of the tests builds.
pub(crate) const MODULE: Step = Step {
    name: "size of the module",
    needs: &[tools::WASM_COMPILER],
    wants: &[],
    in_ci: InCi::Required,
    work: Work::Look(|context| measured(context, &[WASM])),
};

/// `cargo xtask sizes`.
pub(crate) const STEPS: &[Step] = &[
    Step {
        name: "sizes: build",
        needs: &[tools::PYTHON],
        wants: &[],
        in_ci: InCi::Required,
        work: Work::Jobs(build),
    },
    wasm::PACKAGE,
    Step {
        name: "sizes",
        needs: &[],
        wants: &[],
        in_ci: InCi::Required,
        work: Work::Look(|context| measured(context, &[PROGRAM, NODE, WHEEL, WASM])),
    },
];

/// One thing that ships.
#[derive(Clone, Copy, Debug)]
struct Shipped {
    name: &'static str,
    /// Where it is, from the root or from the build folder.
    path: fn(&Context) -> Option<PathBuf>,
    /// The most bytes that it may have.
    most: u64,
    /// And with gzip.
    most_packed: u64,
}

const PROGRAM: Shipped = Shipped {
    name: "command line",
    path: |context| native(context, "", "foureyes", env::consts::EXE_SUFFIX),
    most: 10_400_000,
    most_packed: 4_750_000,
};

const NODE: Shipped = Shipped {
    name: "Node module",
    path: |context| {
        native(
            context,
            env::consts::DLL_PREFIX,
            "foureyes_node",
            env::consts::DLL_SUFFIX,
        )
    },
    most: 6_400_000,
    most_packed: 2_800_000,
};

/// A wheel is packed as it is.
const WHEEL: Shipped = Shipped {
    name: "Python wheel",
    path: |context| with_ending(&context.target.join("sizes"), ".whl"),
    most: 3_150_000,
    most_packed: 3_150_000,
};

const WASM: Shipped = Shipped {
    name: "WebAssembly",
    path: |context| with_ending(&context.root.join("bindings-wasm/pkg/web"), ".wasm"),
    most: 2_200_000,
    most_packed: 800_000,
};

fn build(context: &Context) -> Vec<Job> {
    let native = "--package foureyes-cli --package foureyes-node";
    let mut jobs = vec![Job::cargo("build --quiet --locked --profile dist").and(native)];
    let folder = context.target.join("sizes").to_string_lossy().into_owned();
    jobs.extend(python::wheel(context, "dist", folder));
    jobs
}

/// Prints each, and finds fault with what is over its budget.
fn measured(context: &Context, shipped: &[Shipped]) -> Sight {
    let mut faults = Vec::new();
    say("shipped                    bytes        most  with gzip        most");
    for one in shipped {
        let read = (one.path)(context).ok_or_else(|| "it is not there".to_owned());
        let read = read.and_then(|path| fs::read(path).map_err(|error| error.to_string()));
        match read.and_then(|bytes| Ok((bytes.len(), packed(&bytes)?))) {
            Err(why) => faults.push(format!("{}: {why}", one.name)),
            Ok((bytes, packed)) => {
                let Shipped {
                    name,
                    most,
                    most_packed,
                    ..
                } = one;
                say(&format!(
                    "{name:20} {bytes:>11} {most:>11} {packed:>10} {most_packed:>11}"
                ));
                faults.extend(one.fault(bytes, packed));
            }
        }
    }
    if faults.is_empty() {
        Sight::Clear
    } else {
        Sight::Faults(faults)
    }
}

impl Shipped {
    fn fault(&self, bytes: usize, packed: usize) -> Option<String> {
        let is_over =
            |bytes: usize, most: u64| u64::try_from(bytes).is_ok_and(|bytes| bytes > most);
        let is = is_over(bytes, self.most) || is_over(packed, self.most_packed);
        is.then(|| {
            let name = self.name;
            format!("{name}: {bytes} bytes, {packed} with gzip: more than its budget in xtask/src/sizes.rs")
        })
    }
}

fn native(context: &Context, start: &str, name: &str, end: &str) -> Option<PathBuf> {
    let folder = context.target.join("dist");
    Some(folder.join(format!("{start}{name}{end}")))
}

/// The only file of a folder with this ending.
fn with_ending(folder: &Path, ending: &str) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).ok()?;
    let mut paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths.find(|path| path.to_string_lossy().ends_with(ending))
}

/// How many bytes it has when packed, as gzip does at its best, but for the eighteen around it.
fn packed(bytes: &[u8]) -> Result<usize, String> {
    let config = DeflateConfig {
        level: 9,
        ..DeflateConfig::default()
    };
    let mut room = vec![0; compress_bound(bytes.len())];
    match compress_slice(&mut room, bytes, config) {
        (packed, ReturnCode::Ok) => Ok(packed.len()),
        (_, code) => Err(format!("it cannot be packed: {code:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_its_budget_is_a_fault() {
        let shipped = Shipped {
            name: "thing",
            path: |_| None,
            most: 10,
            most_packed: 5,
        };
        assert_eq!(shipped.fault(10, 5), None);
        assert!(shipped.fault(11, 5).is_some());
        assert!(shipped.fault(10, 6).is_some());
    }

    #[test]
    fn what_repeats_itself_packs_well() {
        let size = packed(&[7; 100_000]);
        assert!(size.is_ok_and(|size| size < 1_000));
    }
}
