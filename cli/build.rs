//! Packs the shared vectors into one file, which `foureyes self-test` runs.
#![forbid(unsafe_code)]

#[cfg(feature = "self-test")]
mod pack {
    use std::env;
    use std::fs;
    use std::io;
    use std::path::{Path, PathBuf};

    use serde_json::Value;
    use zlib_rs::{DeflateConfig, ReturnCode, compress_bound, compress_slice};

    /// The length of everything, eight bytes big-endian, and everything, compressed: for each vector a line with its
    /// area and a line with itself. Where there are no vectors, nothing.
    pub(crate) fn pack() -> io::Result<()> {
        let folder = variable("CARGO_MANIFEST_DIR")?.join("../tests/vectors");
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut lines = String::new();
        if folder.is_dir() {
            for area in sorted(&folder)? {
                if area.is_dir() {
                    add(&area, &mut lines)?;
                }
            }
        }
        let packed = if lines.is_empty() {
            Vec::new()
        } else {
            compressed(lines.as_bytes())?
        };
        fs::write(variable("OUT_DIR")?.join("vectors.bin"), packed)
    }

    fn variable(name: &str) -> io::Result<PathBuf> {
        env::var_os(name)
            .map(PathBuf::from)
            .ok_or_else(|| io::Error::other(format!("`{name}` is not set")))
    }

    fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
        let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
        let mut paths = entries.collect::<io::Result<Vec<_>>>()?;
        paths.sort();
        Ok(paths)
    }

    fn add(area: &Path, lines: &mut String) -> io::Result<()> {
        let name = area.file_name().unwrap_or_default().to_string_lossy();
        for file in sorted(area)? {
            let vector: Value = serde_json::from_str(&fs::read_to_string(&file)?)
                .map_err(|error| io::Error::other(format!("{}: {error}", file.display())))?;
            lines.push_str(&format!("{name}\n{vector}\n"));
        }
        Ok(())
    }

    fn compressed(bytes: &[u8]) -> io::Result<Vec<u8>> {
        let config = DeflateConfig {
            level: 9,
            ..DeflateConfig::default()
        };
        let mut room = vec![0; compress_bound(bytes.len())];
        let (body, code) = compress_slice(&mut room, bytes, config);
        if code != ReturnCode::Ok {
            return Err(io::Error::other(format!("compressing failed: {code:?}")));
        }
        let length = u64::try_from(bytes.len()).map_err(io::Error::other)?;
        Ok([length.to_be_bytes().as_slice(), body].concat())
    }
}

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "self-test")]
    pack::pack()?;
    Ok(())
}
