//! The documents of a policy, and what they say together (semantics 9.0, 9.0.1, 9.11).

use std::collections::BTreeSet;

use foureyes::policy::{
    self, BreakGlassRule, Completeness, PolicyDocument, Requirement, Rule, Selector,
};
use foureyes::time::Span;
use foureyes::{Policy, Timestamp};

/// One document, as far as it is added (9.11, 9.11.1).
#[derive(Clone, Debug)]
pub(super) struct Document {
    pub(super) said: PolicyDocument,
    /// Added as a whole, or for some of its rules and its vocabulary alone.
    pub(super) is_whole: bool,
    rules: BTreeSet<String>,
}

/// The documents in force, the adopting one first.
#[derive(Clone, Debug)]
pub(super) struct Documents {
    pub(super) list: Vec<Document>,
    /// 9.0.1: the end has come and nothing follows.
    pub(super) has_ended: bool,
    /// 7.6: when each of all the documents expires, also of those that are not in force any more.
    pub(super) expiries: Vec<(String, Timestamp)>,
}

fn find(policy: &Policy, id: &str) -> Option<PolicyDocument> {
    let beside = policy
        .bases()
        .iter()
        .find(|base| base.document().id.as_str() == id);
    match beside {
        Some(base) => Some(base.document().clone()),
        None => Policy::profile(id)
            .ok()
            .map(|policy| policy.document().clone()),
    }
}

/// 9.11: adds a document with what it extends; each once.
fn add(policy: &Policy, list: &mut Vec<Document>, said: &PolicyDocument, rule: Option<&str>) {
    let known = list.iter_mut().find(|one| one.said.id == said.id);
    match (known, rule) {
        (Some(known), Some(rule)) => {
            known.rules.insert(rule.to_owned());
        }
        (Some(known), None) => known.is_whole = true,
        (None, rule) => list.push(Document {
            said: said.clone(),
            is_whole: rule.is_none(),
            rules: rule.into_iter().map(str::to_owned).collect(),
        }),
    }
    for extended in &said.extends {
        let Some(base) = find(policy, extended.document.as_str()) else {
            continue;
        };
        match (rule, &extended.rule) {
            (None, None) => add(policy, list, &base, None),
            (None, Some(one)) => add(policy, list, &base, Some(one.as_str())),
            // 9.11.1: of what a document extends that gives one rule, the vocabulary alone.
            (Some(_), _) => add(policy, list, &base, Some("")),
        }
    }
}

impl Documents {
    pub(super) fn of(policy: &Policy, now: Timestamp) -> Self {
        let adopting = policy.document();
        let mut list = Vec::new();
        add(policy, &mut list, adopting, None);
        let expiries = list
            .iter()
            .filter_map(|one| Some((one.said.id.to_string(), one.said.expires?)))
            .collect();
        let is_over = adopting.until.is_some_and(|until| until <= now);
        let next = adopting.afterwards.as_ref().filter(|_| is_over);
        if let Some(said) = next.and_then(|next| find(policy, next.as_str())) {
            list.clear();
            add(policy, &mut list, &said, None);
        }
        Self {
            list,
            has_ended: is_over && adopting.afterwards.is_none(),
            expiries,
        }
    }

    /// 9.11: the document that alone speaks of some things.
    pub(super) fn adopting(&self) -> &PolicyDocument {
        &self.list[0].said
    }

    pub(super) fn whole(&self) -> impl Iterator<Item = &PolicyDocument> {
        self.list
            .iter()
            .filter(|one| one.is_whole)
            .map(|one| &one.said)
    }

    /// Every rule that is added, with its document.
    pub(super) fn rules(&self) -> impl Iterator<Item = (&PolicyDocument, &Rule)> {
        self.list.iter().flat_map(|one| {
            let rules = one.said.rules.iter();
            rules
                .filter(|rule| one.is_whole || one.rules.contains(rule.id.as_str()))
                .map(|rule| (&one.said, rule))
        })
    }

