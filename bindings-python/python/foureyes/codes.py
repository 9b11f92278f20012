"""Every word that decisions and errors speak in, as types. The lists are those of the core."""

from __future__ import annotations

from typing import Literal

Verdict = Literal[
    "allow",
    "deny",
    "hold",
]
"""May the change go live?"""

Because = Literal[
    "approved",
    "break_glass",
    "emergency_revert",
    "envelope",
    "no_rule",
]
"""Why an allow is one."""

Effect = Literal[
    "deny",
    "hold",
    "note",
]
"""What a reason does to the verdict."""

Status = Literal[
    "closed",
    "covered",
    "met",
    "unmet",
    "waived",
]
"""How a requirement stands."""

Assurance = Literal[
    "vouched",
    "signed",
    "touched",
    "verified",
]
"""How strongly a statement shows that a person was there, from weak to strong."""

LackKind = Literal[
    "acknowledged",
    "age",
    "assurance",
    "executor",
    "heldFor",
    "level",
    "meaning",
    "ownership",
    "role",
    "team",
    "training",
]
"""In what a signer falls short."""

Action = Literal[
    "apply",
    "deploy",
    "merge",
    "run",
]
"""What is about to happen."""

AuthorityFault = Literal[
    "anchor_missing",
    "content_differs",
    "id_differs",
    "malformed",
    "new_quorum",
    "not_after",
    "old_quorum",
    "unsigned",
    "version_not_next",
]
"""Why a policy or a roster is not in force."""

Blast = Literal[
    "none",
    "host",
    "cell",
    "zone",
    "region",
    "global",
]
"""How far a change reaches before anybody can stop it, from the milder to the stricter."""

ClaimBasis = Literal[
    "attested",
    "platform",
    "declared",
    "identity",
    "heuristic",
]
"""How a claim is known, from the strongest to the weakest."""

EvidenceResult = Literal[
    "error",
    "failed",
    "passed",
    "skipped",
]
"""How a check turned out."""

Involvement = Literal[
    "none",
    "advised",
    "assisted",
    "generated",
    "autonomous",
]
"""How far an AI was involved, from the least to the most."""

Kind = Literal[
    "code",
    "config",
    "data",
    "dependency",
    "docs",
    "iam",
    "infra",
    "ops",
    "policy",
]
"""What sort of change it is."""

Origin = Literal[
    "declared",
    "collected",
    "signed",
]
"""Who vouches for a fact."""

ParticipantRole = Literal[
    "author",
    "coAuthor",
    "committer",
    "executor",
    "operator",
    "pusher",
    "requester",
]
"""How somebody took part."""

ResourceAction = Literal[
    "create",
    "delete",
    "replace",
    "update",
]
"""What happens to a resource."""

Rollout = Literal[
    "staged",
    "instant",
]
"""How a change is rolled out."""

ReasonCode = Literal[
    "agent_not_granted",
    "approvals_missing",
    "assignment_limit",
    "authority_rollback",
    "authority_unsigned",
    "authorship_counts",
    "bad_input",
    "break_glass",
    "break_glass_not_enough",
    "candidate_invalid",
    "candidate_version",
    "commit_unattributed",
    "credential_not_issued",
    "decision_superseded",
    "empty_change",
    "envelope_applies",
    "envelope_not_met",
    "evidence_missing",
    "fact_needed",
    "forbidden",
    "identity_asserted",
    "list_partial",
    "must_not_met",
    "no_rule",
    "nobody_owes",
    "objection",
    "odd_path",
    "policy_expired",
    "policy_missing",
    "presumed",
    "provenance_conflict",
    "report_only",
    "roster_expired",
    "roster_missing",
    "simulated",
    "statements_incomplete",
    "statements_over_limit",
    "transition_required",
    "unresolved",
    "unsatisfiable",
    "veto_lifted",
    "vetoed",
    "wait_not_over",
    "waived",
    "weak_digest",
]
"""Why a verdict is what it is."""

IgnoredCode = Literal[
    "added_by_change",
    "after_withdrawal",
    "authorship_incomplete",
    "authorship_off",
    "break_glass_alone",
    "break_glass_off",
    "consumed",
    "contradicted",
    "debt_overdue",
    "debts_unknown",
    "delegated",
    "envelope_malformed",
    "expired",
    "key_not_yet",
    "key_refused",
    "key_revoked",
    "lifter",
    "nothing_to_lift",
    "participant",
    "no_incident",
    "no_voucher",
    "not_a_person",
    "not_eligible",
    "not_touched",
    "not_yet_issued",
    "other_action",
    "other_change",
    "other_content",
    "other_place",
    "other_target",
    "over_limit",
    "payload_malformed",
    "rejected",
    "signature_invalid",
    "signer_mismatch",
    "signer_left",
    "stricter_now",
    "unknown_critical",
    "unknown_key",
    "validity",
    "withdrawn",
]
"""Why a statement does not count."""

RefusedCode = Literal[
    "before_decision",
    "not_allowed",
    "other_action",
    "other_place",
    "other_repository",
    "other_subject",
    "other_target",
    "recheck_due",
    "simulated",
]
"""Why there is no permit."""

RelaxationCode = Literal[
    "asserted_identity",
    "break_glass_solo",
    "break_glass_untouched",
    "completeness_unknown",
    "destructive_by_paths",
    "human_claim_counts",
    "human_claim_countersigned",
    "presume_assisted",
    "presume_none",
    "software_keys",
    "unmatched_allow",
    "unresolved_raise",
    "vouched_approvals",
]
"""What a gate asks less for than it could."""

ErrorCode = Literal[
    "actor_not_service",
    "alias_conflict",
    "bad_key",
    "break_glass_conflict",
    "duplicate",
    "digest_differs",
    "duplicate_account",
    "duplicate_id",
    "duplicate_key",
    "duplicate_key_bytes",
    "duplicate_path",
    "empty_condition",
    "empty_list",
    "empty_selector",
    "empty_window",
    "extends_itself",
    "foreign_commit",
    "invalid_value",
    "key_encrypted",
    "key_malformed",
    "key_openssh",
    "key_public",
    "missing_field",
    "name_circle",
    "no_issuers",
    "no_subject",
    "no_why",
    "not_a_base",
    "not_a_part",
    "not_proven",
    "number",
    "old_path",
    "operator_not_agent",
    "operator_not_human",
    "other_key",
    "relaxation_in_base",
    "reserved_id",
    "scheme_mismatch",
    "syntax",
    "team_circle",
    "threshold_zero",
    "tier_zero",
    "too_deep",
    "too_large",
    "too_many_alternatives",
    "ttl_too_long",
    "unheld_role",
    "unheld_training",
    "unknown_condition",
    "unknown_document",
    "unknown_environment",
    "unknown_evidence",
    "unknown_fact",
    "unknown_field",
    "unknown_group",
    "unknown_level",
    "unknown_mark",
    "unknown_place",
    "unknown_principal",
    "unknown_profile",
    "unknown_rule",
    "unknown_service",
    "unknown_team",
    "unknown_window",
    "unknown_word",
    "unsatisfiable",
    "until_in_base",
    "unused_freeze",
    "unused_name",
    "vacuous",
    "validity",
    "version_zero",
    "veto_lift_conflict",
    "voucher_not_service",
    "wrong_polarity",
    "wrong_requirement",
    "wrong_rule",
    "wrong_type",
    "wrong_waiver",
]
"""What is wrong with a document, a statement to be, a key, or an argument."""
