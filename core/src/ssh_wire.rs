//! Length-prefixed strings, as SSH writes them on the wire (RFC 4251, section 5).

/// Appends a string.
pub(crate) fn push(wire: &mut Vec<u8>, bytes: &[u8]) {
    wire.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    wire.extend_from_slice(bytes);
}

/// Takes a string off the front.
pub(crate) fn take<'a>(wire: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = wire.split_first_chunk::<4>()?;
    let (bytes, rest) =
        rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    *wire = rest;
    Some(bytes)
}
