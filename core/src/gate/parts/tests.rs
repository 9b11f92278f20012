use crate::{Gate, Policy, Roster};

const ROSTER: &str = r#"
roster = "foureyes/roster/v1"
id = "shop"
version = 1
levels = ["mid"]
principal = [{ id = "bob", kind = "human", level = "mid" }]
"#;

fn policy(id: &str, extends: &str) -> Policy {
    let text = format!(
        "policy = \"foureyes/policy/v1\"\nid = \"{id}\"\nversion = 1\nextends = [{extends}]\n\n[vocabulary]\n\
         environments = [\"{id}\"]\n\n[[rule]]\nid = \"{id}\"\nwhy = \"Nothing goes there.\"\n\
         when = {{ environment = \"{id}\" }}\nforbid = \"{id}\"\n"
    );
    Policy::from_toml(&text).unwrap()
}

/// The codes of what is wrong, each with the document in which it is.
fn faults(policy: &Policy) -> Vec<(&'static str, String)> {
    let roster = Roster::from_toml(ROSTER).unwrap();
    let found = match Gate::compile(policy, &roster) {
        Ok(_) => Vec::new(),
        Err(error) => error.problems().to_vec(),
    };
    found
        .into_iter()
        .map(|problem| (problem.code, problem.at.document))
        .collect()
}

fn missing(policy: &Policy) -> Vec<String> {
    let names = policy.missing_bases();
    names.iter().map(ToString::to_string).collect()
}

#[test]
fn missing_bases_are_named_until_all_are_there() {
    let top = policy("top", "\"house\", \"common\"");
    assert_eq!(missing(&top), ["house"]);
    assert_eq!(
        faults(&top),
        [("unknown_document", "policy top".to_owned())]
    );
    let house = policy("house", "\"cellar/cellar\", \"top\"");
    let one = top.clone().with_bases(vec![house]);
    assert_eq!(missing(&one), ["cellar"]);
    let house = policy("house", "\"cellar/cellar\"");
    let whole = top.with_bases(vec![house, policy("cellar", "")]);
    assert_eq!(missing(&whole), [""; 0]);
    assert_eq!(faults(&whole), []);
}

#[test]
fn bases_that_cannot_be() {
    let builtin = policy("top", "").with_bases(vec![policy("common", "")]);
    assert_eq!(faults(&builtin)[0].0, "duplicate_id");
    let twice =
        policy("top", "\"house\"").with_bases(vec![policy("house", ""), policy("house", "")]);
    assert_eq!(faults(&twice)[0].0, "duplicate_id");
    let circle = policy("top", "\"house\"").with_bases(vec![
        policy("house", "\"cellar\""),
        policy("cellar", "\"house\""),
    ]);
    let circle = faults(&circle);
    assert_eq!(circle.len(), 2, "{circle:?}");
    assert!(circle.iter().all(|(code, _)| *code == "extends_itself"));
    let back = policy("top", "\"house\"").with_bases(vec![policy("house", "\"top\"")]);
    let back = faults(&back);
    assert_eq!(back[0], ("extends_itself", "policy house".to_owned()));
    assert!(back.iter().all(|fault| fault == &back[0]), "{back:?}");
}
