"""The keys of the people in the scenario and the vectors, each from its name. They protect nothing."""

from __future__ import annotations

import hashlib

from foureyes import SecretKey


def secret(name: str) -> SecretKey:
    return SecretKey(hashlib.sha256(f"foureyes vector key {name}".encode()).digest())
