//! casbin: it cannot count, and compares paths by what they start with. The program around it counts, and asks once for
//! each path; the large case it cannot express.

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use casbin::{CoreApi as _, DefaultModel, Enforcer, StringAdapter};
use foureyes_benches::case::Case;
use foureyes_benches::measure::{median, row};

use crate::{ends, paths, signed};

const MODEL: &str = "
[request_definition]
r = path, people, seniors
[policy_definition]
p = path
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = keyMatch(r.path, p.path) && r.people >= 2 && r.seniors >= 1
";

/// Runs what is asynchronous by name and waits for nothing.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => panic!("it waits for something"),
    }
}

/// Measures a decision of the small case.
pub fn compare(name: &str, case: &Case, unit: f64) {
    if case.size.by_team {
        println!("| {name}: casbin | cannot express it | |");
        return;
    }
    let lines: Vec<String> = (0..case.size.rules)
        .map(|number| format!("p, {}*", ends(number, case.size).0))
        .collect();
    let model = at_once(DefaultModel::from_str(MODEL)).unwrap();
    let gate = at_once(Enforcer::new(model, StringAdapter::new(lines.join("\n")))).unwrap();
    let (paths, signed) = (paths(case), signed(case));
    let seniors = signed.iter().filter(|one| one.is_senior).count();
    let ask = || {
        let mut paths = black_box(&paths).iter();
        paths.all(|path| {
            gate.enforce((path.as_str(), signed.len(), seniors))
                .unwrap()
        })
    };
    assert!(ask());
    row(
        &format!("{name}: casbin, one call for each path, counted around it"),
        median(ask),
        unit,
    );
}
