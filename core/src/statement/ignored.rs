//! Why a statement does not count. Every one is shown; none aborts anything.

use serde::{Deserialize, Serialize};

use crate::codes::codes;

codes! {
    /// Why a statement does not count (semantics 8).
    IgnoredCode {
        /// The change itself brings in the signer or the key.
        AddedByChange = "added_by_change",
        /// The statement says that it follows on nothing, but the signer has withdrawn everything for this change.
        AfterWithdrawal = "after_withdrawal",
        /// Not every author is known to have said so, or nobody else has who has to.
        AuthorshipIncomplete = "authorship_incomplete",
        /// The policy counts nobody's word on how the content was made.
        AuthorshipOff = "authorship_off",
        /// One person who took part is not enough to let a change go in an emergency.
        BreakGlassAlone = "break_glass_alone",
        /// The policy lets nobody let a change go in an emergency.
        BreakGlassOff = "break_glass_off",
        /// The statement was used before.
        Consumed = "consumed",
        /// Somebody says that more AI was involved.
        Contradicted = "contradicted",
        /// A review for an earlier emergency is overdue.
        DebtOverdue = "debt_overdue",
        /// It is not known which reviews for earlier emergencies are owed.
        DebtsUnknown = "debts_unknown",
        /// The signer acts for somebody else, and no delegation that is in force lets her do that here.
        Delegated = "delegated",
        /// The envelope cannot be read.
        EnvelopeMalformed = "envelope_malformed",
        /// The statement has expired, or is older than the policy allows.
        Expired = "expired",
        /// The key was not the signer's when the statement was issued.
        KeyNotYet = "key_not_yet",
        /// The key is not a good point of the curve.
        KeyRefused = "key_refused",
        /// The key is compromised or retired.
        KeyRevoked = "key_revoked",
        /// The signer has lifted somebody's reject of the change.
        Lifter = "lifter",
        /// A lift for a reject that is not in force here.
        NothingToLift = "nothing_to_lift",
        /// The statement names no incident, or no reason.
        NoIncident = "no_incident",
        /// The signer took part in the change.
        Participant = "participant",
        /// The signer is no person.
        NotAPerson = "not_a_person",
        /// Whoever vouches for an approval on a platform may not do so.
        NoVoucher = "no_voucher",
        /// No requirement here asks for somebody like the signer.
        NotEligible = "not_eligible",
        /// The security key was not touched.
        NotTouched = "not_touched",
        /// The statement is issued later than now.
        NotYetIssued = "not_yet_issued",
        /// The statement names another action.
        OtherAction = "other_action",
        /// The statement names another change.
        OtherChange = "other_change",
        /// The statement names other content: another change digest, result or subject.
        OtherContent = "other_content",
        /// The statement names another environment or other regions.
        OtherPlace = "other_place",
        /// The statement names another target ref.
        OtherTarget = "other_target",
        /// There are more statements under this person's keys than are looked at.
        OverLimit = "over_limit",
        /// The payload is no statement that this version can read.
        PayloadMalformed = "payload_malformed",
        /// The signer has rejected the change and not withdrawn it.
        Rejected = "rejected",
        /// The signature is not valid.
        SignatureInvalid = "signature_invalid",
        /// The payload names another signer or key than the one that verified.
        SignerMismatch = "signer_mismatch",
        /// The signer has left.
        SignerLeft = "signer_left",
        /// The change is stricter now than what the signer saw.
        StricterNow = "stricter_now",
        /// A member that the signer marked as critical is not known.
        UnknownCritical = "unknown_critical",
        /// No key of the roster has signed.
        UnknownKey = "unknown_key",
        /// The statement claims a lifetime of more than 30 days, or of none.
        Validity = "validity",
        /// The signer has withdrawn the statement.
        Withdrawn = "withdrawn",
    }
}
