//! Numbers in bytes: little endian, everywhere in the journal.

/// The number at this offset; `None` if the bytes end before it does.
pub(in crate::durable) fn u32_at(bytes: &[u8], offset: usize) -> Option<u32> {
    bytes.get(offset..)?.first_chunk().map(|number| u32::from_le_bytes(*number))
}

/// The number at this offset; `None` if the bytes end before it does.
pub(in crate::durable) fn u64_at(bytes: &[u8], offset: usize) -> Option<u64> {
    bytes.get(offset..)?.first_chunk().map(|number| u64::from_le_bytes(*number))
}
