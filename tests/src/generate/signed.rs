//! More of what people and machines sign: commits, clicks, keys that end, duties; rosters made of several, and changes
//! of the gate itself.

use foureyes::Roster;
use foureyes::change::{Change, CommitSignature};
use foureyes::digest::Digest;
use foureyes::roster::RevocationReason;
use foureyes::statement::{Approval, Authority, SeenThen, Signer, Statement, Vouch};
use serde_json::{Value, json};

use super::statements::{Draft, Twist, What};
use super::{Cast, Choices, World, at, instant};
use crate::sshsig::SshSig;
use crate::{keys, must};

const TWISTS: &[Twist] = &[
    Twist::None,
    Twist::None,
    Twist::None,
    Twist::None,
    Twist::Content,
    Twist::Place,
    Twist::Expired,
    Twist::Impostor,
    Twist::Critical,
    Twist::Delegated,
];

/// What stands below the first line of a signed commit.
const TRAILERS: &[&str] = &[
    "\n\nAssisted-by: none\n",
    "\n\nAssisted-by: none\n",
    "\n\nAssisted-by: none\nCo-authored-by: Bob <bob@example.org>\n",
    "\n\nAssisted-by: Claude\n",
    "\n",
];

impl World {
    /// Adds more of what is signed.
    pub(super) fn more_signed(&mut self, choices: &mut Choices<'_>) {
        if choices.chance(35) {
            self.signed_commits(choices);
        }
        if choices.chance(35) {
            self.clicks(choices);
        }
        if choices.chance(25) {
            self.fast(choices);
        }
        if choices.chance(25) {
            self.transition(choices);
        }
        if choices.chance(20) {
            self.include();
        }
    }

    /// A list of the change, where it is whole.
    fn listed(&mut self, place: &str) -> Option<&mut Vec<Value>> {
        self.change.pointer_mut(place)?.as_array_mut()
    }

    fn principal(&mut self, index: usize) -> &mut Value {
        &mut self.roster["principal"][index]
    }

    /// Commits that somebody has signed with a key of the roster.
    fn signed_commits(&mut self, choices: &mut Choices<'_>) {
        let commits = ["whole", "partial"].iter().find_map(|extent| {
            let list = self.change["exact"]["commits"][extent].as_array();
            list.cloned()
        });
        let commits: Vec<Value> = commits.unwrap_or_default();
        let mut signed = Vec::new();
        let count = self.cast.people.len();
        let mut holders: Vec<usize> = Vec::new();
        for commit in &commits {
            if choices.chance(20) {
                continue;
            }
            let by = *choices.pick(&[0, 0, 0, 1, 2, count - 2, count - 1]);
            let id = self.cast.people[by].id.clone();
            let is_hardware = by % 2 == 1;
            let flags = *choices.pick(&[1, 5, 0]);
            let how = if is_hardware {
                SshSig::hardware(&id, "git", flags)
            } else {
                SshSig::plain(&id, "git")
            };
            if !holders.contains(&by) {
                holders.push(by);
                let public = if is_hardware {
                    keys::hardware(&id)
                } else {
                    keys::public(&id).to_string()
                };
                let mut key = json!({"public": public, "scheme": "sshsig"});
                if choices.chance(20) {
                    key["since"] = json!(instant(*choices.pick(&[-60, 60])));
                }
                if choices.chance(20) {
                    let reason = *choices.pick(&["compromised", "retired"]);
                    let at = *choices.pick(&[-600, 600]);
                    key["revoked"] = json!({"at": instant(at), "reason": reason});
                }
                if let Some(list) = self.principal(by)["key"].as_array_mut() {
                    list.push(key);
                }
            }
            let trailers = *choices.pick(TRAILERS);
            let text = format!("tree {}\n\nFix it{trailers}", "a".repeat(40));
            let mut signature = how.sign(text.as_bytes());
            if choices.chance(10) {
                signature = how.sign(b"something else");
            }
            signed.push(CommitSignature {
                commit: must(commit.as_str().unwrap_or_default().parse()),
                signed: text.into_bytes(),
                signature,
            });
        }
        self.change["live"]["commitSignatures"] = must(serde_json::to_value(signed));
        // Whose header says so, and nobody else.
        let parts = self.listed("/live/participants/whole");
        let first = parts.and_then(|parts| parts.first_mut());
        if let Some(first) = first
            && choices.chance(50)
        {
            first["basis"] = json!("asserted");
            first["commits"] = json!(commits);
        }
    }

