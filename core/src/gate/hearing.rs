//! What people and services have signed about the change itself, heard before anything is judged (semantics 6.2.2,
//! 9.3.1).

use std::collections::BTreeSet;

use super::Request;
use super::clock::Clock;
use super::compile::Compiled;
use super::eligible::Judge;
use super::evaluate::{Mode, is_old, verified_here};
use super::facts::View;
use super::fast::Fast;
use super::standing::{declared, testimonies};
use crate::decision::{IgnoredRecord, Reason, ReasonCode};
use crate::digest::Digest;
use crate::statement::{SeenThen, StatementSet, Verified};

/// What came of what was signed about the change itself: how its content was made, how checks turned out.
pub(super) struct Heard {
    pub(super) counted: BTreeSet<Digest>,
    pub(super) notes: Vec<Reason>,
    pub(super) ignored: BTreeSet<IgnoredRecord>,
}

/// Hears them before anything is judged by it.
pub(super) fn hear(
    view: &mut View<'_>,
    clock: &Clock,
    statements: &StatementSet,
    request: &Request<'_>,
    mode: &Mode<'_>,
) -> Heard {
    let is_added = |verified: &Verified| match mode {
        Mode::New { old } => !is_old(old, verified),
        Mode::Plain | Mode::Old => false,
    };
    let judge = Judge { view, clock };
    let (records, refused) = testimonies(&judge, statements, request, is_added);
    let (seen, records): (BTreeSet<Digest>, Vec<_>) = records.into_iter().unzip();
    view.testify(records);
    let mut heard = words(view, clock, statements, request, is_added);
    heard.counted.extend(seen);
    heard.ignored.extend(refused);
    heard
}

/// Hears the words on how the content was made.
fn words(
    view: &mut View<'_>,
    clock: &Clock,
    statements: &StatementSet,
    request: &Request<'_>,
    is_added: impl Fn(&Verified) -> bool,
) -> Heard {
    let judge = Judge { view, clock };
    let (words, mut ignored) = declared(&judge, statements, request, is_added);
    if words.is_empty() {
        return Heard {
            counted: BTreeSet::new(),
            notes: Vec::new(),
            ignored,
        };
    }
    let (counted, idle) = view.hear(&words);
    let person = |id: &Digest| words.iter().find(|word| word.statement == *id);
    ignored.extend(idle.into_iter().map(|(statement, code)| IgnoredRecord {
        code,
        statement,
        person: person(&statement).map(|word| word.person.clone()),
        differs: None,
    }));
    // Of two copies of a statement (see `verify`) the one that counts is the news.
    ignored.retain(|one| !counted.contains(&one.statement));
    let notes = counted.iter().filter_map(person).map(|word| {
        Reason::note(ReasonCode::AuthorshipCounts)
            .subject(word.person.as_str())
            .detail("involvement", word.involvement.word())
    });
    Heard {
        notes: notes.collect(),
        counted,
        ignored,
    }
}

/// What a signer sees of a change, with the statements that are there.
pub(super) fn seen(compiled: &Compiled, request: &Request<'_>) -> SeenThen {
    let clock = Clock::new(request.now);
    let compiled = compiled.in_force(&clock);
    let statements = verified_here(compiled, request.statements);
    let fast = Fast::new(compiled, &clock, &statements, request);
    let request = &fast.add_to(request);
    let mut view = View::new(compiled, request.change, &clock, request.revocations);
    hear(&mut view, &clock, &statements, request, &Mode::Plain);
    view.seen()
}
