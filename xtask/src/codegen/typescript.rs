//! From JSON Schema to TypeScript, as far as our schemas go. A keyword that is not known here is an error, so that
//! nothing is lost in silence.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

const HEAD: &str = "\
// Made from the Rust types by `cargo xtask codegen`. Do not edit.

/**
 * The documents and records of foureyes as they stand on the wire.
 *
 * A member that is not there is unknown or empty; `null` is never a value.
 *
 * @module
 */
";

/// What says more about a value than TypeScript can.
const BEYOND: [&str; 10] = [
    "default",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "pattern",
    "description",
];

/// The longest line of a comment or a union.
const WIDTH: usize = 110;

/// Between the two named types of a union that has no name of its own.
const AND: &str = "_and_";

type Object = Map<String, Value>;

/// Returns the module with every definition, by name.
pub(crate) fn module(types: &Object) -> Result<String, String> {
    let mut text = HEAD.to_owned();
    let mut generic = BTreeSet::new();
    for (name, schema) in types {
        let part = match name.split_once("_for_") {
            // Where it is referred to, its choices stand.
            Some((_, parameters)) if parameters.contains(AND) => {
                check_choices(schema, parameters).map_err(|what| format!("{name}: {what}"))?;
                continue;
            }
            // One of them stands for all: the first whose parameter has a name to look for.
            Some((_, parameter)) if !types.contains_key(parameter) => continue,
            Some((base, _)) if !generic.insert(base) => continue,
            Some((base, parameter)) => Writer {
                parameter: Some(parameter),
            }
            .definition(base, schema),
            None => Writer { parameter: None }.definition(name, schema),
        };
        let part = part.map_err(|what| format!("{name}: {what}"))?;
        text.push('\n');
        text.push_str(&part);
    }
    for name in types.keys() {
        if let Some((base, parameters)) = name.split_once("_for_")
            && !parameters.contains(AND)
            && !generic.contains(base)
        {
            return Err(format!("{name}: no named type to take the place of T"));
        }
    }
    Ok(text)
}

/// Refuses a union without a name that is not the one of the types in its name.
fn check_choices(schema: &Value, names: &str) -> Result<(), String> {
    let object = schema.as_object().ok_or("not an object")?;
    known(object)?;
    let references = choices(object).into_iter().flatten();
    let references = references.map(|choice| choice.get("$ref").and_then(Value::as_str));
    let named = names.split(AND).map(|name| format!("#/$defs/{name}"));
    if references.eq(named
        .collect::<Vec<_>>()
        .iter()
        .map(|name| Some(name.as_str())))
    {
        Ok(())
    } else {
        Err(format!("its choices are not `{names}`"))
    }
}

/// Writes one definition.
struct Writer<'a> {
    /// The type that `T` stands for.
    parameter: Option<&'a str>,
}

