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

ReasonCode = Literal[
    "agent_not_granted",
    "approvals_missing",
    "assignment_limit",
    "authority_rollback",
    "authority_unsigned",
    "authorship_counts",
    "bad_input",
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
    "consumed",
    "contradicted",
    "delegated",
    "envelope_malformed",
    "expired",
    "key_not_yet",
    "key_refused",
    "key_revoked",
    "lifter",
    "nothing_to_lift",
    "participant",
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
    "completeness_unknown",
    "destructive_by_paths",
    "human_claim_counts",
    "human_claim_countersigned",
    "presume_assisted",
    "presume_none",
    "software_keys",
    "unmatched_allow",
    "unresolved_raise",
]
"""What a gate asks less for than it could."""

ErrorCode = Literal[
    "alias_conflict",
    "bad_key",
    "duplicate",
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
    "wrong_polarity",
    "wrong_requirement",
    "wrong_rule",
    "wrong_type",
    "wrong_waiver",
]
"""What is wrong with a document, a statement to be, a key, or an argument."""
