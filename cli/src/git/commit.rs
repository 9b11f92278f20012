//! Commits as they are written in the object database.

use gix::ObjectId;
use gix::bstr::ByteSlice as _;
use gix::objs::Kind;
use sha2::{Digest as _, Sha256};

use super::error::GitError;
use super::repository::Repository;

/// A name, an address and a time, exactly as in the object. `.mailmap` is never applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    /// May be empty, or not UTF-8.
    pub(crate) name: Vec<u8>,
    /// Without the angle brackets; may be empty, or not UTF-8.
    pub(crate) email: Vec<u8>,
    /// Seconds since 1970, as claimed by the author of the object.
    pub(crate) seconds: i64,
}

/// What kind of signature a commit carries. Whether it is valid is not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SignatureKind {
    /// No signature header.
    None,
    /// An SSH signature.
    Ssh,
    /// An OpenPGP signature.
    Gpg,
    /// A CMS signature with an X.509 certificate.
    X509,
    /// A signature header with something else in it.
    Unknown,
}

/// An SSH signature as a commit carries it, and what it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SshSigned {
    /// The object's content without its signatures: what git signs.
    pub(crate) content: Vec<u8>,
    /// The signature, armor and all.
    pub(crate) signature: String,
}

/// One commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Commit {
    /// The commit's id.
    pub(crate) id: String,
    /// The id of its tree.
    pub(crate) tree: String,
    /// The ids of its parents, in order, as recorded.
    pub(crate) parents: Vec<String>,
    /// SHA-256 of the object's content, without git's header.
    pub(crate) sha256: [u8; 32],
    /// Who wrote the change.
    pub(crate) author: Identity,
    /// Who made the commit.
    pub(crate) committer: Identity,
    /// The message, unchanged.
    pub(crate) message: Vec<u8>,
    /// The kind of its signature.
    pub(crate) signature: SignatureKind,
    /// Its SSH signature, if it has one signature and this is one.
    pub(crate) ssh: Option<SshSigned>,
}

/// The parts of a commit that a walk through history needs.
#[derive(Debug, Clone)]
pub(super) struct Links {
    pub(super) tree: ObjectId,
    pub(super) parents: Vec<ObjectId>,
    /// The committer's time; 0 where it cannot be read, as it only orders the walk.
    pub(super) seconds: i64,
}

/// A commit object taken apart.
struct Raw<'a> {
    tree: ObjectId,
    parents: Vec<ObjectId>,
    author: &'a [u8],
    committer: &'a [u8],
    signature: SignatureKind,
    message: &'a [u8],
}

impl Repository {
    /// The commit with this id.
    pub(crate) fn commit(&self, id: &str) -> Result<Commit, GitError> {
        self.load_commit(self.parse_id(id)?)
    }

    pub(super) fn load_commit(&self, id: ObjectId) -> Result<Commit, GitError> {
        let content = self.objects.read(&id, Kind::Commit)?;
        let bad = |detail| GitError::malformed(id, detail);
        let raw = Raw::parse(&content).map_err(bad)?;
        let identity = |line| parse_identity(line).ok_or_else(|| bad("a name line is unreadable"));
        Ok(Commit {
            id: id.to_string(),
            tree: raw.tree.to_string(),
            parents: raw.parents.iter().map(ToString::to_string).collect(),
            sha256: Sha256::digest(&content).into(),
            author: identity(raw.author)?,
            committer: identity(raw.committer)?,
            message: raw.message.to_vec(),
            signature: raw.signature,
            ssh: ssh_signature(&content),
        })
    }

    pub(super) fn load_links(&self, id: ObjectId) -> Result<Links, GitError> {
        let content = self.objects.read(&id, Kind::Commit)?;
        let raw = Raw::parse(&content).map_err(|detail| GitError::malformed(id, detail))?;
        Ok(Links {
            tree: raw.tree,
            parents: raw.parents,
            seconds: parse_identity(raw.committer).map_or(0, |identity| identity.seconds),
        })
    }
}

