//! A validator for the part of JSON Schema that our schemas use. A keyword that it does not know is a fault of the
//! schema, so that nothing is passed over.

use std::cell::RefCell;
use std::collections::BTreeMap;

use regex::Regex;
use serde_json::{Map, Value};

/// One schema, ready to use.
#[derive(Debug)]
pub(crate) struct Schema {
    root: Value,
    patterns: RefCell<BTreeMap<String, Regex>>,
}

type Checked = Result<(), String>;

impl Schema {
    /// Returns the committed schema of a document.
    pub(crate) fn of(name: &str) -> Self {
        let path = format!(
            "{}/../schemas/{name}.schema.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        Self {
            root: serde_json::from_str(&text).unwrap(),
            patterns: RefCell::default(),
        }
    }

    /// Checks a document; the error says what is wrong where.
    pub(crate) fn check(&self, document: &Value) -> Checked {
        self.value(&self.root, document)
    }

    fn value(&self, schema: &Value, value: &Value) -> Checked {
        let schema = match schema {
            Value::Bool(true) => return Ok(()),
            Value::Bool(false) => return Err(": must not be there".to_owned()),
            other => other.as_object().expect("a schema is an object"),
        };
        for (keyword, asked) in schema {
            self.keyword(schema, keyword, asked, value)?;
        }
        Ok(())
    }

    fn keyword(
        &self,
        schema: &Map<String, Value>,
        keyword: &str,
        asked: &Value,
        value: &Value,
    ) -> Checked {
        let size = || usize::try_from(asked.as_u64().unwrap()).unwrap();
        let sound = match keyword {
            "$schema" | "$id" | "$defs" | "title" | "description" | "default" => true,
            // Both are read where the members are.
            "patternProperties" | "propertyNames" => true,
            "$ref" => return self.value(self.resolve(asked.as_str().unwrap()), value),
            "type" => is_of(asked.as_str().expect("one type"), value),
            "const" => value == asked,
            "enum" => asked.as_array().unwrap().contains(value),
            "anyOf" | "oneOf" => {
                let choices = asked.as_array().unwrap().iter();
                let fitting = choices
                    .filter(|choice| self.value(choice, value).is_ok())
                    .count();
                fitting == 1 || (keyword == "anyOf" && fitting > 1)
            }
            "required" => {
                let names = asked.as_array().unwrap().iter();
                value.as_object().is_none_or(|object| {
                    names
                        .map(|name| name.as_str().unwrap())
                        .all(|name| object.contains_key(name))
                })
            }
            "properties" | "additionalProperties" => {
                return self.members(schema, keyword, asked, value);
            }
            "items" => {
                return value
                    .as_array()
                    .into_iter()
                    .flatten()
                    .enumerate()
                    .try_for_each(|(index, item)| {
                        self.value(asked, item)
                            .map_err(|fault| format!("[{index}]{fault}"))
                    });
            }
            "minItems" => value.as_array().is_none_or(|list| list.len() >= size()),
            "maxItems" => value.as_array().is_none_or(|list| list.len() <= size()),
            "minProperties" => value.as_object().is_none_or(|all| all.len() >= size()),
            "minLength" => value
                .as_str()
                .is_none_or(|text| text.chars().count() >= size()),
            "maxLength" => value
                .as_str()
                .is_none_or(|text| text.chars().count() <= size()),
            "pattern" => value
                .as_str()
                .is_none_or(|text| self.matches(asked.as_str().unwrap(), text)),
            "minimum" => value
                .as_i64()
                .is_none_or(|number| number >= asked.as_i64().unwrap()),
            "maximum" => value
                .as_i64()
                .is_none_or(|number| number <= asked.as_i64().unwrap()),
            other => panic!("the keyword `{other}` is not known"),
        };
        if sound {
            Ok(())
        } else {
            Err(format!(": {keyword}"))
        }
    }

    /// Checks the members that a keyword speaks of.
    fn members(
        &self,
        schema: &Map<String, Value>,
        keyword: &str,
        asked: &Value,
        value: &Value,
    ) -> Checked {
        let named = schema.get("properties").and_then(Value::as_object);
        let patterns = schema.get("patternProperties").and_then(Value::as_object);
        for (name, member) in value.as_object().into_iter().flatten() {
            let by_name = named.and_then(|all| all.get(name));
            let by_pattern = patterns
                .into_iter()
                .flatten()
                .find(|(pattern, _)| self.matches(pattern, name))
                .map(|(_, schema)| schema);
            if let Some(names) = schema.get("propertyNames") {
                self.value(names, &Value::String(name.clone()))?;
            }
            // Each member once: a second look at each level would be one too many of a deep document.
            let schema = match (keyword, by_name) {
                ("properties", _) => by_name,
                (_, Some(_)) => None,
                (_, None) => by_pattern.or(Some(asked)),
            };
            if let Some(schema) = schema {
                self.value(schema, member)
                    .map_err(|fault| format!(".{name}{fault}"))?;
            }
        }
        Ok(())
    }

    fn resolve(&self, reference: &str) -> &Value {
        let pointer = reference.strip_prefix('#').expect("a place in this schema");
        self.root
            .pointer(pointer)
            .unwrap_or_else(|| panic!("`{reference}` leads nowhere"))
    }

    fn matches(&self, pattern: &str, text: &str) -> bool {
        self.patterns
            .borrow_mut()
            .entry(pattern.to_owned())
            .or_insert_with(|| Regex::new(pattern).unwrap())
            .is_match(text)
    }
}

fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "array" => value.is_array(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "object" => value.is_object(),
        "string" => value.is_string(),
        other => panic!("the type `{other}` is not known"),
    }
}
