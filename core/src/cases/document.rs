//! The file of cases, as it is written.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::IntoDeserializer;
use serde::{Deserialize, Deserializer, de};

use crate::change::{
    Action, Basis, Blast, ChangeFacts, Credential, Debt, EvidenceResult, FactValue, Kind,
    PlanState, RepoPath, Rollout,
};
use crate::decision::{Because, Verdict};
use crate::fact::Origin;
use crate::id::{
    Account, Code, Environment, EvidenceType, FactKey, Mark, Meaning, PrincipalId, Region, Service,
};
use crate::policy::{Assurance, OneOrMany};
use crate::provenance::Involvement;
use crate::roster::RosterDocument;
use crate::statement::DelegationScope;
use crate::time::{Span, Timestamp};

/// The version of a file of cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum CasesFormat {
    /// Version 1.
    #[serde(rename = "foureyes/cases/v1")]
    V1,
}

/// Cases beside a policy: what it has to say of made-up changes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct CasesDocument {
    /// `foureyes/cases/v1`.
    pub cases: CasesFormat,
    /// The policy: the name of a built-in one, or a path beside this file. Absent: the file of the same name.
    #[serde(default)]
    pub policy: Option<String>,
    /// The people and services. Absent: the standing cast.
    #[serde(default)]
    pub roster: Option<RosterDocument>,
    /// A roster beside this file instead.
    #[serde(default)]
    pub roster_file: Option<String>,
    /// The instant of cases that name none. Absent: 2026-03-10T12:00:00Z.
    #[serde(default)]
    pub now: Option<Timestamp>,
    /// What the changes of all cases are like, as far as they do not say otherwise.
    #[serde(default)]
    pub change: ShortChange,
    /// The cases.
    #[serde(rename = "case")]
    pub entries: Vec<Case>,
}

/// One case.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Case {
    /// What it shows. No two have the same.
    pub name: String,
    /// The change, where it differs from the usual.
    #[serde(default)]
    pub change: ShortChange,
    /// The change in full instead, as a change document.
    #[serde(default)]
    pub document: Option<Box<ChangeFacts>>,
    /// Who has said how the content was made.
    #[serde(default)]
    pub authorship: Vec<AuthorshipEntry>,
    /// Who lets whom approve in her authority.
    #[serde(default)]
    pub delegations: Vec<DelegationEntry>,
    /// Who has approved it.
    #[serde(default)]
    pub approvals: Vec<ShortOr<PrincipalId, ApproveEntry>>,
    /// Who has let it go because of an incident.
    #[serde(default)]
    pub break_glass: Vec<ShortOr<PrincipalId, BreakGlassEntry>>,
    /// Who has rejected it.
    #[serde(default)]
    pub rejects: Vec<PrincipalId>,
    /// Who has lifted these rejects.
    #[serde(default)]
    pub lifts: Vec<PrincipalId>,
    /// Whose keys were revoked a day before.
    #[serde(default)]
    pub revoked: Vec<PrincipalId>,
    /// Whether a freeze of the policy is in force: the runner adds one.
    #[serde(default)]
    pub frozen: bool,
    /// The instant.
    #[serde(default)]
    pub now: Option<Timestamp>,
    /// What must come out.
    pub verdict: Verdict,
    /// Why it is allowed. Absent: not compared.
    #[serde(default)]
    pub because: Option<Because>,
    /// Everything that holds or refuses, each as its code, with `document/rule`, `/name` and subject as far as it
    /// matters.
    #[serde(default)]
    pub reasons: Vec<String>,
    /// What the reader must be told at least, written as in `reasons`.
    #[serde(default)]
    pub notes: Vec<String>,
    /// Whose approvals count, for whatever. Absent: not compared.
    #[serde(default)]
    pub counted: Option<Vec<PrincipalId>>,
    /// Which approvals do not count, as `code person`. Absent: not compared.
    #[serde(default)]
    pub ignored: Option<Vec<String>>,
    /// The smallest set of people still missing. Absent: not compared.
    #[serde(default)]
    pub missing: Option<Vec<PrincipalId>>,
    /// What is owed after an allow, as a code and a person such as `review bob`. Absent: not compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owed: Option<Vec<String>>,
}

