//! The receipt that a house gave for a bid, made from its journal and the heads that it signed.

use std::path::Path;

use gavel_engine::durable::receipt;
use gavel_engine::durable::{Archive, Piece, Reader};
use gavel_proto::Seq;
use gavel_proto::wire::Receipt;

use super::author::ORIGIN;
use super::sale::SESSION;

/// The receipt of the bid at `seq` in this journal, under that of these heads which is over so many
/// entries.
pub(super) fn receipt(folder: &Path, heads: &[String], seq: Seq, size: u64) -> Receipt {
    let session = SESSION.parse().expect("a session's name");
    let mut archive = Archive::folder(folder, &session);
    let mut reader = Reader::open(folder, &session).expect("a journal");
    while let Some(piece) = reader.piece() {
        if let Piece::Record(record) = piece.expect("a clean journal") {
            archive.keep(record.located());
        }
    }
    let record = archive.record(seq).expect("a journal").expect("an entry");
    let entry = archive.entry(record.clone()).expect("a whole entry");
    let head = archive.head(size).expect("a head");
    let text = heads.iter().find(|text| text.contains(&format!("\n{size}\n")));
    let line = text.expect("a signed head").trim_end().rsplit(' ').next().expect("a signature");
    let part = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("JSON");
    Receipt {
        origin: ORIGIN.to_owned(),
        session,
        seq,
        at: entry.at,
        bid_id: receipt::bid_id(&entry).expect("a bid"),
        verdict: receipt::verdict(&entry.outcome),
        leaf: record.leaf(),
        size,
        root: head.root,
        signature: line.to_owned(),
        proof: Some(archive.inclusion(seq, size).expect("a proof")),
        public: Some(part(record.public_part())),
        secret: record.secret_part().map(part),
    }
}
