//! Checkpoints, keys and receipts: believed only where they are what was signed.

use bolero::check;
use gavel_engine::durable::{SignedHead, Verifier};
use gavel_proto::wire::Receipt;

use super::kept::{Kept, journals};
use super::spoilt::Spoilt;

/// A receipt with its proof, and the key that signed it: those of `docs/PROTOCOL.md`.
pub(super) fn receipt() -> (String, String) {
    let page = include_str!("../../docs/PROTOCOL.md");
    let blocks = page.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next());
    let values: Vec<serde_json::Value> =
        blocks.filter_map(|block| serde_json::from_str(block).ok()).collect();
    let receipt = values.iter().find_map(|value| value["result"].get("receipt"));
    let key = values.iter().find_map(|value| value["result"].get("key"));
    let key = key.and_then(serde_json::Value::as_str).expect("a key");
    (receipt.expect("a receipt").to_string(), key.to_owned())
}

#[test]
fn a_receipt_is_believed_only_where_it_says_what_was_signed() {
    let (sound, key) = receipt();
    let verifier: Verifier = key.parse().expect("a key");
    let original: Receipt = serde_json::from_str(&sound).expect("a receipt");
    verifier.check_receipt(&original).expect("a good receipt");
    check!().with_iterations(10_000).with_type::<Spoilt>().for_each(|spoilt| {
        let text = spoilt.text_of(&[&sound]);
        let Ok(read) = serde_json::from_str::<Receipt>(&text) else { return };
        if verifier.check_receipt(&read).is_ok() {
            let said = |receipt: &Receipt| {
                (receipt.size, receipt.root, receipt.origin.clone(), receipt.signature.clone())
            };
            assert_eq!(said(&read), said(&original), "believed: {text}");
            if read.proof.is_some() && read.public.is_some() {
                assert_eq!((read.seq, read.at), (original.seq, original.at), "believed: {text}");
            }
        }
    });
}

#[test]
fn a_checkpoint_is_believed_only_where_it_says_what_was_signed() {
    let heads: Vec<(Verifier, String, u64)> = journals().iter().map(first_head).collect();
    let texts: Vec<&str> = heads.iter().map(|(_, text, _)| text.as_str()).collect();
    let keys: Vec<String> = heads.iter().map(|(key, ..)| key.to_string()).collect();
    check!().with_iterations(20_000).with_type::<Spoilt>().for_each(|spoilt| {
        let (verifier, text, size) = &heads[spoilt.index(heads.len())];
        let spoilt_text = spoilt.text_of(&texts);
        if let Ok(head) = verifier.open(&spoilt_text) {
            assert_eq!(head.size, *size, "{spoilt_text} for {text}");
        }
        drop(SignedHead::stated(&spoilt_text));
        if let Ok(key) = spoilt.text_of(&keys).parse::<Verifier>() {
            drop(key.open(text));
        }
    });
}

/// The key of a kept journal, and the first checkpoint in it, with its size.
fn first_head(kept: &Kept) -> (Verifier, String, u64) {
    let key: Verifier = kept.key.parse().expect("a key");
    let text = String::from_utf8_lossy(&kept.segment);
    let start = text.find(&format!("{}\n", key.name())).expect("a head");
    let checkpoint: String = text[start..].split_inclusive('\n').take(5).collect();
    let size = key.open(&checkpoint).expect("a signed head").size;
    (key, checkpoint, size)
}