/// Somebody who has said how far an AI was involved.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AuthorshipEntry {
    /// Who.
    pub by: PrincipalId,
    /// How far.
    pub involvement: Involvement,
}

/// Somebody who lets somebody else approve in her authority.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DelegationEntry {
    /// Who.
    pub by: PrincipalId,
    /// Whom.
    pub to: PrincipalId,
    /// In what.
    pub scope: DelegationScope,
    /// How long ago. Absent: an hour.
    #[serde(default)]
    pub ago: Option<Span>,
    /// For how long it counts from then on. Absent: 30 days.
    #[serde(default)]
    pub lasts: Option<Span>,
}

/// An approval that is not as usual.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct ApproveEntry {
    /// Who.
    pub by: PrincipalId,
    /// In whose authority, where that is not her own.
    #[serde(default)]
    pub on_behalf_of: Option<PrincipalId>,
    /// How long ago. Absent: ten minutes.
    #[serde(default)]
    pub ago: Option<Span>,
    /// For how long it counts from then on. Absent: 30 days.
    #[serde(default)]
    pub lasts: Option<Span>,
    /// What it means.
    #[serde(default)]
    pub meaning: Vec<Meaning>,
    /// What was acknowledged.
    #[serde(default)]
    pub acknowledged: Vec<Code>,
    /// `touched` or `verified`: with a security key. Absent: signed in software.
    #[serde(default)]
    pub assurance: Option<Assurance>,
    /// Whether it was given for earlier content of the change.
    #[serde(default)]
    pub earlier: bool,
    /// The environment that it was given for, if it is another.
    #[serde(default)]
    pub environment: Option<Environment>,
    /// Whether she has withdrawn it.
    #[serde(default)]
    pub withdrawn: bool,
}

/// A break-glass statement that is not as usual.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct BreakGlassEntry {
    /// Who.
    pub by: PrincipalId,
    /// How long ago. Absent: ten minutes.
    #[serde(default)]
    pub ago: Option<Span>,
    /// For how long it counts from then on. Absent: an hour.
    #[serde(default)]
    pub lasts: Option<Span>,
    /// `signed`: in software. Absent: a security key was touched.
    #[serde(default)]
    pub assurance: Option<Assurance>,
}

/// How far an AI took part, as a case says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum AiWord {
    /// Nobody has said anything.
    Unknown,
    /// The author has signed a commit that says that none did.
    None,
    /// Somebody claims this.
    Advised,
    /// Somebody claims this.
    Assisted,
    /// Somebody claims this.
    Generated,
    /// Somebody claims this.
    Autonomous,
}

/// The record of a check that is not as usual.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvidenceEntry {
    /// What was checked.
    #[serde(rename = "type")]
    pub kind: EvidenceType,
    /// How it turned out. Absent: passed.
    #[serde(default)]
    pub result: Option<EvidenceResult>,
    /// Who made it. Absent: the embedding system.
    #[serde(default)]
    pub issuer: Option<PrincipalId>,
    /// Who vouches for it. Absent: collected.
    #[serde(default)]
    pub origin: Option<Origin>,
    /// How long ago. Absent: ten minutes.
    #[serde(default)]
    pub ago: Option<Span>,
}

/// A standing approval that was used before.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UseEntry {
    /// Which, as `document/envelope`.
    pub envelope: String,
    /// How long ago.
    pub ago: Span,
}