    /// 5.4: the declared name of an environment, if it is one.
    pub(super) fn environment(&self, name: &str) -> Option<String> {
        let words = || self.list.iter().map(|one| &one.said.vocabulary);
        let declared =
            words().any(|words| words.environments.iter().any(|one| one.as_str() == name));
        if declared {
            return Some(name.to_owned());
        }
        let mut aliases = words().flat_map(|words| &words.environment_aliases);
        aliases
            .find(|(alias, _)| alias.as_str() == name)
            .map(|(_, means)| means.to_string())
    }

    pub(super) fn knows_mark(&self, mark: &str) -> bool {
        let mut marks = self.list.iter().flat_map(|one| &one.said.vocabulary.marks);
        marks.any(|one| one.as_str() == mark)
    }

    pub(super) fn knows_evidence(&self, kind: &str) -> bool {
        let mut kinds = self
            .list
            .iter()
            .flat_map(|one| &one.said.vocabulary.evidence);
        kinds.any(|one| one.as_str() == kind)
    }

    pub(super) fn protects(&self) -> Vec<String> {
        let added = self.whole().flat_map(|one| &one.protects);
        let always = ALWAYS_PROTECTED.split_whitespace().map(str::to_owned);
        always
            .chain(added.map(|glob| glob.as_str().to_owned()))
            .collect()
    }

    pub(super) fn every_signature(&self) -> Vec<&policy::With> {
        self.whole()
            .filter_map(|one| one.every_signature.as_ref())
            .collect()
    }

    pub(super) fn veto_lift(&self) -> Option<(&PolicyDocument, &Requirement)> {
        self.whole()
            .find_map(|one| Some((one, one.veto_lift.as_ref()?)))
    }

    pub(super) fn break_glass(&self) -> Option<(&PolicyDocument, &BreakGlassRule)> {
        self.whole()
            .find_map(|one| Some((one, one.break_glass.as_ref()?)))
    }

    pub(super) fn needs_completeness(&self) -> bool {
        self.whole()
            .any(|one| one.complete_statements == Some(Completeness::Required))
    }

    /// 4.2: the shortest time to live of all documents, never more than a day.
    pub(super) fn ttl(&self, production: bool) -> Span {
        let asked = |one: &PolicyDocument| {
            if production {
                one.decision_ttl.production
            } else {
                one.decision_ttl.elsewhere
            }
        };
        let day = Span::from_hours(24);
        let default = if production {
            Span::from_minutes(15)
        } else {
            day
        };
        self.whole()
            .filter_map(asked)
            .min()
            .unwrap_or(default)
            .min(day)
    }

    /// 9.9: the shortest time of all documents, by default a week.
    pub(super) fn revert_within(&self) -> Span {
        let asked = self.whole().filter_map(|one| one.revert_within);
        asked.min().unwrap_or(Span::from_days(7))
    }
}

/// 9.3: a selector with everything that the groups it names ask for.
pub(super) fn merged(document: &PolicyDocument, selector: &Selector) -> Selector {
    let Some(group) = selector
        .group
        .as_ref()
        .and_then(|name| document.groups.get(name))
    else {
        return selector.clone();
    };
    let group = merged(document, group);
    let mut whole = selector.clone();
    whole.group = None;
    whole.level = whole.level.or(group.level);
    whole.team = whole.team.or(group.team);
    whole.role = whole.role.or(group.role);
    whole.owns = whole.owns.or(group.owns);
    whole.held_for = whole.held_for.or(group.held_for);
    whole.trained = whole.trained.or(group.trained);
    whole.not = whole.not.or(group.not);
    whole
}

/// 5.6: what is always protected.
const ALWAYS_PROTECTED: &str = "
  .foureyes/**            .github/workflows/**     .github/actions/**       .gitlab-ci.yml
  .gitlab/ci/**           .ci/**                   .circleci/**             .buildkite/**
  azure-pipelines.yml     bitbucket-pipelines.yml  Jenkinsfile              .githooks/**
  .husky/**               .pre-commit-config.yaml  CODEOWNERS               .github/CODEOWNERS
  docs/CODEOWNERS         .gitmodules";