impl Writer<'_> {
    fn definition(&self, name: &str, schema: &Value) -> Result<String, String> {
        let object = schema.as_object().ok_or("not an object")?;
        known(object)?;
        let text = comment(object, "");
        let name = match self.parameter {
            Some(_) => format!("{name}<T>"),
            None => name.to_owned(),
        };
        if object.contains_key("properties") {
            let members = self.members(object, "")?;
            return Ok(format!("{text}export interface {name} {members}\n"));
        }
        let body = match choices(object) {
            Some([only]) => format!(" {}", self.value(only, "")?),
            Some(choices) => self.union(choices)?,
            None => format!(" {}", self.value(schema, "")?),
        };
        Ok(format!("{text}export type {name} ={body};\n"))
    }

    /// Returns the choices of a union: on one line if they fit and have no comments.
    fn union(&self, choices: &[Value]) -> Result<String, String> {
        let mut lines = Vec::new();
        let mut is_commented = false;
        for choice in choices {
            let object = choice.as_object().ok_or("a choice is not an object")?;
            let comment = if object.contains_key("$ref") {
                String::new()
            } else {
                comment(object, "  ")
            };
            is_commented |= !comment.is_empty();
            lines.push((comment, self.value(choice, "    ")?));
        }
        let line = lines
            .iter()
            .map(|(_, value)| value.as_str())
            .collect::<Vec<_>>()
            .join(" | ");
        if !is_commented && line.len() <= WIDTH && !line.contains('\n') {
            return Ok(format!(" {line}"));
        }
        Ok(lines
            .iter()
            .map(|(comment, value)| format!("\n{comment}  | {value}"))
            .collect())
    }

    /// Returns the members of an object in braces, required ones first.
    fn members(&self, object: &Object, indent: &str) -> Result<String, String> {
        let properties = object
            .get("properties")
            .and_then(Value::as_object)
            .ok_or("members that are no object")?;
        let required: Vec<&str> = object
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let optional = properties
            .keys()
            .map(String::as_str)
            .filter(|name| !required.contains(name));
        if let ([name], None) = (required.as_slice(), optional.clone().next())
            && let Some(value) = properties.get(*name)
            && value.get("description").is_none()
            && !indent.is_empty()
        {
            return Ok(format!("{{ {name}: {} }}", self.value(value, indent)?));
        }
        let inner = format!("{indent}  ");
        let mut text = "{\n".to_owned();
        for name in required.iter().copied().chain(optional) {
            let value = properties
                .get(name)
                .ok_or_else(|| format!("`{name}` is required and not there"))?;
            let mark = if required.contains(&name) { "" } else { "?" };
            let about = value
                .as_object()
                .map_or_else(String::new, |value| comment(value, &inner));
            let value = self.value(value, &inner)?;
            text.push_str(&format!("{about}{inner}{name}{mark}: {value};\n"));
        }
        text.push_str(&format!("{indent}}}"));
        Ok(text)
    }

    /// Returns the type of a value.
    fn value(&self, schema: &Value, indent: &str) -> Result<String, String> {
        let object = schema.as_object().ok_or("not an object")?;
        known(object)?;
        if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
            return self.reference(reference);
        }
        if let Some(word) = object.get("const") {
            return Ok(word.to_string());
        }
        if let Some(words) = object.get("enum").and_then(Value::as_array) {
            let words: Vec<_> = words.iter().map(Value::to_string).collect();
            return Ok(words.join(" | "));
        }
        if let Some(choices) = choices(object) {
            let choices: Result<Vec<_>, _> = choices
                .iter()
                .map(|choice| self.value(choice, indent))
                .collect();
            return Ok(choices?.join(" | "));
        }
        match object.get("type").and_then(Value::as_str) {
            Some("string") => Ok("string".to_owned()),
            Some("integer") => Ok(self.named("uint8", "number")),
            Some("boolean") => Ok(self.named("boolean", "boolean")),
            Some("array") => {
                let items = object.get("items").ok_or("a list without items")?;
                let element = self.value(items, indent)?;
                Ok(if element.contains([' ', '\n']) {
                    format!("Array<{element}>")
                } else {
                    format!("{element}[]")
                })
            }
            Some("object") if object.contains_key("properties") => self.members(object, indent),
            Some("object") => self.map(object, indent),
            other => Err(format!("type {other:?} is not known")),
        }
    }

    /// Returns the type of an object whose members have names of their own choice.
    fn map(&self, object: &Object, indent: &str) -> Result<String, String> {
        let by_pattern = object
            .get("patternProperties")
            .and_then(Value::as_object)
            .and_then(|patterns| patterns.values().next());
        let value = by_pattern
            .or_else(|| object.get("additionalProperties"))
            .ok_or("an object that says nothing of its members")?;
        let value = self.value(value, indent)?;
        Ok(match object.get("propertyNames") {
            Some(names) => format!("{{ [name in {}]?: {value} }}", self.value(names, indent)?),
            None => format!("Record<string, {value}>"),
        })
    }

    fn reference(&self, reference: &str) -> Result<String, String> {
        let name = reference
            .strip_prefix("#/$defs/")
            .ok_or_else(|| format!("`{reference}` leads outside"))?;
        Ok(match name.split_once("_for_") {
            Some((_, choices)) if choices.contains(AND) => choices.replace(AND, " | "),
            Some((base, "boolean")) => format!("{base}<boolean>"),
            Some((base, "uint8")) => format!("{base}<number>"),
            Some((base, parameter)) => format!("{base}<{parameter}>"),
            None => self.named(name, name),
        })
    }

    /// Returns `T` for what it stands for.
    fn named(&self, name: &str, otherwise: &str) -> String {
        if self.parameter == Some(name) {
            "T".to_owned()
        } else {
            otherwise.to_owned()
        }
    }
}

fn choices(object: &Object) -> Option<&[Value]> {
    ["oneOf", "anyOf"]
        .iter()
        .find_map(|name| object.get(*name))
        .and_then(Value::as_array)
        .map(Vec::as_slice)
}

/// Refuses a keyword that would be lost.
fn known(object: &Object) -> Result<(), String> {
    const READ: [&str; 12] = [
        "$ref",
        "additionalProperties",
        "anyOf",
        "const",
        "enum",
        "items",
        "oneOf",
        "patternProperties",
        "properties",
        "propertyNames",
        "required",
        "type",
    ];
    object
        .keys()
        .find(|name| !READ.contains(&name.as_str()) && !BEYOND.contains(&name.as_str()))
        .map_or(Ok(()), |name| {
            Err(format!("the keyword `{name}` is not known"))
        })
}

/// Returns the description as a comment, broken into lines.
fn comment(object: &Object, indent: &str) -> String {
    let Some(text) = object.get("description").and_then(Value::as_str) else {
        return String::new();
    };
    let text = text.replace("*/", "*\\/");
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let Some(last) = lines.last_mut() else {
            continue;
        };
        let is_full = last.len().saturating_add(word.len()) > WIDTH;
        match last.as_str() {
            "" => word.clone_into(last),
            _ if is_full => lines.push(word.to_owned()),
            _ => {
                last.push(' ');
                last.push_str(word);
            }
        }
    }
    match lines.as_slice() {
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let body: String = lines
                .iter()
                .map(|line| format!("{indent} * {line}\n"))
                .collect();
            format!("{indent}/**\n{body}{indent} */\n")
        }
    }
}
