//! The binding for Node: built, tested, its types compiled, its examples run.

use crate::job::{Counting, Job};
use crate::steps::{self, InCi, Step, Work};
use crate::tools;

/// Installs the development tools from the lock file, builds the native module and runs its tests.
pub(crate) const STEP: Step = Step {
    name: "node",
    needs: &[tools::NODE, tools::NPM],
    wants: &[],
    in_ci: InCi::Required,
    work: Work::Jobs(|context| {
        let (variable, worlds) = steps::with_worlds(context);
        vec![
            Job::program("npm", "--prefix bindings-node ci --no-audit --no-fund"),
            Job::program("node", "bindings-node/scripts/build.js --profile dev"),
            Job::program("npm", "--prefix bindings-node run check")
                .with(variable, worlds)
                .counting(Counting::Libtest),
        ]
    }),
};
