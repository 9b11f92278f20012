//! Atoms about tools and about those who took part.

use crate::case::Case;
use crate::is;
use foureyes::change::{Basis, Lines, ParticipantRole, PathAction, PathChange};
use foureyes::fact::Listed;
use foureyes::provenance::{Claim, ClaimBasis, Involvement};

use super::policy_words::{atom, must};

/// Atoms about tools and about those who took part (2.8).
pub(super) fn cases() -> Vec<Case> {
    let mut cases = tools();
    cases.extend(lines());
    cases.extend(actors());
    cases
}

fn claim(involvement: Involvement, tool: Option<&str>, model: Option<&str>) -> Claim {
    Claim {
        tool: tool.map(str::to_owned),
        model: model.map(str::to_owned),
        ..Claim::new(involvement, ClaimBasis::Declared)
    }
}

fn written_by(tool: &str) -> Listed<Claim> {
    Listed::Whole(vec![claim(Involvement::Generated, Some(tool), None)])
}

/// Lines of a path with what a tool recorded of them.
fn made(path: &str, involvement: Option<Involvement>) -> Lines {
    Lines {
        path: is(path),
        involvement,
        tool: None,
        model: None,
        lines: 7,
    }
}

/// A place with a path of the change, one without, and what tools recorded about them (6.6).
fn lines() -> Vec<Case> {
    use Involvement::{Generated, None as Nobody};
    let none = "provenance = { presume = \"none\" }\n[paths]\nhot = [\"checkout/**\"]";
    let hot = "[paths]\nhot = [\"checkout/**\"]";
    let cold = "[paths]\nhot = [\"billing/**\"]";
    let ask = "aiTouches = \"hot\"";
    let case = |id: &str, title: &str, members: &str, applies: bool, edit: fn(&mut Case)| {
        atom((id, title), members, ask, applies, edit).about("6.6")
    };
    vec![
        case(
            "lines-by-ai-in-a-place",
            "A tool recorded that an AI made lines in the place",
            hot,
            true,
            |c| {
                c.change.live.attribution =
                    Listed::Partial(vec![made("checkout/pay.rs", Some(Generated))]);
            },
        ),
        case(
            "lines-nobody-recorded",
            "Where nobody vouches that all is recorded, an AI could have made what stands in the place",
            hot,
            true,
            |c| {
                c.change.live.attribution =
                    Listed::Partial(vec![made("docs/guide.md", Some(Generated))]);
            },
        ),
        case(
            "lines-elsewhere",
            "Where nothing of the change is in the place, no AI made anything there",
            cold,
            false,
            |_| {},
        ),
        case(
            "lines-whole-record",
            "Where all is recorded, the AI made lines elsewhere only",
            hot,
            false,
            |c| {
                c.change.live.attribution = Listed::Whole(vec![
                    made("docs/guide.md", Some(Generated)),
                    made("checkout/pay.rs", Some(Nobody)),
                ]);
            },
        ),
        case(
            "lines-of-unknown-origin",
            "Lines of which the record does not know who made them could be an AI's",
            hot,
            true,
            |c| {
                c.change.live.attribution = Listed::Whole(vec![made("checkout/pay.rs", None)]);
            },
        ),
        case(
            "lines-presumed-without-ai",
            "Where silence is presumed to be none, no AI made lines anywhere",
            none,
            false,
            |_| {},
        ),
        case(
            "lines-under-an-odd-name",
            "A record under a name that cannot be normalised could be about any place",
            hot,
            true,
            |c| {
                c.change.live.attribution =
                    Listed::Whole(vec![made("draft\\pay.rs", Some(Generated))]);
            },
        ),
        case(
            "lines-by-nobody-under-an-odd-name",
            "Where it says that no AI made them, its name makes no difference",
            hot,
            false,
            |c| {
                c.change.live.attribution =
                    Listed::Whole(vec![made("draft\\pay.rs", Some(Nobody))]);
            },
        ),
        case(
            "lines-renamed-since",
            "What an AI made elsewhere and was moved into the place is in the place",
            hot,
            true,
            |c| {
                c.change.exact.paths = Listed::Whole(vec![PathChange {
                    old_path: Some(is("draft/pay.rs")),
                    ..PathChange::new(is("checkout/pay.rs"), PathAction::Renamed)
                }]);
                c.change.live.attribution =
                    Listed::Whole(vec![made("draft/pay.rs", Some(Generated))]);
            },
        ),
    ]
}