macro_rules! short_change {
    ($($(#[doc = $doc:literal])+ $(#[serde($($serde:tt)*)])? $field:ident: $type:ty,)*) => {
        /// A change in a few words. What it does not say is as usual.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        #[non_exhaustive]
        pub struct ShortChange {
            $($(#[doc = $doc])+ #[serde(default $(, $($serde)*)?)] pub $field: Option<$type>,)*
        }

        impl ShortChange {
            /// Returns this change with what it leaves open taken from another.
            #[must_use]
            pub fn or(&self, other: &Self) -> Self {
                Self { $($field: self.$field.clone().or_else(|| other.$field.clone()),)* }
            }

            /// Reports whether it says nothing.
            pub fn is_empty(&self) -> bool {
                *self == Self::default()
            }
        }
    };
}

short_change! {
    /// What is about to happen. Absent: deploy.
    action: Action,
    /// Where. Absent: production.
    environment: Environment,
    /// In which regions. Absent: the environment as a whole.
    regions: Vec<Region>,
    /// What sorts of change. Absent: code.
    kinds: Vec<Kind>,
    /// The services handed in. Absent: the first of the roster.
    services: Vec<Service>,
    /// The tiers handed in, beside those of the services.
    tiers: Vec<u8>,
    /// Whether it destroys something. Absent: no.
    destructive: bool,
    /// Whether it can be undone. Absent: yes.
    reversible: bool,
    /// How it is rolled out. Absent: staged.
    rollout: Rollout,
    /// How far it reaches. Absent: cell.
    blast: Blast,
    /// The paths that it modifies. Absent: one of the first service.
    paths: Vec<RepoPath>,
    /// How many lines are added, all in the first path. Absent: 4.
    lines: u64,
    /// The resources of its plan, each as `delete aws_db_instance.orders`. Absent: none.
    resources: Vec<String>,
    /// Says that no path and no resource changes.
    empty: bool,
    /// How the plan stands. Absent: there is none.
    plan: PlanState,
    /// What the credential was issued for. Absent: for this.
    credential: Credential,
    /// Who wrote it: ids of the roster, or accounts such as `email:x@example.org`. Absent: the first person of the
    /// roster.
    author: OneOrMany<String>,
    /// Who wrote it with the author.
    co_authors: Vec<String>,
    /// Who pushed it.
    pusher: String,
    /// Who asked for it to go live.
    requester: String,
    /// Who told an agent to do it.
    operator: String,
    /// Who carries it out.
    executor: String,
    /// How it is known who they are. Absent: authenticated.
    identity: Basis,
    /// How far an AI took part. Absent: an agent acted by itself; no other author had one.
    ai: OneOrMany<AiWord>,
    /// The tool that is claimed.
    tool: String,
    /// The model that is claimed.
    model: String,
    /// The account that the tool is claimed to have worked for.
    claimed_operator: Account,
    /// Whether it is the first contribution of somebody who wrote something. Absent: no.
    first_contribution: bool,
    /// The checks that have passed, or records in full. Absent: none.
    evidence: Vec<ShortOr<EvidenceType, EvidenceEntry>>,
    /// The labels that only tighten. Absent: none.
    marks: Vec<Mark>,
    /// Custom facts, collected.
    facts: BTreeMap<FactKey, FactValue>,
    /// How long ago exactly this was live in the same place for the last time, by this gate's leave. Absent: never.
    restores: Span,
    /// The reviews that are owed for emergencies. Absent: none.
    debts: Vec<Debt>,
    /// How long ago which standing approvals were used. Absent: never.
    uses: Vec<UseEntry>,
    /// How long ago the change digest was seen for the first time. Absent: not known.
    first_seen: Span,
    /// How long ago it was asked for. Absent: not known.
    requested: Span,
    /// The facts that somebody taking part has declared, by their place in the change document.
    declared: Vec<String>,
    /// The facts that are not known, by their place in the change document.
    unknown: Vec<String>,
}

/// A name, or everything that there is to say.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(untagged, rename = "ShortOr_for_{S}_and_{L}")
)]
pub enum ShortOr<S, L> {
    /// As usual.
    Short(S),
    /// In full.
    Long(L),
}

struct ShortOrVisitor<S, L>(PhantomData<(S, L)>);

impl<'de, S: Deserialize<'de>, L: Deserialize<'de>> de::Visitor<'de> for ShortOrVisitor<S, L> {
    type Value = ShortOr<S, L>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name, or a table")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        S::deserialize(text.into_deserializer()).map(ShortOr::Short)
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        L::deserialize(de::value::MapAccessDeserializer::new(map)).map(ShortOr::Long)
    }
}

impl<'de, S: Deserialize<'de>, L: Deserialize<'de>> Deserialize<'de> for ShortOr<S, L> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShortOrVisitor(PhantomData))
    }
}
