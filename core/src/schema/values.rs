//! Types that read themselves.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::change::RepoPath;
use crate::decision::Shared;
use crate::digest::{Digest, DigestSet};
use crate::glob::Glob;
use crate::policy::OneOrMany;
use crate::roster::{Held, PublicKey};
use crate::time::{Span, Timestamp};

macro_rules! texts {
    ($($name:ident: $pattern:expr, $about:expr;)*) => {$(
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "description": $about, "type": "string", "pattern": $pattern })
            }
        }
    )*};
}

texts! {
    Digest: "^sha256:[0-9a-f]{64}$",
        "A SHA-256 digest: `sha256:` and 64 lower-case hexadecimal digits.";
    Glob: "^(?:\\*\\*|\\*|(?:\\*?[^/*\\\\\\[\\]{}!])+\\*?)(?:/(?:\\*\\*|\\*|(?:\\*?[^/*\\\\\\[\\]{}!])+\\*?))*$",
        "A path pattern: `*` stands for any run of characters inside one segment, `?` for one, `**` alone between slashes for any number of segments. At most 1024 bytes and 64 segments.";
    PublicKey: "^(?:ssh-ed25519|sk-ssh-ed25519@openssh\\.com) [A-Za-z0-9+/]+={0,2}(?: .*)?$",
        "An Ed25519 public key as OpenSSH writes it: `ssh-ed25519 AAAA… comment`.";
    Span: "^[1-9][0-9]{0,8}[smhd]$",
        "A span of time, at most 3650 days: a number and a unit, such as `90s`, `15m`, `72h`, `30d`.";
    Timestamp: "^(?:19[7-9][0-9]|[2-9][0-9]{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$",
        "An instant in UTC, in whole seconds, from 1970 to 9999: `2026-03-10T09:30:00Z`.";
}

impl<T: ?Sized + JsonSchema> JsonSchema for Shared<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl JsonSchema for DigestSet {
    fn schema_name() -> Cow<'static, str> {
        "DigestSet".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let git = "^(?:[0-9a-f]{40}|[0-9a-f]{64})$";
        let digits = |about, pattern| json_schema!({ "description": about, "type": "string", "pattern": pattern });
        json_schema!({
            "description": "One thing named by one or more digests, each in lower-case hexadecimal digits.",
            "type": "object",
            "properties": {
                "gitBlob": digits("The id of a git blob object.", git),
                "gitCommit": digits("The id of a git commit object.", git),
                "gitTree": digits("The id of a git tree object.", git),
                "sha256": digits("SHA-256 of the bytes.", "^[0-9a-f]{64}$"),
                "sha512": digits("SHA-512 of the bytes.", "^[0-9a-f]{128}$"),
            },
            "minProperties": 1,
            "additionalProperties": false,
        })
    }
}

impl JsonSchema for RepoPath {
    fn schema_name() -> Cow<'static, str> {
        "RepoPath".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // Segments other than `.` and `..`, without NUL.
        let segment = "(?:[^/.\\x00][^/\\x00]*|\\.[^/.\\x00][^/\\x00]*|\\.\\.[^/\\x00]+)";
        json_schema!({
            "description": "A path inside a repository, relative, with `/` between its segments; one that is not UTF-8 by its bytes. At most 4096 bytes.",
            "oneOf": [
                { "type": "string", "pattern": format!("^{segment}(?:/{segment})*$") },
                {
                    "type": "object",
                    "properties": {
                        "hex": {
                            "description": "Bytes that are not UTF-8, as lower-case hexadecimal digits.",
                            "type": "string",
                            "pattern": "^(?:[0-9a-f]{2})+$",
                        },
                    },
                    "required": ["hex"],
                    "additionalProperties": false,
                },
            ],
        })
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("OneOrMany_for_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        json_schema!({
            "description": "One value, or several.",
            "oneOf": [one, { "type": "array", "items": one }],
        })
    }
}

impl<T: JsonSchema> JsonSchema for Held<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Held_for_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let is = generator.subschema_for::<T>();
        json_schema!({
            "description": "A level, team or role that somebody holds: its name, or with the instant since when.",
            "oneOf": [
                is,
                {
                    "type": "object",
                    "properties": { "is": is, "since": generator.subschema_for::<Timestamp>() },
                    "required": ["is", "since"],
                    "additionalProperties": false,
                },
            ],
        })
    }
}