    /// What people clicked on a platform, as a service saw it.
    fn clicks(&mut self, choices: &mut Choices<'_>) {
        let last = self.cast.people.len() - 1;
        let platform = *choices.pick(&["github", "github", "github", "login"]);
        self.principal(last)["vouches"] = json!([platform]);
        let humans = self.cast.humans().count();
        for _ in 0..*choices.pick(&[1, 1, 2, 3]) {
            let by = if choices.chance(10) { last - 1 } else { last };
            let (person, twist) = (choices.below(humans), *choices.pick(TWISTS));
            let issued = *choices.pick(&[-600, -600, -5_000, 60]);
            self.draft(by, What::Vouch(person, twist), issued);
            let click = self.drafts.len() - 1;
            match choices.below(8) {
                0 => self.draft(by, What::Withdraw(vec![click]), -300),
                1 => self.draft(person, What::Withdraw(vec![click]), -300),
                2 => self.draft(*choices.pick(&[by, person]), What::WithdrawAll, -300),
                _ => {}
            }
        }
        let rules = self.policy["rule"].as_array_mut();
        for rule in rules.into_iter().flatten() {
            let asked = rule.get_mut("require").and_then(|list| list.get_mut(0));
            let asked = asked.filter(|asked| asked.get("approvals").is_some());
            if let Some(asked) = asked
                && choices.chance(80)
            {
                asked["with"]["assurance"] = json!("vouched");
            }
        }
        if choices.chance(15) {
            let role =
                json!({"who": {"principal": "svc"}, "role": "committer", "basis": "authenticated"});
            let parts = self.listed("/live/participants/whole");
            parts.into_iter().for_each(|parts| parts.push(role.clone()));
        }
    }

    /// Keys that end, and duties, as somebody signs them.
    fn fast(&mut self, choices: &mut Choices<'_>) {
        let count = self.cast.people.len();
        for _ in 0..*choices.pick(&[1, 1, 2]) {
            let by = choices.below(count);
            if choices.chance(70) {
                let seeds: Vec<u8> = self.cast.people.iter().map(|one| one.keys[0]).collect();
                let own = self.cast.people[by].keys[0];
                let other = *choices.pick(&seeds);
                let seed = *choices.pick(&[own, other]);
                let reason =
                    *choices.pick(&[RevocationReason::Compromised, RevocationReason::Retired]);
                let issued = *choices.pick(&[-700, -60, 60]);
                self.draft(by, What::Revoke(seed, reason), issued);
            } else {
                let schedules = !choices.chance(20);
                let list = self.principal(by)["roles"].as_array().cloned();
                let mut roles = list.unwrap_or_default();
                roles.extend(schedules.then(|| json!("scheduler")));
                self.principal(by)["roles"] = json!(roles);
                let twist = *choices.pick(TWISTS);
                self.draft(by, What::OnDuty(twist), *choices.pick(&[-60, 60, 300]));
            }
        }
    }

    /// A change of the gate, with what it brings in.
    fn transition(&mut self, choices: &mut Choices<'_>) {
        if choices.chance(85) {
            let path = json!({"path": ".foureyes/policy.toml", "action": "modified"});
            let paths = self.listed("/exact/paths/whole");
            let has = |paths: &Vec<Value>| paths.iter().any(|one| one["path"] == path["path"]);
            paths
                .into_iter()
                .filter(|paths| !has(paths))
                .for_each(|paths| paths.push(path.clone()));
        }
        let (mut policy, mut roster) = (self.policy.clone(), self.roster.clone());
        if choices.chance(70) {
            policy["version"] = json!(choices.pick(&[4, 4, 4, 3, 5]));
            let more = json!({"id": "more", "why": "It is new.", "require": [{"approvals": choices.pick(&[1, 2])}]});
            if choices.chance(50)
                && let Some(rules) = policy["rule"].as_array_mut()
            {
                rules.push(more);
            } else {
                policy["unresolved"] = json!("raise");
            }
        }
        if choices.chance(70) {
            roster["version"] = json!(choices.pick(&[8, 8, 8, 7, 9]));
            let index = *choices.pick(&[1, 2]);
            let person = &mut roster["principal"][index];
            match choices.below(4) {
                0 => person["level"] = json!("principal"),
                1 => person["status"] = json!("former"),
                2 => person["roles"] = json!(["policy_owner"]),
                _ => {
                    // The old roster is the one that lacks a key.
                    let old = &mut self.roster["principal"][index];
                    let list = old["key"].as_array_mut();
                    list.into_iter().for_each(|keys| keys.truncate(1));
                    old["key"][0]["public"] = json!(keys::public("elsewhere").to_string());
                }
            }
        }
        if choices.chance(5) {
            policy["rule"] =
                json!([{"id": "broken", "why": "It is.", "require": [{"approvals": 0}]}]);
        }
        self.candidate = Some((policy, roster));
    }

