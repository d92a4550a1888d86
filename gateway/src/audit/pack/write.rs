//! Making a pack.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use gavel_engine::durable::{Head, JournalError, Piece, segment_name};
use gavel_proto::{Seq, SessionId};
use tar::{Builder, EntryType, Header};

use super::manifest::Manifest;
use super::member::Hashed;
use super::{
    BUILD, HEAD, JOURNAL, KEY, MANIFEST, README, Taken, build, printed, readme, terms_name,
};
use crate::audit::decision::{Divergence, json};
use crate::audit::progress::Progress;
use crate::audit::source::Source;
use crate::minutes::{MinutesError, PdfError};

/// What was packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Packed {
    /// Entries in the journal.
    pub(crate) entries: u64,
    /// Entries under its last signed head.
    pub(crate) signed: u64,
    /// Files, the manifest too.
    pub(crate) files: usize,
}

/// Why nothing was packed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PackingError {
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// Nothing in it is signed.
    #[error("session {session}: no signed head stands in its journal yet: pack it a second later")]
    NotSigned { session: SessionId },
    /// A journal that names no key.
    #[error("session {session}: its journal names no key, so nobody could check its heads")]
    NoKey { session: SessionId },
    /// What no minutes can be made of.
    #[error(transparent)]
    Diverged(#[from] Divergence),
    /// The minutes.
    #[error(transparent)]
    Minutes(#[from] MinutesError),
    /// The printed minutes.
    #[error(transparent)]
    Pdf(#[from] PdfError),
    /// The file.
    #[error("{}: {source}; name a new file in a folder that is there", .path.display())]
    Unwritten { path: PathBuf, source: io::Error },
}

/// What stands in a journal that goes into a pack.
struct Journaled {
    taken: Taken,
    segments: BTreeMap<Seq, u64>,
    key: String,
    head: String,
    signed: u64,
    whole: Head,
}

/// Packs the journal in this folder into a new file.
///
/// # Errors
/// [`PackingError`]; what stands in the file then is no pack.
pub(crate) fn write(source: &Source, folder: &Path, out: &Path) -> Result<Packed, PackingError> {
    let read = read(source)?;
    let session = source.session();
    let mut small = vec![
        (README.to_owned(), readme::text(session).into_bytes()),
        (BUILD.to_owned(), build().into_bytes()),
        (KEY.to_owned(), format!("{}\n", read.key).into_bytes()),
        (HEAD.to_owned(), read.head.clone().into_bytes()),
    ];
    let published = read.taken.terms.iter();
    small.extend(
        published.map(|(lot, terms)| (terms_name(*lot), format!("{}\n", json(terms)).into_bytes())),
    );
    small.extend(printed(&read.taken.minutes(read.whole)?)?);
    let unwritten = |source| PackingError::Unwritten { path: out.to_owned(), source };
    let file = File::create_new(out).map_err(unwritten)?;
    let files = fill(file, &small, session, folder, &read.segments).map_err(unwritten)?;
    Ok(Packed { entries: read.whole.size, signed: read.signed, files })
}

fn read(source: &Source) -> Result<Journaled, PackingError> {
    let mut journal = source.reader()?;
    let mut progress = Progress::of(source);
    let (mut taken, mut segments) = (Taken::default(), BTreeMap::new());
    while let Some(piece) = journal.piece() {
        if let Piece::Record(record) = piece? {
            taken.take(&journal.entry(record)?);
        }
        segments.extend(journal.reached().map(|reached| (reached.segment, reached.bytes)));
        progress.tick(&journal);
    }
    progress.done();
    let session = || source.session().clone();
    let key = taken.key.clone().ok_or_else(|| PackingError::NoKey { session: session() })?;
    let last = journal.signed().ok_or_else(|| PackingError::NotSigned { session: session() })?;
    let (head, signed) = (last.text().to_owned(), last.head().size);
    Ok(Journaled { taken, segments, key, head, signed, whole: journal.head() })
}

fn fill(
    file: File,
    small: &[(String, Vec<u8>)],
    session: &SessionId,
    folder: &Path,
    segments: &BTreeMap<Seq, u64>,
) -> io::Result<usize> {
    let mut builder = Builder::new(BufWriter::new(file));
    let mut manifest = Manifest::default();
    for (name, bytes) in small {
        put(&mut builder, &mut manifest, name, bytes.len() as u64, bytes.as_slice())?;
    }
    for (first, bytes) in segments {
        let name = format!("{JOURNAL}{session}/{}", segment_name(*first));
        let segment = File::open(folder.join(segment_name(*first)))?.take(*bytes);
        put(&mut builder, &mut manifest, &name, *bytes, segment)?;
    }
    let text = manifest.to_string();
    put(&mut builder, &mut Manifest::default(), MANIFEST, text.len() as u64, text.as_bytes())?;
    let mut out = builder.into_inner()?;
    out.flush()?;
    out.get_ref().sync_all()?;
    Ok(manifest.0.len() + 1)
}

/// Appends a file that has no date, no owner and nothing else that another run would not have.
fn put(
    builder: &mut Builder<BufWriter<File>>,
    manifest: &mut Manifest,
    name: &str,
    bytes: u64,
    content: impl Read,
) -> io::Result<()> {
    let mut header = Header::new_ustar();
    header.set_path(name)?;
    header.set_size(bytes);
    header.set_mode(0o644);
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(0);
    header.set_entry_type(EntryType::Regular);
    header.set_cksum();
    let mut hashed = Hashed::new(content);
    builder.append(&header, &mut hashed)?;
    manifest.0.insert(name.to_owned(), hashed.finish());
    Ok(())
}
