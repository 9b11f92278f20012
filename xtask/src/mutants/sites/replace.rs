//! What a function could give back without having done anything.

use syn::{GenericArgument, PathArguments, ReturnType, Type};

/// Returns the values, as text, that a function of this type could give back at once.
pub(super) fn values(output: &ReturnType) -> Vec<String> {
    match output {
        ReturnType::Default => vec![String::new()],
        ReturnType::Type(_, of) => of_type(of),
    }
}

fn of_type(of: &Type) -> Vec<String> {
    let path = match of {
        Type::Path(path) => path,
        Type::Tuple(tuple) if tuple.elems.is_empty() => return vec!["()".to_owned()],
        Type::Reference(reference) => return of_reference(&reference.elem),
        _ => return Vec::new(),
    };
    let Some(last) = path.path.segments.last() else {
        return Vec::new();
    };
    match last.ident.to_string().as_str() {
        "bool" => texts(&["true", "false"]),
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i64" | "i32" => texts(&["0", "1"]),
        "Option" => texts(&["None"]),
        "Ordering" => texts(&["core::cmp::Ordering::Equal"]),
        "Result" => {
            let inner = first(&last.arguments).map(of_type).unwrap_or_default();
            inner.iter().map(|value| format!("Ok({value})")).collect()
        }
        _ => texts(&["Default::default()"]),
    }
}

fn of_reference(of: &Type) -> Vec<String> {
    match of {
        Type::Path(path) if path.path.is_ident("str") => texts(&["\"\""]),
        Type::Slice(_) => texts(&["&[]"]),
        _ => Vec::new(),
    }
}

fn first(arguments: &PathArguments) -> Option<&Type> {
    let PathArguments::AngleBracketed(list) = arguments else {
        return None;
    };
    list.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(of) => Some(of),
        _ => None,
    })
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}
