//! regorus (Rego): the whole decision in one query, paths compared by what they start and end with.

use std::hint::black_box;

use foureyes_benches::case::{Case, now};
use foureyes_benches::measure::{median, row};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Value};
use serde_json::json;

use crate::{ends, paths, signed};

const RULE: &str = "data.gate.allow";

fn data(case: &Case) -> String {
    let size = case.size;
    let person = |number: u32| {
        let one = json!({"team": size.team(number), "senior": number.is_multiple_of(2)});
        (format!("p{number}"), one)
    };
    let people: serde_json::Map<_, _> = (0..size.people).map(person).collect();
    let rules = (0..size.rules).map(|number| {
        let (prefix, ending, suffix) = ends(number, size);
        json!({"prefix": prefix, "suffix": format!("{ending}{suffix}"), "team": size.team(number)})
    });
    json!({"people": people, "rules": rules.collect::<Vec<_>>()}).to_string()
}

fn input(case: &Case) -> String {
    let approvals = signed(case).into_iter().map(|one| {
        json!({"person": one.person, "digest": one.digest, "issued": one.issued, "expires": one.expires})
    });
    json!({
        "digest": case.change.digest().to_string(),
        "now": now().unix(),
        "author": format!("p{}", case.size.people.saturating_sub(1)),
        "paths": paths(case),
        "approvals": approvals.collect::<Vec<_>>(),
    })
    .to_string()
}

/// Measures both ways of asking it.
pub fn compare(name: &str, case: &Case, unit: f64) {
    let text = if case.size.by_team {
        include_str!("team.rego")
    } else {
        include_str!("two.rego")
    };
    let (data, input) = (data(case), input(case));
    let data = Value::from_json_str(&data).unwrap();
    let input = Value::from_json_str(&input).unwrap();
    let mut engine = Engine::new();
    engine
        .add_policy("gate.rego".to_owned(), text.to_owned())
        .unwrap();
    engine.add_data(data.clone()).unwrap();
    let mut ask = || {
        engine.set_input(black_box(input.clone()));
        engine.eval_rule(RULE.to_owned()).unwrap()
    };
    assert_eq!(ask(), Value::Bool(true));
    row(
        &format!("{name}: regorus, interpreted"),
        median(&mut ask),
        unit,
    );
    let policy = engine.compile_with_entrypoint(&RULE.into()).unwrap();
    let program = Compiler::compile_from_policy(&policy, &[RULE]).unwrap();
    let mut machine = RegoVM::new();
    machine.set_max_instructions(usize::MAX);
    machine.load_program(program);
    machine.set_data(data).unwrap();
    let mut ask = || {
        machine.set_input(black_box(input.clone()));
        machine.execute().unwrap()
    };
    assert_eq!(ask(), Value::Bool(true));
    row(&format!("{name}: regorus, compiled"), median(ask), unit);
}
