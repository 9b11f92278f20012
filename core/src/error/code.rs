//! The stable codes of faults in what goes in.

use serde::{Deserialize, Serialize};

use crate::codes::codes;

codes! {
    /// What is wrong with a document, a statement to be, or a key.
    ErrorCode {
        /// A standing approval is for somebody who is no service.
        ActorNotService = "actor_not_service",
        /// A name is an environment and an alias, or an alias with two meanings.
        AliasConflict = "alias_conflict",
        /// A key is not canonical or of small order.
        BadKey = "bad_key",
        /// A commit, subject name, resource address or region stands there twice.
        Duplicate = "duplicate",
        /// Two documents say different things of what an emergency takes.
        BreakGlassConflict = "break_glass_conflict",
        /// An included roster is of another digest than the one that is named.
        DigestDiffers = "digest_differs",
        /// An account, without regard to case, stands there twice.
        DuplicateAccount = "duplicate_account",
        /// An id stands twice.
        DuplicateId = "duplicate_id",
        /// Two members of one table or object have the same name.
        DuplicateKey = "duplicate_key",
        /// The same key stands there twice, whatever its form.
        DuplicateKeyBytes = "duplicate_key_bytes",
        /// A path stands in the change twice.
        DuplicatePath = "duplicate_path",
        /// A condition that is true of everything.
        EmptyCondition = "empty_condition",
        /// A list that has to name something is empty.
        EmptyList = "empty_list",
        /// A selector that asks for nobody in particular.
        EmptySelector = "empty_selector",
        /// A freeze ends before it begins.
        EmptyWindow = "empty_window",
        /// A document extends itself.
        ExtendsItself = "extends_itself",
        /// A participant or claim names a commit that the whole list does not hold.
        ForeignCommit = "foreign_commit",
        /// A value of the right type and the wrong form, or a text over its limit.
        InvalidValue = "invalid_value",
        /// A private key that is encrypted.
        KeyEncrypted = "key_encrypted",
        /// A text that is no private key.
        KeyMalformed = "key_malformed",
        /// A private key in the form of OpenSSH.
        KeyOpenssh = "key_openssh",
        /// A public key where a private one is needed.
        KeyPublic = "key_public",
        /// A member that must be there is not.
        MissingField = "missing_field",
        /// A named condition or group is made of itself.
        NameCircle = "name_circle",
        /// An `evidence` requirement does not say whose records count.
        NoIssuers = "no_issuers",
        /// Nothing names the result.
        NoSubject = "no_subject",
        /// A rule does not say why it is there.
        NoWhy = "no_why",
        /// `afterwards` names a document that this one does not extend as a whole.
        NotABase = "not_a_base",
        /// An included roster includes others, or names who signs.
        NotAPart = "not_a_part",
        /// A key has not signed its own enrolment.
        NotProven = "not_proven",
        /// A number that is not an integer within ±(2^53 − 1).
        Number = "number",
        /// An old path without a rename, or a rename without one.
        OldPath = "old_path",
        /// Something that is no agent has an operator.
        OperatorNotAgent = "operator_not_agent",
        /// The operator of an agent is no person.
        OperatorNotHuman = "operator_not_human",
        /// The statement names another key than the one that is to sign it.
        OtherKey = "other_key",
        /// A document that others extend relaxes something (9.11).
        RelaxationInBase = "relaxation_in_base",
        /// A policy is called `floor`, which names what no policy can remove (5.6).
        ReservedId = "reserved_id",
        /// A security key with a scheme that it cannot sign by.
        SchemeMismatch = "scheme_mismatch",
        /// Not well-formed, not UTF-8, a byte-order mark, or something after the end.
        Syntax = "syntax",
        /// A team is within itself.
        TeamCircle = "team_circle",
        /// A count of 0.
        ThresholdZero = "threshold_zero",
        /// A tier of 0.
        TierZero = "tier_zero",
        /// `allOf` and `anyOf` stand too deep within each other.
        TooDeep = "too_deep",
        /// A size or count is over its limit (semantics.md 11).
        TooLarge = "too_large",
        /// There are more ways to meet a rule than are looked at.
        TooManyAlternatives = "too_many_alternatives",
        /// A decision would speak for more than 24 hours.
        TtlTooLong = "ttl_too_long",
        /// Nobody holds the role.
        UnheldRole = "unheld_role",
        /// Nobody has had the training.
        UnheldTraining = "unheld_training",
        /// A named condition that the document does not have.
        UnknownCondition = "unknown_condition",
        /// `extends` names a document that is not built in.
        UnknownDocument = "unknown_document",
        /// An environment outside the vocabulary.
        UnknownEnvironment = "unknown_environment",
        /// A type of evidence outside the vocabulary.
        UnknownEvidence = "unknown_evidence",
        /// A custom fact outside the vocabulary.
        UnknownFact = "unknown_fact",
        /// A member that the document does not have.
        UnknownField = "unknown_field",
        /// A named group that the document does not have.
        UnknownGroup = "unknown_group",
        /// A level that the roster does not define.
        UnknownLevel = "unknown_level",
        /// A mark outside the vocabulary.
        UnknownMark = "unknown_mark",
        /// A place that the policy does not name.
        UnknownPlace = "unknown_place",
        /// A principal that the roster does not define.
        UnknownPrincipal = "unknown_principal",
        /// No built-in document has this name.
        UnknownProfile = "unknown_profile",
        /// A rule of a document that is not there.
        UnknownRule = "unknown_rule",
        /// A service that the roster does not define.
        UnknownService = "unknown_service",
        /// A team that the roster does not define.
        UnknownTeam = "unknown_team",
        /// A window that the policy does not name.
        UnknownWindow = "unknown_window",
        /// A word outside a fixed list.
        UnknownWord = "unknown_word",
        /// More people are asked for than there are, or nobody for a seat (9.5).
        Unsatisfiable = "unsatisfiable",
        /// A document that others extend says until when it holds.
        UntilInBase = "until_in_base",
        /// The policy has a freeze and no rule asks whether one is in force: it would freeze nothing.
        UnusedFreeze = "unused_freeze",
        /// Nothing asks for a named condition or group.
        UnusedName = "unused_name",
        /// A condition that is true of every change, or of none.
        Vacuous = "vacuous",
        /// An approval or a lift that would end before it begins, or count for more than 30 days (8.1).
        Validity = "validity",
        /// A version of 0.
        VersionZero = "version_zero",
        /// Two documents name different people who may lift a veto.
        VetoLiftConflict = "veto_lift_conflict",
        /// An atom that may only ask for more would let more through (9.1).
        WrongPolarity = "wrong_polarity",
        /// Something that is no service vouches, or for addresses of e-mail.
        VoucherNotService = "voucher_not_service",
        /// A requirement mixes sorts, or has a member of another sort.
        WrongRequirement = "wrong_requirement",
        /// A rule has both or neither of `require` and `forbid`.
        WrongRule = "wrong_rule",
        /// A value of another type than the one expected.
        WrongType = "wrong_type",
        /// An exemption stands where nothing is ever waived.
        WrongWaiver = "wrong_waiver",
    }
}
