//! Law 5: what one more statement can do.

use foureyes::Verdict;
use foureyes::provenance::Involvement;
use foureyes_tests::compare::loosens;
use foureyes_tests::generate::{Choices, Draft, Twist, What, World};

use crate::runner::law;

const ISSUED: &[i64] = &[-600, -30, -5_000, -100_000, 30];

/// Any approval, good or not, by anybody.
fn approve(choices: &mut Choices<'_>, world: &World, nonce: u32) -> Draft {
    let twists = [
        Twist::None,
        Twist::None,
        Twist::None,
        Twist::Content,
        Twist::Expired,
        Twist::Garbled,
        Twist::Stranger,
    ];
    let by = choices.below(world.cast.people.len());
    let drafts = world.drafts.iter().enumerate();
    let all = drafts.filter(|(_, draft)| draft.by == by && draft.what == What::WithdrawAll);
    let after: Vec<usize> = all.map(|(index, _)| index).collect();
    let what = What::Approve(*choices.pick(&twists), after);
    Draft {
        what,
        ..Draft::approve(by, choices.below(2), *choices.pick(ISSUED), nonce)
    }
}

/// A reject, or a withdrawal of anything but a reject.
fn object(choices: &mut Choices<'_>, world: &World, nonce: u32) -> Draft {
    let count = world.drafts.len();
    let named = choices.below(count);
    let rejects = |draft: &Draft| matches!(draft.what, What::Reject | What::RejectId);
    let (by, what) = match choices.below(5) {
        0 | 1 if count > 0 && !rejects(&world.drafts[named]) => {
            (world.drafts[named].by, What::Withdraw(vec![named]))
        }
        2 => (choices.below(world.cast.people.len()), What::WithdrawAll),
        3 => (choices.below(world.cast.people.len()), What::RejectId),
        _ => (choices.below(world.cast.people.len()), What::Reject),
    };
    Draft {
        what,
        ..Draft::approve(by, choices.below(2), *choices.pick(ISSUED), nonce)
    }
}

#[test]
fn adding_an_approve_never_tightens() {
    law(|world, choices| {
        let before = world.decide();
        let mut other = world.clone();
        // The digest decides in which order statements are looked at: let it be any.
        let nonce = u32::try_from(100 + choices.below(1_000)).expect("small");
        other.drafts.push(approve(choices, world, nonce));
        let after = other.decide();
        let denied = before.verdict() == Verdict::Hold && after.verdict() == Verdict::Deny;
        if denied || loosens(&after, &before) {
            return Err(format!(
                "{:?}\n{}\n{}",
                other.drafts.last(),
                before.explain(),
                after.explain()
            ));
        }
        Ok(())
    });
}

#[test]
fn adding_a_reject_or_withdraw_never_loosens() {
    law(|world, choices| {
        let before = world.decide();
        let mut other = world.clone();
        other.drafts.push(object(choices, world, 100));
        let after = other.decide();
        if loosens(&before, &after) {
            return Err(format!(
                "{:?}\n{}\n{}",
                other.drafts.last(),
                before.explain(),
                after.explain()
            ));
        }
        Ok(())
    });
}

#[test]
fn a_word_on_authorship_that_the_policy_does_not_count_never_loosens() {
    law(|world, choices| {
        let mut off = world.clone();
        off.policy["provenance"]["humanClaim"] = "off".into();
        let mut other = off.clone();
        let rungs = [
            Involvement::None,
            Involvement::Assisted,
            Involvement::Autonomous,
        ];
        other.drafts.push(Draft {
            what: What::Authorship(*choices.pick(&rungs)),
            ..Draft::approve(choices.below(world.cast.people.len()), 0, -600, 100)
        });
        let (before, after) = (off.decide(), other.decide());
        if loosens(&before, &after) {
            return Err(format!("{}\n{}", before.explain(), after.explain()));
        }
        Ok(())
    });
}

#[test]
fn withdrawn_stays_withdrawn() {
    law(|world, choices| {
        let good = |(index, draft): (usize, &Draft)| {
            matches!(draft.what, What::Approve(Twist::None, _)).then_some(index)
        };
        let approvals: Vec<usize> = world.drafts.iter().enumerate().filter_map(good).collect();
        if approvals.is_empty() {
            return Ok(());
        }
        let named = *choices.pick(&approvals);
        let by = world.drafts[named].by;
        let mut other = world.clone();
        let everything = choices.chance(50);
        let what = if everything {
            What::WithdrawAll
        } else {
            What::Withdraw(vec![named])
        };
        let key = choices.below(2);
        other.drafts.push(Draft {
            what,
            ..Draft::approve(by, key, *choices.pick(ISSUED), 90)
        });
        for nonce in 91..94 {
            let later = if choices.chance(50) {
                approve(choices, &other, nonce)
            } else {
                object(choices, world, nonce)
            };
            other.drafts.push(later);
        }
        let signed = other.sign();
        let decision = other.decide_with(&signed);
        let counted = &decision.record().inputs.statements;
        for (index, draft) in world.drafts.iter().enumerate() {
            let withdrawn = index == named || (everything && draft.by == by);
            // The same bytes may be another draft's too, where nothing but the person differs: they cannot.
            if withdrawn && counted.contains(&signed[index].id) {
                return Err(format!("{draft:?} still counts\n{}", decision.explain()));
            }
        }
        Ok(())
    });
}
