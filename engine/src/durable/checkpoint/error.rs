//! What can be wrong with a checkpoint or with the text of a key, and what to do about it.

use crate::limits;

/// Why a checkpoint or a key was not believed. Variants stand in the order of the checks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// A text that is no verifier key.
    #[error(
        "{found:?} is no verifier key: copy the whole `name+id+key` that the exchange gave out"
    )]
    KeyText {
        /// The text.
        found: String,
    },
    /// A key for signatures of another kind.
    #[error("the key is of kind {kind:#04x}: use an Ed25519 key, of kind 0x01")]
    KeyKind {
        /// The byte before the key.
        kind: u8,
    },
    /// A name that no key can have.
    #[error("{name:?} names no key: write a text without spaces and `+`, like example.com/autumn")]
    KeyName {
        /// The name.
        name: String,
    },
    /// The id is not that of the name and the key.
    #[error("the key's id is {computed:08x}, not {found:?}: copy the verifier key again")]
    KeyId {
        /// As written.
        found: String,
        /// As computed.
        computed: u32,
    },
    /// A character that no signed note holds.
    #[error(
        "a control character at byte {offset}: end lines with a line feed alone, and use no tabs"
    )]
    Control {
        /// Bytes from the beginning.
        offset: usize,
    },
    /// No empty line with signatures behind it, or the last line does not end.
    #[error("no whole signature lines behind an empty line: the text is cut or was never signed")]
    NoSignatures,
    /// More signatures than anybody needs.
    #[error(
        "{found} signatures, and at most {} are read: leave out those of other keys",
        limits::CHECKPOINT_SIGNATURES
    )]
    TooManySignatures {
        /// How many.
        found: usize,
    },
    /// A line among the signatures that is none.
    #[error(
        "{line:?} is no signature line, which is a long dash, a space, the key's name, a space \
         and base64: copy the checkpoint again, byte for byte"
    )]
    SignatureLine {
        /// The line.
        line: String,
    },
    /// The key signed nothing here.
    #[error(
        "no signature of {key}: ask for the verifier key that signed this, or for another copy"
    )]
    NotSigned {
        /// The key's name and id.
        key: String,
    },
    /// The key signed something else.
    #[error(
        "the signature of {key} does not fit the text: the text or the signature was changed; \
         keep it as evidence and do not believe it"
    )]
    Forged {
        /// The key's name and id.
        key: String,
    },
    /// Not three lines or more, each with something in it.
    #[error("a checkpoint has an origin, a size and a root, each on a line of its own")]
    Lines,
    /// A size that is no number, or is written in another way than that number is.
    #[error("the size {line:?} is not a number of leaves: write its digits without leading zeros")]
    Size {
        /// The line.
        line: String,
    },
    /// A root that is no hash.
    #[error("the root {line:?} is not a hash of 32 bytes in base64")]
    Root {
        /// The line.
        line: String,
    },
    /// A checkpoint of another journal.
    #[error("this is a checkpoint of {found:?}, not of {expected:?}: use that one's verifier key")]
    Origin {
        /// Its first line.
        found: String,
        /// The name of the key.
        expected: String,
    },
}