impl<'a> Raw<'a> {
    /// Takes the headers in the order git writes them. A second tree, author or committer would
    /// let two readers see two different commits, so it is refused.
    fn parse(content: &'a [u8]) -> Result<Self, &'static str> {
        let (mut head, message) = match content.find(b"\n\n") {
            Some(at) => {
                let (head, rest) = content.split_at(at);
                (head, rest.get(2..).unwrap_or_default())
            }
            None => (content.strip_suffix(b"\n").unwrap_or(content), &[][..]),
        };
        if head.contains(&0) {
            return Err("a header contains a zero byte");
        }
        let tree = take(&mut head, b"tree ").ok_or("it does not begin with a tree")?;
        let tree = ObjectId::from_hex(tree).map_err(|_| "its tree is not an id")?;
        let mut parents = Vec::new();
        while let Some(parent) = take(&mut head, b"parent ") {
            parents.push(ObjectId::from_hex(parent).map_err(|_| "a parent is not an id")?);
        }
        let author = take(&mut head, b"author ").ok_or("it has no author")?;
        let committer = take(&mut head, b"committer ").ok_or("it has no committer")?;
        let mut signature = SignatureKind::None;
        for line in head.split(|byte| *byte == b'\n') {
            let key = line.split(|byte| *byte == b' ').next().unwrap_or_default();
            match key {
                b"tree" | b"parent" | b"author" | b"committer" => {
                    return Err("a header is repeated");
                }
                b"gpgsig" | b"gpgsig-sha256" if signature == SignatureKind::None => {
                    signature = signature_kind(line.get(key.len()..).unwrap_or_default());
                }
                _ => {}
            }
        }
        Ok(Self {
            tree,
            parents,
            author,
            committer,
            signature,
            message,
        })
    }
}

/// Takes one header line off the front if it has this key.
fn take<'a>(head: &mut &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let rest = head.strip_prefix(key)?;
    let (line, rest) = rest.split_once_str(b"\n").unwrap_or((rest, b""));
    *head = rest;
    Some(line)
}

/// Takes the signature headers out of a commit, as git does before it verifies: a header and the lines below it that
/// begin with a space.
fn ssh_signature(content: &[u8]) -> Option<SshSigned> {
    let end = content.find(b"\n\n")?.checked_add(1)?;
    let (head, rest) = content.split_at_checked(end)?;
    let mut signed = Vec::with_capacity(content.len());
    let mut signature = String::new();
    let mut found = 0_u32;
    let mut within = false;
    for line in head.split_inclusive(|byte| *byte == b'\n') {
        let value = line
            .strip_prefix(b"gpgsig ")
            .or_else(|| line.strip_prefix(b"gpgsig-sha256 "));
        let part = match (value, line.strip_prefix(b" ")) {
            (Some(value), _) => {
                found = found.saturating_add(1);
                within = true;
                value
            }
            (None, Some(more)) if within => more,
            _ => {
                within = false;
                signed.extend_from_slice(line);
                continue;
            }
        };
        signature.push_str(part.to_str().ok()?);
    }
    signed.extend_from_slice(rest);
    let is_ssh = found == 1 && signature.starts_with("-----BEGIN SSH SIGNATURE-----\n");
    is_ssh.then_some(SshSigned {
        content: signed,
        signature,
    })
}

fn signature_kind(value: &[u8]) -> SignatureKind {
    match value.trim() {
        b"-----BEGIN SSH SIGNATURE-----" => SignatureKind::Ssh,
        b"-----BEGIN PGP SIGNATURE-----" | b"-----BEGIN PGP MESSAGE-----" => SignatureKind::Gpg,
        b"-----BEGIN SIGNED MESSAGE-----" => SignatureKind::X509,
        _ => SignatureKind::Unknown,
    }
}

/// `Name <address> seconds zone`, with exactly one pair of angle brackets.
fn parse_identity(line: &[u8]) -> Option<Identity> {
    let (name, rest) = line.split_once_str(b"<")?;
    let (email, time) = rest.split_once_str(b">")?;
    if name.contains(&b'>') || email.contains(&b'<') || time.find_byteset(b"<>").is_some() {
        return None;
    }
    let seconds = time.strip_prefix(b" ")?.split_str(b" ").next()?;
    Some(Identity {
        name: name.strip_suffix(b" ").unwrap_or(name).to_vec(),
        email: email.to_vec(),
        seconds: seconds.to_str().ok()?.parse().ok()?,
    })
}
