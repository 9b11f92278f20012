use std::fs;

use super::*;

fn code(path: &Path) -> &'static str {
    read(path).unwrap_err().code()
}

#[cfg(unix)]
fn chmod(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_key_survives_its_file() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("carol.key");
    let key = generate().unwrap();
    write(&key, &path).unwrap();
    let read = read(&path).unwrap();
    assert_eq!(read.public(), key.public());
    assert_eq!(read.sign(b"message"), key.sign(b"message"));
    assert_eq!(write(&key, &path).unwrap_err().code(), "key_exists");
    let debug = format!("{key:?}");
    assert_eq!(debug, format!("SecretKey({})", key.public().fingerprint()));
    let other = generate().unwrap();
    assert_ne!(other.public(), key.public());
}

#[cfg(unix)]
#[test]
fn what_others_can_read_is_refused() {
    use std::os::unix::fs::MetadataExt as _;

    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("carol.key");
    write(&generate().unwrap(), &path).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
    chmod(&path, 0o640);
    let error = read(&path).unwrap_err();
    assert_eq!(error.code(), "key_too_open");
    assert!(error.to_string().contains("chmod 600"), "{error}");
    chmod(&path, 0o400);
    assert!(read(&path).is_ok());
}

#[cfg(unix)]
#[test]
fn what_is_no_private_key() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("file");
    assert_eq!(code(&path), "key_not_found");
    // A key of another algorithm: X25519.
    let x25519 = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VuBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n-----END PRIVATE KEY-----\n";
    for (text, wanted) in [
        (&b""[..], "key_malformed"),
        (b"\xff\xfe", "key_malformed"),
        (
            b"-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----\n",
            "key_malformed",
        ),
        (x25519.as_bytes(), "key_malformed"),
        (
            b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n",
            "key_encrypted",
        ),
        (
            b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n",
            "key_openssh",
        ),
        (b"-----BEGIN PUBLIC KEY-----\nAAAA\n", "key_public"),
        (b"ssh-ed25519 AAAA carol\n", "key_public"),
    ] {
        fs::write(&path, text).unwrap();
        chmod(&path, 0o600);
        assert_eq!(code(&path), wanted, "{}", String::from_utf8_lossy(text));
    }
    // The same bytes as an Ed25519 key are one; so they are as OpenSSL writes them.
    fs::write(&path, x25519.replace("VuBCIE", "VwBCIE")).unwrap();
    let key = read(&path).unwrap();
    assert_eq!(
        key.public().point().first_chunk::<4>(),
        Some(&[0x03, 0xa1, 0x07, 0xbf])
    );
    assert_eq!(code(dir.path()), "key_failed");
}
