//! Rosters that do not hold together.

use crate::case::Case;
use crate::keys;
use crate::vector::Document;
use base64ct::{Base64, Encoding as _};

use super::input::{Faults, HEAD, human, refused};

fn key_of(name: &str) -> String {
    key(&keys::public(name).to_string())
}

fn key(public: &str) -> String {
    format!("[[principal.key]]\npublic = \"{public}\"\nscheme = \"ed25519\"\n")
}

/// A key of these bytes.
fn point(bytes: &[u8]) -> String {
    let mut wire = Vec::new();
    for part in [b"ssh-ed25519".as_slice(), bytes] {
        wire.extend_from_slice(&u32::try_from(part.len()).unwrap_or_default().to_be_bytes());
        wire.extend_from_slice(part);
    }
    key(&format!("ssh-ed25519 {}", Base64::encode_string(&wire)))
}

/// Rosters that do not hold together (7, 9.5).
pub(super) fn cases() -> Vec<Case> {
    let of = |id: &str, title: &str, rest: &str, faults: Faults<'_>| {
        let mut case = refused((id, title), &["7", "7.5", "9.5"], faults);
        case.roster_text = Some(Document::Toml(format!("{HEAD}{rest}")));
        case
    };
    let one = |id: &str, title: &str, rest: &str, code: &str, path: &str| {
        of(id, title, rest, &[("roster acme", code, path)])
    };
    let read = |id: &str, title: &str, rest: &str, code: &str, path: &str| {
        of(id, title, rest, &[("roster", code, path)])
    };
    // The point of order 1, and y = p + 1 in its stead: the second is the first, spelt beyond the field.
    let mut identity = [0; 32];
    if let Some(first) = identity.first_mut() {
        *first = 1;
    }
    let mut beyond = [0xff; 32];
    for (slot, byte) in [(0, 0xee), (31, 0x7f)] {
        if let Some(place) = beyond.get_mut(slot) {
            *place = byte;
        }
    }
    let mut no_levels = one(
        "s49-no-levels",
        "A roster has levels",
        "",
        "empty_list",
        "levels",
    );
    no_levels.roster_text = Some(Document::Toml(
        HEAD.replace("[\"junior\", \"senior\"]", "[]"),
    ));
    let hardware = key(&keys::hardware("carol"));
    vec![
        one(
            "s60-principal-twice",
            "Somebody stands once",
            &(human("carol", "") + &human("carol", "")),
            "duplicate_id",
            "principal[1]",
        ),
        read(
            "s40-principal-in-capitals",
            "Ids are lower case, so that none differ in case alone",
            &human("Carol", ""),
            "invalid_value",
            "principal[0].id",
        ),
        read(
            "s40-principal-homoglyph",
            "Ids are ASCII, so that none look alike",
            &human("сarol", ""),
            "invalid_value",
            "principal[0].id",
        ),
        one(
            "account-of-two",
            "An account is one person's",
            &(human("carol", "accounts = [\"login:c\"]")
                + &human("dave", "accounts = [\"login:c\"]")),
            "duplicate_account",
            "principal[1].accounts[0]",
        ),
        one(
            "s40-account-of-two-by-case",
            "Accounts that differ in case alone are one account to some platform",
            &(human("carol", "accounts = [\"login:carol\"]")
                + &human("dave", "accounts = [\"login:Carol\"]")),
            "duplicate_account",
            "principal[1].accounts[0]",
        ),
        read(
            "account-without-a-platform",
            "An account says of which platform it is",
            &human("carol", "accounts = [\"carol\"]"),
            "invalid_value",
            "principal[0].accounts[0]",
        ),
        one(
            "roster-unknown-level",
            "A level is one of the list",
            &human("carol", "level = \"staff\""),
            "unknown_level",
            "principal[0].level",
        ),
        one(
            "roster-unknown-team",
            "A team is one of the list",
            &human("carol", "teams = [\"security\"]"),
            "unknown_team",
            "principal[0].teams[0]",
        ),
        one(
            "roster-unknown-parent",
            "A team is within one of the list",
            "\n[[team]]\nid = \"appsec\"\nwithin = [\"security\"]\n",
            "unknown_team",
            "team[0]",
        ),
        of(
            "team-circle",
            "A team is not within itself, by however many steps",
            "\n[[team]]\nid = \"a\"\nwithin = [\"b\"]\n[[team]]\nid = \"b\"\nwithin = [\"a\"]\n",
            &[
                ("roster acme", "team_circle", "team[0]"),
                ("roster acme", "team_circle", "team[1]"),
            ],
        ),
        one(
            "s60-team-twice",
            "A team stands once",
            "\n[[team]]\nid = \"a\"\n[[team]]\nid = \"a\"\n",
            "duplicate_id",
            "team[1]",
        ),
        one(
            "s60-service-twice",
            "A service stands once: neither tier wins",
            "\n[[service]]\nid = \"a\"\ntier = 1\n[[service]]\nid = \"a\"\ntier = 3\n",
            "duplicate_id",
            "service[1]",
        ),
        one(
            "service-of-tier-zero",
            "Tiers start at 1, for services too",
            "\n[[service]]\nid = \"a\"\ntier = 0\n",
            "tier_zero",
            "service[0].tier",
        ),
        one(
            "service-of-nobody-known",
            "An owner is somebody of the roster",
            "\n[[service]]\nid = \"a\"\nowners = [\"carol\"]\n",
            "unknown_principal",
            "service[0].owners[0]",
        ),
        one(
            "service-of-no-team",
            "An owning team is one of the roster",
            "\n[[service]]\nid = \"a\"\nownerTeams = [\"sre\"]\n",
            "unknown_team",
            "service[0].ownerTeams[0]",
        ),
        one(
            "grant-of-a-service",
            "Agents and people grant, services do not",
            "\n[[principal]]\nid = \"a\"\nkind = \"service\"\ngrant = [{ actions = [\"merge\"] }]\n",
            "vacuous",
            "principal[0].grant[0]",
        ),
        one(
            "grant-of-nothing",
            "A grant says what it is for",
            "\n[[principal]]\nid = \"a\"\nkind = \"agent\"\ngrant = [{}]\n",
            "empty_condition",
            "principal[0].grant[0]",
        ),
        one(
            "grant-of-no-service",
            "A grant is for services of the roster",
            "\n[[principal]]\nid = \"a\"\nkind = \"agent\"\ngrant = [{ services = [\"a\"] }]\n",
            "unknown_service",
            "principal[0].grant[0].services[0]",
        ),
        one(
            "operator-is-an-agent",
            "An agent works for a person",
            "\n[[principal]]\nid = \"a\"\nkind = \"agent\"\noperator = \"b\"\n[[principal]]\nid = \"b\"\nkind = \"agent\"\n",
            "operator_not_human",
            "principal[0].operator",
        ),
        one(
            "operator-is-nobody",
            "Of the roster",
            "\n[[principal]]\nid = \"a\"\nkind = \"agent\"\noperator = \"b\"\n",
            "unknown_principal",
            "principal[0].operator",
        ),
        one(
            "operator-of-a-person",
            "A person has no operator",
            &(human("carol", "operator = \"dave\"") + &human("dave", "")),
            "operator_not_agent",
            "principal[0].operator",
        ),
        no_levels,
        one(
            "key-of-two",
            "A key is one person's",
            &(human("carol", &key_of("carol")) + &human("dave", &key_of("carol"))),
            "duplicate_key_bytes",
            "principal[1].key[0]",
        ),
        one(
            "key-twice",
            "A key stands once",
            &human("carol", &(key_of("carol") + &key_of("carol"))),
            "duplicate_key_bytes",
            "principal[0].key[1]",
        ),
        of(
            "key-in-two-schemes",
            "The same bytes as a key of hardware are the same key",
            &human("carol", &(key_of("carol") + &hardware)),
            &[
                ("roster acme", "duplicate_key_bytes", "principal[0].key[1]"),
                ("roster acme", "scheme_mismatch", "principal[0].key[1]"),
            ],
        ),
        one(
            "roster-key-of-small-order",
            "A key of small order signs anything",
            &human("carol", &point(&identity)),
            "bad_key",
            "principal[0].key[0]",
        ),
        one(
            "key-beyond-the-field",
            "A key is spelt in one way",
            &human("carol", &point(&beyond)),
            "bad_key",
            "principal[0].key[0]",
        ),
        read(
            "key-too-short",
            "A key has 32 bytes",
            &human("carol", &point(&[7; 31])),
            "invalid_value",
            "principal[0].key[0].public",
        ),
        read(
            "key-of-another-sort",
            "A key is Ed25519",
            &human("carol", &key("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAAQC7")),
            "invalid_value",
            "principal[0].key[0].public",
        ),
        read(
            "key-without-a-scheme",
            "A key says how it signs",
            &human(
                "carol",
                &key_of("carol").replace("scheme = \"ed25519\"\n", ""),
            ),
            "missing_field",
            "principal[0].key[0]",
        ),
        read(
            "roster-unknown-field",
            "A misspelt member would be forgotten",
            &human("carol", "stauts = \"former\""),
            "unknown_field",
            "principal[0]",
        ),
    ]
}
