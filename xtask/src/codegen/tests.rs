use serde_json::json;

use super::*;

fn render(types: serde_json::Value) -> Result<String, String> {
    let text = typescript::module(types.as_object().unwrap())?;
    Ok(text.split_once(" */\n\n").unwrap().1.to_owned())
}

#[test]
fn an_object_becomes_an_interface() {
    let types = json!({
        "Pair": {
            "description": "Two things. */",
            "type": "object",
            "properties": {
                "left": { "type": "array", "items": { "$ref": "#/$defs/Word" } },
                "right": { "type": "integer", "minimum": 0, "description": "A number." },
            },
            "required": ["right"],
            "additionalProperties": false,
        },
        "Word": { "type": "string", "pattern": "^a$" },
    });
    let expected = "\
/** Two things. *\\/ */
export interface Pair {
  /** A number. */
  right: number;
  left?: Word[];
}

export type Word = string;
";
    assert_eq!(render(types), Ok(expected.to_owned()));
}

#[test]
fn words_become_a_union_of_literals() {
    let types = json!({
        "Code": { "oneOf": [
            { "const": "one", "type": "string", "description": "The first." },
            { "const": "two", "type": "string" },
        ] },
        "Only": { "oneOf": [{ "const": "v1", "description": "Version 1." }] },
        "Short": { "enum": ["a", "b"] },
    });
    let expected = "\
export type Code =
  /** The first. */
  | \"one\"
  | \"two\";

export type Only = \"v1\";

export type Short = \"a\" | \"b\";
";
    assert_eq!(render(types), Ok(expected.to_owned()));
}

#[test]
fn what_is_made_for_each_type_is_written_once() {
    let either = |of: serde_json::Value| json!({ "oneOf": [of, { "type": "array", "items": of }] });
    let types = json!({
        "Many_for_Word": either(json!({ "$ref": "#/$defs/Word" })),
        "Many_for_uint8": either(json!({ "type": "integer" })),
        "Use": { "type": "object", "additionalProperties": { "$ref": "#/$defs/Many_for_uint8" } },
        "Word": { "type": "string" },
    });
    let expected = "\
export type Many<T> = T | T[];

export type Use = Record<string, Many<number>>;

export type Word = string;
";
    assert_eq!(render(types), Ok(expected.to_owned()));
}

#[test]
fn a_union_without_a_name_stands_where_it_is_used() {
    let reference = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    let either = json!({ "anyOf": [reference("Word"), reference("Pair")] });
    let types = json!({
        "Short_for_Word_and_Pair": either,
        "Use": { "type": "array", "items": reference("Short_for_Word_and_Pair") },
    });
    let expected = "export type Use = Array<Word | Pair>;\n";
    assert_eq!(render(types), Ok(expected.to_owned()));
    assert!(render(json!({ "Short_for_Word_and_Other": either })).is_err());
}

#[test]
fn nothing_is_lost_in_silence() {
    for types in [
        json!({ "A": { "type": "string", "contentEncoding": "base64" } }),
        json!({ "A": { "type": "number" } }),
        json!({ "A": { "type": "object" } }),
        json!({ "A": { "$ref": "other.json" } }),
        json!({ "Many_for_uint8": { "type": "integer" } }),
        json!({ "A": { "type": "object", "properties": {}, "required": ["b"] } }),
    ] {
        assert!(render(types.clone()).is_err(), "{types}");
    }
}

#[test]
fn a_stale_file_is_named_and_written_again() {
    let root = env::temp_dir().join(format!("foureyes-codegen-{}", std::process::id()));
    let all = [Made {
        path: "schemas/a.schema.json".to_owned(),
        text: "{}\n".to_owned(),
    }];
    let surplus = root.join("schemas/gone.schema.json");
    fs::create_dir_all(root.join("schemas")).unwrap();
    fs::write(&surplus, "{}").unwrap();
    let refused = run(&root, Mode::Check, &all).unwrap_err();
    assert!(
        refused
            .ends_with("schemas/a.schema.json, schemas/gone.schema.json; run: cargo xtask codegen"),
        "{refused}"
    );
    assert!(surplus.exists());
    run(&root, Mode::Write, &all).unwrap();
    assert!(!surplus.exists());
    assert!(run(&root, Mode::Check, &all).is_ok());
    fs::remove_dir_all(&root).unwrap();
}
