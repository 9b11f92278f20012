//! The package as npm sees it: what was built, what is written by hand, and what the package for Node has too.

use std::fs;
use std::path::Path;

use crate::report::say;

/// The modules that both packages share.
const SHARED: [&str; 6] = [
    "authority",
    "decisions",
    "documents",
    "handle",
    "surface",
    "values",
];

const BY_HAND: [&str; 4] = ["index.js", "node.cjs", "node.js", "package.json"];

/// The declarations, for those who `import`.
const DECLARATIONS: [&str; 3] = ["index", "surface", "types"];

/// Puts the package together from the folder that the glue was written to.
///
/// # Errors
///
/// A message, where a file is missing or is not what is expected.
pub(super) fn pack(root: &Path, glue: &Path) -> Result<(), String> {
    let source = root.join("bindings-wasm");
    let shared = root.join("bindings-node");
    let package = source.join("pkg");
    if package.is_dir() {
        fs::remove_dir_all(&package)
            .map_err(|error| format!("`{}`: {error}", package.display()))?;
    }
    for name in BY_HAND {
        write(&package.join(name), &read(&source.join("js").join(name))?)?;
    }
    for name in DECLARATIONS {
        let folder = match name {
            "index" => &source.join("js"),
            _ => &shared,
        };
        let text = read_text(&folder.join(format!("{name}.d.ts")))?;
        let required = for_require(&text);
        write(&package.join(format!("{name}.d.cts")), required.as_bytes())?;
        write(&package.join(format!("{name}.d.ts")), text.as_bytes())?;
    }
    write(
        &package.join("README.md"),
        &read(&source.join("README.md"))?,
    )?;
    for name in SHARED {
        let text = read_text(&shared.join(format!("js/{name}.js")))?;
        let required = as_common_js(&text)?;
        write(&package.join(format!("{name}.cjs")), required.as_bytes())?;
        write(&package.join(format!("{name}.js")), text.as_bytes())?;
    }
    let web = read(&glue.join("web/foureyes.js"))?;
    write(&package.join("web/foureyes.js"), &web)?;
    let node = with_shared_module(&read_text(&glue.join("node/foureyes.js"))?)?;
    write(&package.join("node/foureyes.cjs"), node.as_bytes())?;
    let module = read(&glue.join("web/foureyes_bg.wasm"))?;
    if module != read(&glue.join("node/foureyes_bg.wasm"))? {
        return Err("the module differs between its two forms of glue".to_owned());
    }
    say(&format!("foureyes_bg.wasm: {} bytes", module.len()));
    write(&package.join("web/foureyes_bg.wasm"), &module)
}

/// Returns a shared module as CommonJS. It has one export, in its last statement.
fn as_common_js(text: &str) -> Result<String, String> {
    let (body, names) = text
        .rsplit_once("\nexport {")
        .filter(|(_, names)| names.ends_with("};\n"))
        .ok_or("a shared module does not end with its export")?;
    let mut required = String::from("'use strict';\n\n");
    let mut rest = body;
    while let Some((before, statement)) = rest.split_once("import {") {
        let (names, after) = statement
            .split_once("} from './")
            .ok_or("an import of a form that is not known here")?;
        let (module, after) = after
            .split_once(".js';")
            .ok_or("an import of a form that is not known here")?;
        required.push_str(&format!(
            "{before}const {{{names}}} = require('./{module}.cjs');"
        ));
        rest = after;
    }
    Ok(format!("{required}{rest}\nmodule.exports = {{{names}"))
}

/// Returns declarations as those have to be who `require`.
fn for_require(text: &str) -> String {
    text.replace("'./surface.js'", "'./surface.cjs'")
        .replace("'./types.js'", "'./types.cjs'")
}

/// Returns the glue for Node with the module that the other glue has: there is one copy of it in the package.
fn with_shared_module(text: &str) -> Result<String, String> {
    let own = "${__dirname}/foureyes_bg.wasm";
    match text.matches(own).count() {
        1 => Ok(text.replace(own, "${__dirname}/../web/foureyes_bg.wasm")),
        count => Err(format!("the glue for Node names its module {count} times")),
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("`{}`: {error}", path.display()))
}

fn read_text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("`{}`: {error}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, bytes))
        .map_err(|error| format!("`{}`: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_export_becomes_the_one_of_common_js() {
        let text = "function surface() {}\n\nexport { surface };\n";
        let made = as_common_js(text).unwrap();
        assert!(
            made.ends_with("function surface() {}\n\nmodule.exports = { surface };\n"),
            "{made}"
        );
        assert!(as_common_js("export default 1;\n").is_err());
        let text = "import {\n  a,\n} from './b.js';\n\na();\n\nexport { a };\n";
        let made = as_common_js(text).unwrap();
        assert!(
            made.contains("const {\n  a,\n} = require('./b.cjs');\n\na();\n"),
            "{made}"
        );
    }

    #[test]
    fn whoever_requires_gets_declarations_of_what_is_required() {
        let text = "export * from './surface.js';";
        assert_eq!(for_require(text), "export * from './surface.cjs';");
    }

    #[test]
    fn the_glue_has_to_name_its_module_once() {
        let text = "const path = `${__dirname}/foureyes_bg.wasm`;";
        assert_eq!(
            with_shared_module(text).unwrap(),
            "const path = `${__dirname}/../web/foureyes_bg.wasm`;"
        );
        assert!(with_shared_module("").is_err());
        assert!(with_shared_module(&text.repeat(2)).is_err());
    }
}
