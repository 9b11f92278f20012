//! `check --plan`: what Terraform would do is judged with the commits that say so.

use std::io::Write as _;
use std::process::Command;

use crate::world::{NOW, World};

const WITH: [&str; 4] = ["--env", "production", "--plan", "plan.json"];

/// Tells that a part is skipped, by name.
fn skip(why: &str) {
    eprintln!("skipped: {why}");
    if let Some(log) = std::env::var_os("FOUREYES_SKIP_LOG") {
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(log);
        log.unwrap()
            .write_all(format!("{why}\n").as_bytes())
            .unwrap();
    }
}

fn policy(world: &World) {
    world.git(&["checkout", "--quiet", "main"]);
    let text = std::fs::read_to_string(world.path.join(".foureyes/policy.toml")).unwrap();
    let rule = "\n[[rule]]\nid = \"deletes\"\nwhy = \"Somebody owns it.\"\n\
                when = { resources = { action = [\"delete\", \"replace\"] } }\nforbid = \"deletes\"\n";
    world.file(".foureyes/policy.toml", &format!("{text}{rule}"));
    world.commit("No deletes");
    world.git(&["checkout", "--quiet", "-b", "infra"]);
}

#[test]
fn a_plan_is_a_part_of_the_change() {
    let Some(world) = World::new("a_plan_is_a_part_of_the_change") else {
        return;
    };
    policy(&world);
    world.file("main.tf", "# nothing\n");
    world.commit("Infra");
    let plan = |action: &str| {
        format!(
            "{{\"format_version\":\"1.2\",\"planned_values\":{{}},\"resource_changes\":[{{\"address\":\"aws_db_instance.orders\",\
             \"type\":\"aws_db_instance\",\"change\":{{\"actions\":[\"{action}\"]}}}}]}}"
        )
    };
    world.file("plan.json", &plan("update"));
    let change = world.change(&WITH);
    assert_eq!(change.exact().action.word(), "apply");
    assert_eq!(change.exact().resources.known().len(), 1);
    let digest = change.exact().plan.unwrap().hex();
    let mut subjects = change.exact().subjects.iter();
    assert!(
        subjects.any(|one| one.name == "plan" && format!("{:?}", one.digest).contains(&digest))
    );
    let held = world.check(&WITH);
    assert_eq!(held.code, 3, "{held:?}");
    assert!(held.out.contains(" --plan plan.json "), "{}", held.out);
    world.file("plan.json", &plan("delete"));
    let denied = world.check(&WITH);
    assert_eq!(denied.code, 2, "{denied:?}");
    world.file("plan.json", &plan("explode"));
    let held = world.check(&WITH);
    assert_eq!(held.code, 3, "{held:?}");
    assert_eq!(
        held.err,
        "warning[unknown_word]: a part of the plan is not understood\n  --> plan.json   /resource_changes/0\n"
    );
    assert!(
        held.out.contains("the list `exact.resources` is not whole"),
        "{}",
        held.out
    );
    world.file("plan.json", "{}");
    let failed = world.check(&WITH);
    assert_eq!(
        (failed.code, failed.err.as_str()),
        (
            1,
            "error[missing_field]: is no plan: it has no `format_version`; `terraform show -json PLAN` writes one\n  \
             --> plan.json   format_version\n"
        )
    );
}

#[test]
fn what_the_real_terraform_writes() {
    let Some(world) = World::new("what_the_real_terraform_writes") else {
        return;
    };
    let terraform = |words: &[&str]| {
        let run = Command::new("terraform")
            .args(words)
            .current_dir(&world.path)
            .env("TF_CLI_CONFIG_FILE", "/dev/null")
            .env("CHECKPOINT_DISABLE", "1")
            .output();
        run.ok()
            .filter(|run| run.status.success())
            .map(|run| run.stdout)
    };
    if terraform(&["version"]).is_none() {
        skip("what_the_real_terraform_writes: terraform is not installed");
        return;
    }
    policy(&world);
    let plan = || {
        terraform(&["plan", "-input=false", "-out=saved"]).unwrap();
        let shown = terraform(&["show", "-json", "saved"]).unwrap();
        std::fs::write(world.path.join("plan.json"), shown).unwrap();
    };
    let two = "resource \"terraform_data\" \"keep\" { input = \"a\" }\n\
               resource \"terraform_data\" \"gone\" { input = \"b\" }\n";
    world.file("main.tf", two);
    world.commit("Two");
    terraform(&["init", "-input=false"]).unwrap();
    plan();
    let words = |name: &str| {
        let brief = world.run(&[
            "brief",
            "--target",
            "main",
            "--env",
            "production",
            "--now",
            NOW,
            "--plan",
            "plan.json",
        ]);
        assert_eq!(brief.code, 0, "{brief:?}");
        let mut lines = brief.out.lines();
        let line = lines.find(|line| line.trim_start().starts_with(name));
        line.map(|line| line.trim().to_owned()).unwrap_or_default()
    };
    assert_eq!(words("Resources"), "Resources    2 create");
    assert_eq!(words("Destroys"), "Destroys     nothing");
    assert_eq!(world.check(&WITH).code, 3);
    terraform(&["apply", "-input=false", "saved"]).unwrap();
    world.file(
        "main.tf",
        "resource \"terraform_data\" \"keep\" {\n  input = \"c\"\n  triggers_replace = 1\n}\n",
    );
    world.commit("One");
    plan();
    assert_eq!(words("Resources"), "Resources    1 delete, 1 replace");
    assert_eq!(words("Destroys"), "Destroys     YES");
    assert_eq!(world.check(&WITH).code, 2);
}
