//! Where a run happens.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

use crate::fuzz::Fuzzing;

/// The places and circumstances every step shares.
#[derive(Debug)]
pub(crate) struct Context {
    /// The root of the repository.
    pub(crate) root: PathBuf,
    /// The build folder: the only place a run writes to.
    pub(crate) target: PathBuf,
    /// The cargo that runs this program.
    pub(crate) cargo: OsString,
    /// Whether what the children print is read at a terminal.
    pub(crate) is_terminal: bool,
    /// What is fuzzed, where anything is.
    pub(crate) fuzzing: Fuzzing,
    /// Whether skipping a required step is a failure.
    pub(crate) is_ci: bool,
}

impl Context {
    /// Finds the repository this program belongs to.
    ///
    /// # Errors
    ///
    /// A message, where the program runs outside of it.
    pub(crate) fn discover() -> Result<Self, String> {
        let root = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(package) => PathBuf::from(package).parent().map(PathBuf::from),
            None => env::current_dir().ok(),
        };
        let root = root
            .filter(|root| root.join("xtask").join("Cargo.toml").is_file())
            .ok_or("run this as `cargo xtask`, inside the repository")?;
        let target = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
        Ok(Self {
            target: root.join(target),
            root,
            cargo: env::var_os("CARGO").unwrap_or_else(|| "cargo".into()),
            is_terminal: io::stdout().is_terminal() && io::stderr().is_terminal(),
            fuzzing: Fuzzing::default(),
            is_ci: env::var_os("CI").is_some_and(|value| value == "true"),
        })
    }
}
