//! The names under which statements are signed. Everything that another tool has to know stands here.

/// The type of every statement.
pub const STATEMENT_TYPE: &str = "https://in-toto.io/Statement/v1";

/// The predicate type of an approval.
pub const APPROVE: &str = "https://docs.rs/foureyes/statement/approve/v1";
/// The predicate type of a reject.
pub const REJECT: &str = "https://docs.rs/foureyes/statement/reject/v1";
/// The predicate type of a withdrawal.
pub const WITHDRAW: &str = "https://docs.rs/foureyes/statement/withdraw/v1";
/// The predicate type of a lift.
pub const LIFT: &str = "https://docs.rs/foureyes/statement/lift/v1";
/// The predicate type of a word about how the content was made.
pub const AUTHORSHIP: &str = "https://docs.rs/foureyes/statement/authorship/v1";
/// The predicate type of a delegation.
pub const DELEGATE: &str = "https://docs.rs/foureyes/statement/delegate/v1";
/// The predicate type of a signed record of a check.
pub const EVIDENCE: &str = "https://docs.rs/foureyes/statement/evidence/v1";
/// The predicate type of a break-glass statement.
pub const BREAK_GLASS: &str = "https://docs.rs/foureyes/statement/break-glass/v1";
/// The predicate type of a word about an approval on a platform.
pub const VOUCH: &str = "https://docs.rs/foureyes/statement/vouch/v1";
/// The predicate type of the end of a key.
pub const REVOKE: &str = "https://docs.rs/foureyes/statement/revoke/v1";
/// The predicate type of who is on call.
pub const DUTY: &str = "https://docs.rs/foureyes/statement/duty/v1";
/// The predicate type of the enrolment of a key.
pub const ENROL: &str = "https://docs.rs/foureyes/statement/enrol/v1";

/// The SSHSIG namespace of an approval.
pub const APPROVE_NAMESPACE: &str = "approve@foureyes";
/// The SSHSIG namespace of a reject.
pub const REJECT_NAMESPACE: &str = "reject@foureyes";
/// The SSHSIG namespace of a withdrawal.
pub const WITHDRAW_NAMESPACE: &str = "withdraw@foureyes";
/// The SSHSIG namespace of a lift.
pub const LIFT_NAMESPACE: &str = "lift@foureyes";
/// The SSHSIG namespace of a word about how the content was made.
pub const AUTHORSHIP_NAMESPACE: &str = "authorship@foureyes";
/// The SSHSIG namespace of a delegation.
pub const DELEGATE_NAMESPACE: &str = "delegate@foureyes";
/// The SSHSIG namespace of a signed record of a check.
pub const EVIDENCE_NAMESPACE: &str = "evidence@foureyes";
/// The SSHSIG namespace of a break-glass statement.
pub const BREAK_GLASS_NAMESPACE: &str = "break-glass@foureyes";
/// The SSHSIG namespace of a word about an approval on a platform.
pub const VOUCH_NAMESPACE: &str = "vouch@foureyes";
/// The SSHSIG namespace of the end of a key.
pub const REVOKE_NAMESPACE: &str = "revoke@foureyes";
/// The SSHSIG namespace of who is on call.
pub const DUTY_NAMESPACE: &str = "duty@foureyes";
/// The SSHSIG namespace of the enrolment of a key.
pub const ENROL_NAMESPACE: &str = "enrol@foureyes";

/// The subject that carries the change digest.
pub const CHANGE_SUBJECT: &str = "foureyes-change";
/// The subject that carries the SHA-256 of the name of a repository.
pub const REPOSITORY_SUBJECT: &str = "foureyes-repository";
/// The subject that carries the SHA-256 of a public key, as its fingerprint does.
pub const KEY_SUBJECT: &str = "foureyes-key";
