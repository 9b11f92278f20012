//! Documents, wherever they stand: built in, in a commit, on the disk.

use std::path::{Path, PathBuf};

use foureyes::Format;
use foureyes::error::InputError;
use foureyes::policy::builtin_text;

use crate::error::CliError;
use crate::git::Repository;
use crate::output;

/// The most bytes of a document.
const LARGEST: u64 = 64 << 20;

/// What the name of the file with the signatures of a document ends in.
pub(crate) const SIGNATURES: &str = ".sig.json";

/// Where to look for a document.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// It comes with the crate.
    Builtin(String),
    /// It is in a commit, at the first of these paths that is there.
    InTree(Vec<String>),
    /// It is a file.
    OnDisk(PathBuf),
}

impl Place {
    /// Returns the first of some paths in a commit.
    pub(crate) fn in_tree<P: Into<String>>(paths: impl IntoIterator<Item = P>) -> Self {
        Self::InTree(paths.into_iter().map(Into::into).collect())
    }

    /// Returns the place of another document in the same folder, by its name without the ending; none where nothing
    /// stands beside this one.
    pub(crate) fn beside(&self, name: &str) -> Option<Self> {
        let names = [format!("{name}.toml"), format!("{name}.json")];
        match self {
            Self::Builtin(_) => None,
            Self::InTree(paths) => {
                let folder = paths.first()?.rsplit_once('/').map(|(folder, _)| folder);
                let path = |name: String| match folder {
                    Some(folder) => format!("{folder}/{name}"),
                    None => name,
                };
                Some(Self::in_tree(names.map(path)))
            }
            Self::OnDisk(file) => {
                let mut files = names.iter().map(|name| file.with_file_name(name));
                files.find(|file| file.is_file()).map(Self::OnDisk)
            }
        }
    }
}

/// The bytes of a document.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// What it is called in messages.
    pub(crate) name: String,
    bytes: Vec<u8>,
    format: Format,
}

impl Source {
    /// Reads what the document says.
    pub(crate) fn read<T>(
        &self,
        read: impl Fn(&str, Format) -> Result<T, InputError>,
    ) -> Result<T, InputError> {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => read(text, self.format),
            Err(error) => Err(InputError::unusable(
                &self.name,
                "syntax",
                format!("byte {} is not UTF-8", error.valid_up_to()),
            )),
        }
    }
}

/// Fetches a document; none where a commit does not have it.
pub(crate) fn fetch(
    place: &Place,
    tree: Option<(&Repository, &str)>,
) -> Result<Option<Source>, CliError> {
    match place {
        Place::Builtin(name) => {
            // An unknown profile is told by the one who reads it, with the nearest name.
            let text = match builtin_text(name) {
                Some(text) => text,
                None => match foureyes::Policy::profile(name) {
                    Ok(_) => return Ok(None),
                    Err(error) => return Err(CliError::document("--policy", error.problem())),
                },
            };
            Ok(Some(Source {
                name: name.clone(),
                bytes: text.into(),
                format: Format::Toml,
            }))
        }
        Place::OnDisk(file) => Ok(Some(Source {
            name: output::shown(file),
            bytes: output::read(file)?,
            format: format_of(file),
        })),
        Place::InTree(paths) => {
            let Some((repository, commit)) = tree else {
                return Ok(None);
            };
            for path in paths {
                if let Some(bytes) = repository.read_file(commit, path.as_bytes(), LARGEST)? {
                    return Ok(Some(Source {
                        name: output::plain(path),
                        bytes,
                        format: format_of(Path::new(path)),
                    }));
                }
            }
            Ok(None)
        }
    }
}

/// Fetches the signatures that stand beside a document: its name and `.sig.json`.
pub(crate) fn fetch_signatures(
    place: &Place,
    tree: Option<(&Repository, &str)>,
) -> Result<Option<Vec<u8>>, CliError> {
    match place {
        Place::Builtin(_) => Ok(None),
        Place::OnDisk(file) => {
            let beside = beside(file);
            beside.is_file().then(|| output::read(&beside)).transpose()
        }
        Place::InTree(paths) => {
            let Some((repository, commit)) = tree else {
                return Ok(None);
            };
            for path in paths {
                if repository.id_at(commit, path.as_bytes())?.is_some() {
                    let beside = format!("{path}{SIGNATURES}");
                    return Ok(repository.read_file(commit, beside.as_bytes(), LARGEST)?);
                }
            }
            Ok(None)
        }
    }
}

/// Where the signatures of a file stand.
pub(crate) fn beside(file: &Path) -> PathBuf {
    let mut beside = file.as_os_str().to_owned();
    beside.push(SIGNATURES);
    beside.into()
}

fn format_of(path: &Path) -> Format {
    let is_json = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    if is_json { Format::Json } else { Format::Toml }
}
