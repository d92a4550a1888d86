//! A signed note: a text, an empty line, and a line for each signature (C2SP signed-note, v1).

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::error::CheckpointError;
use super::key::{Signer, Verifier, check_name};
use crate::limits;

/// What a signature line begins with: a long dash (U+2014) and a space.
const DASH: &str = "\u{2014} ";

/// A signature line, checked for its form alone.
struct Line<'a> {
    name: &'a str,
    id: u32,
    signature: Vec<u8>,
}

impl Signer {
    /// The line of this key's signature, which ends with a line feed.
    pub(super) fn line(&self, signature: &str) -> String {
        format!("{DASH}{} {signature}\n", self.verifier().name())
    }
}

/// The text of a note, whoever signed it.
///
/// # Errors
/// From [`CheckpointError::Control`] to [`CheckpointError::TooManySignatures`].
pub(super) fn text(note: &str) -> Result<&str, CheckpointError> {
    split(note).map(|(text, _)| text)
}

/// The text of a note that this key signed. Signatures of other keys are passed over, but every
/// one of this key must fit.
///
/// # Errors
/// From [`CheckpointError::Control`] to [`CheckpointError::Forged`].
pub(super) fn open<'a>(note: &'a str, verifier: &Verifier) -> Result<&'a str, CheckpointError> {
    let (text, lines) = split(note)?;
    let lines = lines.into_iter().map(Line::read).collect::<Result<Vec<Line<'_>>, _>>()?;
    let ours: Vec<&Line<'_>> =
        lines.iter().filter(|line| verifier.is(line.name, line.id)).collect();
    if ours.is_empty() {
        return Err(CheckpointError::NotSigned { key: verifier.short() });
    }
    ours.iter().try_for_each(|line| verifier.check(text, &line.signature))?;
    Ok(text)
}

/// The text, and the lines behind the last empty one.
fn split(note: &str) -> Result<(&str, Vec<&str>), CheckpointError> {
    let is_control = |byte: u8| byte < b' ' && byte != b'\n';
    if let Some(offset) = note.bytes().position(is_control) {
        return Err(CheckpointError::Control { offset });
    }
    let empty = note.rfind("\n\n").ok_or(CheckpointError::NoSignatures)?;
    let (text, signatures) = (&note[..=empty], &note[empty + 2..]);
    let whole = signatures.strip_suffix('\n').ok_or(CheckpointError::NoSignatures)?;
    let lines: Vec<&str> = whole.split('\n').collect();
    if limits::CHECKPOINT_SIGNATURES < lines.len() {
        return Err(CheckpointError::TooManySignatures { found: lines.len() });
    }
    Ok((text, lines))
}

impl<'a> Line<'a> {
    fn read(line: &'a str) -> Result<Self, CheckpointError> {
        let parts = || {
            let (name, signature) = line.strip_prefix(DASH)?.split_once(' ')?;
            check_name(name).ok()?;
            let signature = BASE64_STANDARD.decode(signature).ok()?;
            let (id, signature) = signature.split_first_chunk()?;
            let is_something = !signature.is_empty();
            is_something.then(|| Self {
                name,
                id: u32::from_be_bytes(*id),
                signature: signature.to_vec(),
            })
        };
        parts().ok_or_else(|| CheckpointError::SignatureLine { line: line.to_owned() })
    }
}