fn tools() -> Vec<Case> {
    let none = "provenance = { presume = \"none\" }";
    let assisted = "provenance = { presume = \"assisted\" }";
    let ask = "tool = [\"codex\", \"cursor\"]";
    vec![
        atom(
            ("tool-claimed", "A tool that a claim names"),
            "",
            ask,
            true,
            |case| {
                case.change.live.claims = written_by("cursor");
            },
        ),
        atom(
            (
                "tool-silence-could-be-any",
                "Where nobody claims AI, any tool could have been at work",
            ),
            "",
            ask,
            true,
            |_| {},
        ),
        atom(
            (
                "tool-presumed-none",
                "Where silence is presumed to be none, no tool was at work",
            ),
            none,
            ask,
            false,
            |_| {},
        ),
        atom(
            (
                "tool-presumed-assisted",
                "Where help is presumed, the tool is not known",
            ),
            assisted,
            ask,
            true,
            |_| {},
        ),
        atom(
            ("tool-another", "Another tool, and no other could be"),
            none,
            ask,
            false,
            |case| {
                case.change.live.claims = written_by("claude-code");
            },
        ),
        atom(
            ("tool-beside-another", "A further claim never hides a tool"),
            none,
            ask,
            true,
            |case| {
                case.change.live.claims = Listed::Whole(vec![
                    claim(Involvement::Generated, Some("claude-code"), None),
                    claim(Involvement::Advised, Some("codex"), None),
                ]);
            },
        ),
        atom(
            (
                "tool-not-named",
                "A claim of AI without a tool could be of any",
            ),
            none,
            ask,
            true,
            |case| {
                case.change.live.claims =
                    Listed::Whole(vec![claim(Involvement::Assisted, None, None)]);
            },
        ),
        atom(
            (
                "model-family",
                "A star at the end of a model stands for anything",
            ),
            none,
            "model = \"claude-opus-*\"",
            true,
            |case| {
                let model = Some("claude-opus-4-6");
                case.change.live.claims =
                    Listed::Whole(vec![claim(Involvement::Assisted, None, model)]);
            },
        ),
        atom(
            (
                "model-another",
                "Without a star a model is compared as a whole",
            ),
            none,
            "model = \"claude-opus\"",
            false,
            |case| {
                let model = Some("claude-opus-4-6");
                case.change.live.claims =
                    Listed::Whole(vec![claim(Involvement::Assisted, None, model)]);
            },
        ),
        must(
            (
                "recorded-all",
                "Every claim of AI says the tool and the model",
            ),
            "recorded = [\"tool\", \"model\"]",
            true,
            |case| {
                case.change.live.claims = Listed::Whole(vec![claim(
                    Involvement::Assisted,
                    Some("codex"),
                    Some("gpt-5"),
                )]);
            },
        ),
        must(
            (
                "recorded-some",
                "One claim of AI that does not say the model is enough",
            ),
            "recorded = [\"tool\", \"model\"]",
            false,
            |case| {
                case.change.live.claims = Listed::Whole(vec![
                    claim(Involvement::Generated, Some("codex"), None),
                    claim(Involvement::Assisted, Some("codex"), Some("gpt-5")),
                ]);
            },
        ),
        must(
            (
                "recorded-unread",
                "Claims that nobody has gathered could lack anything",
            ),
            "recorded = \"tool\"",
            false,
            |case| case.change.live.claims = Listed::Absent,
        ),
    ]
}

fn actors() -> Vec<Case> {
    let asserted = |case: &mut Case| {
        case.change.live.participants = Listed::Whole(Vec::new());
        case.took_part("login:bob", ParticipantRole::Author, Basis::Asserted);
    };
    let mut part = must(
        (
            "acted-of-a-part",
            "Of a part of those who took part nothing is known of all",
        ),
        "acted = \"human\"",
        false,
        |case| {
            let known = case.change.live.participants.known().to_vec();
            case.change.live.participants = Listed::Partial(known);
        },
    );
    part.hold(&[
        "hold list_partial live.participants",
        "hold must_not_met acme/rule/must",
    ]);
    vec![
        part,
        atom(
            (
                "acted-person",
                "A person whose identity is checked is no agent",
            ),
            "",
            "acted = \"agent\"",
            false,
            |_| {},
        ),
        atom(
            (
                "acted-asserted",
                "Whoever is only written down could be an agent",
            ),
            "",
            "acted = \"agent\"",
            true,
            asserted,
        ),
        must(
            (
                "acted-must-be-people",
                "Only people whose identity is checked took part",
            ),
            "acted = \"human\"",
            true,
            |_| {},
        ),
        must(
            (
                "acted-must-be-checked-people",
                "Who is only written down is not known to be a person",
            ),
            "acted = \"human\"",
            false,
            asserted,
        ),
    ]
}
