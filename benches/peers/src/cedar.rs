//! cedar-policy: it cannot count, and asks about one thing at a time. The program around it says which approvals stand,
//! and asks once for each path.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::hint::black_box;

use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request, RestrictedExpression,
};
use foureyes_benches::case::{Case, now};
use foureyes_benches::measure::{median, row};

use crate::{ends, paths, signed};

fn policies(case: &Case) -> PolicySet {
    let mut text = "permit(principal, action, resource);\n".to_owned();
    for number in 0..case.size.rules {
        let (prefix, ending, suffix) = ends(number, case.size);
        let asked = if case.size.by_team {
            format!("context.teams.contains({})", case.size.team(number))
        } else {
            "context.people >= 2 && context.seniors >= 1".to_owned()
        };
        writeln!(
            text,
            "forbid(principal, action, resource) when {{ context.path like \"{prefix}*{ending}{suffix}\" }} unless {{ {asked} }};"
        )
        .unwrap();
    }
    text.parse().unwrap()
}

/// Measures a decision.
pub fn compare(name: &str, case: &Case, unit: f64) {
    let policies = policies(case);
    let entities = Entities::empty();
    let authorizer = Authorizer::new();
    let uid = |text: &str| text.parse::<EntityUid>().unwrap();
    let (principal, action, resource) = (
        uid("User::\"ci\""),
        uid("Action::\"deploy\""),
        uid("Place::\"production\""),
    );
    let (paths, signed) = (paths(case), signed(case));
    let author = format!("p{}", case.size.people.saturating_sub(1));
    let digest = case.change.digest().to_string();
    let ask = || {
        let now = now().unix();
        let good = signed.iter().filter(|one| {
            one.digest == digest && one.issued <= now && now < one.expires && one.person != author
        });
        let good: Vec<_> = good.collect();
        let seniors = good.iter().filter(|one| one.is_senior).count();
        let teams: BTreeSet<u32> = good.iter().map(|one| one.team).collect();
        let long = |count: usize| RestrictedExpression::new_long(i64::try_from(count).unwrap());
        black_box(&paths).iter().all(|path| {
            let teams = teams
                .iter()
                .map(|team| RestrictedExpression::new_long(i64::from(*team)));
            let context = Context::from_pairs([
                (
                    "path".to_owned(),
                    RestrictedExpression::new_string(path.clone()),
                ),
                ("people".to_owned(), long(good.len())),
                ("seniors".to_owned(), long(seniors)),
                ("teams".to_owned(), RestrictedExpression::new_set(teams)),
            ]);
            let context = context.unwrap();
            let request = Request::new(
                principal.clone(),
                action.clone(),
                resource.clone(),
                context,
                None,
            );
            let answer = authorizer.is_authorized(&request.unwrap(), &policies, &entities);
            answer.decision() == Decision::Allow
        })
    };
    assert!(ask());
    row(
        &format!("{name}: cedar-policy, one request for each path, counted around it"),
        median(ask),
        unit,
    );
}
