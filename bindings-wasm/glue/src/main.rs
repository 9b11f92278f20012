//! Makes the JavaScript around a module that was built for `wasm32-unknown-unknown`: once as an ES module, once as
//! CommonJS for Node.
//!
//! usage: `foureyes-glue MODULE FOLDER`, which writes `FOLDER/web` and `FOLDER/node`

#![forbid(unsafe_code)]

use std::env;
use std::error::Error;
use std::path::Path;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<_> = env::args_os().skip(1).collect();
    let [module, folder] = words.as_slice() else {
        return Err("usage: foureyes-glue MODULE FOLDER".into());
    };
    let folder = Path::new(folder);
    bindgen(module.as_ref())
        .web(true)?
        .generate(folder.join("web"))?;
    bindgen(module.as_ref())
        .nodejs(true)?
        .generate(folder.join("node"))?;
    Ok(())
}

fn bindgen(module: &Path) -> Bindgen {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name("foureyes")
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        // The default `init()` finds the module beside the glue, and bundlers see that they need it.
        .omit_default_module_path(false);
    bindgen
}
