//! The generator itself: a law over worlds that all hold would say nothing.

use std::cell::RefCell;
use std::collections::BTreeMap;

use foureyes::Verdict;
use foureyes::decision::Effect;

use crate::runner::law_over;

#[test]
fn every_verdict_is_frequent() {
    let verdicts: RefCell<BTreeMap<Verdict, u32>> = RefCell::default();
    let codes: RefCell<BTreeMap<String, u32>> = RefCell::default();
    let ignored: RefCell<BTreeMap<String, u32>> = RefCell::default();
    law_over(1_000, |world, _| {
        let decision = world.decide();
        *verdicts.borrow_mut().entry(decision.verdict()).or_default() += 1;
        for reason in decision.reasons() {
            let said = format!("{:?} {}", reason.effect, reason.code.code());
            if reason.effect != Effect::Note {
                *codes.borrow_mut().entry(said).or_default() += 1;
            }
        }
        for code in decision.record().ignored_counts.keys() {
            *ignored
                .borrow_mut()
                .entry(code.code().to_owned())
                .or_default() += 1;
        }
        Ok(())
    });
    let (verdicts, codes, ignored) = (
        verdicts.into_inner(),
        codes.into_inner(),
        ignored.into_inner(),
    );
    println!("{verdicts:?}\n{codes:#?}\n{ignored:#?}");
    let share = |verdict| {
        verdicts.get(&verdict).copied().unwrap_or(0) * 100 / verdicts.values().sum::<u32>()
    };
    assert!(share(Verdict::Allow) >= 20, "{verdicts:?}");
    assert!(share(Verdict::Deny) >= 10, "{verdicts:?}");
    assert!(share(Verdict::Hold) >= 20, "{verdicts:?}");
}