    /// Moves the last person of many into a roster that is included.
    fn include(&mut self) {
        let index = self.cast.humans().count() - 1;
        if index < 3 {
            return;
        }
        let old = self.cast.people[index].id.clone();
        let new = format!("pay.{old}");
        let mut part = json!({
            "roster": "foureyes/roster/v1",
            "id": "payments",
            "version": 1,
            "levels": ["junior", "mid", "senior", "principal"],
            "team": self.roster["team"],
            "principal": [self.roster["principal"][index]],
            "service": [
                {"id": "checkout", "tier": 2, "paths": ["db/**"], "ownerTeams": ["core"]},
                {"id": "search", "tier": 3, "paths": ["elsewhere/**"], "owners": [old]},
            ],
        });
        if index == 4 {
            part["expires"] = json!(instant(900));
        }
        let digest = {
            let text = part.to_string();
            must(Roster::from_json(text.as_bytes()))
                .digest()
                .to_string()
        };
        let include = json!([{"roster": "payments", "prefix": "pay", "digest": digest}]);
        self.cast.people[index].id = new.clone();
        let candidates = self.candidate.iter_mut().map(|(_, roster)| roster);
        for roster in candidates.chain([&mut self.roster]) {
            if let Some(list) = roster["principal"].as_array_mut() {
                list.remove(index);
                list.iter_mut()
                    .filter(|one| one["operator"] == json!(old))
                    .for_each(|one| one["operator"] = json!(new));
            }
            for service in roster["service"].as_array_mut().into_iter().flatten() {
                let owners = service["owners"].as_array_mut().into_iter().flatten();
                owners
                    .filter(|one| **one == json!(old))
                    .for_each(|one| *one = json!(new));
            }
            roster["include"] = include.clone();
        }
        self.part = Some(part);
    }
}

/// The word of a service that somebody approved on a platform.
pub(super) fn vouch(
    (person, twist): (usize, Twist),
    cast: &Cast,
    signer: Signer,
    change: &Change,
    seen: &SeenThen,
    draft: &Draft,
) -> Statement {
    let (issued, nonce) = (at(draft.issued), draft.nonce.to_string());
    let owner = Signer {
        id: cast.people[person].id.parse().expect("an id"),
        key: signer.key.clone(),
    };
    let expires = at(draft.issued + 86_400);
    let mut approval = Approval::of(change, seen.clone(), owner, issued, expires, nonce.clone());
    approval.meaning = vec!["review".parse().expect("a word")];
    let account = match twist {
        Twist::Place => format!("email:{}@example.org", cast.people[person].id),
        Twist::Impostor => "github:svc".to_owned(),
        _ => format!("github:{person}00"),
    };
    match twist {
        Twist::Content => approval.change_digest = Digest::of(b"other"),
        Twist::Delegated => {
            approval.authority = Authority::OnBehalfOf("bob".parse().expect("an id"));
        }
        Twist::Expired => approval.expires = at(-60),
        _ => {}
    }
    let account = account.parse().expect("an account");
    let mut word = Vouch::new(account, approval, signer, issued, nonce);
    if twist == Twist::Critical {
        word.critical = vec!["unheardOf".to_owned()];
    }
    Statement::Vouch(word)
}
