//! Signed notes and checkpoints against published ones, and against forgers.

use ed25519_dalek::SigningKey;
use gavel_proto::Hash;

use super::{BASE64_STANDARD, CheckpointError, Engine, Signer, Verifier, note, read};
use crate::durable::tree::{Head, Tree, entry_leaf, leaf, sealed};

/// The keys and the note of the tests of golang.org/x/mod/sumdb/note.
const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const PETER_SECRET: &str = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const ENOCH: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const TEXT: &str = "\
If you think cryptography is the answer to your problem,
then you don't know what your problem is.
";
const PETER_LINE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const ENOCH_LINE: &str = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

/// A checkpoint of Go's checksum database, and its key.
const SUMDB: &str = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
const SUMDB_CHECKPOINT: &str = "\
go.sum database tree
65209736
5+uGFjx6xBZG8ip1+wi77v+grwbhhukIrxEUS8PXvRo=

— sum.golang.org Az3grnbssgK7ubgFX36gVETtNv0U23qxyAhAMai2QUfeGa3nB/akvkMdlUErfcZz7l/R3cVtYspg3dxXABkGZZKdsQ8=
";

fn verifier(text: &str) -> Verifier {
    text.parse().unwrap()
}

/// The key of the examples in the documentation: its seed is 32 times the byte 7.
fn signer() -> Signer {
    Signer::new("auction.example/autumn-2026", SigningKey::from_bytes(&[7; 32])).unwrap()
}

fn head(bodies: &[&str]) -> Head {
    let mut tree = Tree::default();
    tree.extend(bodies.iter().map(|body| leaf(body.as_bytes())));
    tree.head()
}

/// A text with the signature of one key.
fn sign(text: &str, signer: &Signer) -> String {
    format!("{text}\n{}", signer.line(&signer.sign(text)))
}

#[test]
fn the_published_note_is_signed_and_opened() {
    let secret = BASE64_STANDARD.decode(PETER_SECRET).unwrap();
    let key = SigningKey::from_bytes(secret[1..].try_into().unwrap());
    let peter = Signer::new("PeterNeumann", key).unwrap();
    assert_eq!(peter.verifier().to_string(), PETER);
    let note = format!("{TEXT}\n{PETER_LINE}");
    assert_eq!(sign(TEXT, &peter), note);
    assert_eq!(note::open(&note, &verifier(PETER)), Ok(TEXT));
    let both = format!("{note}{ENOCH_LINE}");
    for key in [PETER, ENOCH] {
        assert_eq!(verifier(key).to_string(), key);
        assert_eq!(note::open(&both, &verifier(key)), Ok(TEXT));
    }
    let refused = note::open(&note, &verifier(ENOCH)).unwrap_err();
    assert_eq!(refused, CheckpointError::NotSigned { key: "EnochRoot+af0cfe78".to_owned() });
}

#[test]
fn a_published_checkpoint_is_opened() {
    let text = note::open(SUMDB_CHECKPOINT, &verifier(SUMDB)).unwrap();
    let (origin, head) = read(text).unwrap();
    assert_eq!((origin, head.size), ("go.sum database tree", 65_209_736));
    assert!(head.root.to_string().starts_with("e7eb86163c7ac416"), "{}", head.root);
    // That log has another origin than its key's name; ours have not.
    let refused = verifier(SUMDB).open(SUMDB_CHECKPOINT).unwrap_err();
    assert!(matches!(refused, CheckpointError::Origin { .. }), "{refused}");
}

#[test]
fn no_part_and_no_change_of_a_verifier_key_is_a_verifier_key() {
    for start in 0..PETER.len() {
        for end in start..=PETER.len() {
            assert_eq!(PETER[start..end].parse::<Verifier>().is_ok(), &PETER[start..end] == PETER);
        }
        let mut changed = PETER.to_owned().into_bytes();
        changed[start] += 1;
        String::from_utf8(changed).unwrap().parse::<Verifier>().unwrap_err();
    }
    let refused = |text: &str| text.parse::<Verifier>().unwrap_err();
    // Both with the right id.
    let long = "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==";
    assert!(matches!(refused(long), CheckpointError::KeyText { .. }));
    let other = "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    assert_eq!(refused(other), CheckpointError::KeyKind { kind: 0x65 });
    let shouted = PETER.replace("c74f20a3", "C74F20A3");
    assert_eq!(
        refused(&shouted),
        CheckpointError::KeyId { found: "C74F20A3".to_owned(), computed: 0xc74f_20a3 }
    );
    for name in ["", "a b", "a+b", "a\u{a0}b", "a\u{2028}b", "a\0b", "a\nb"] {
        let refused = Signer::new(name, SigningKey::from_bytes(&[7; 32])).unwrap_err();
        assert_eq!(refused, CheckpointError::KeyName { name: name.to_owned() });
    }
}

#[test]
fn a_note_that_is_not_whole_is_refused_with_its_reason() {
    let line = |line: &str| CheckpointError::SignatureLine { line: line.to_owned() };
    let forged = CheckpointError::Forged { key: "PeterNeumann+c74f20a3".to_owned() };
    let lengthened = PETER_LINE.replace("SffcvIAQ", "SffcABCDvIAQ");
    for (note, reason) in [
        (TEXT.to_owned(), CheckpointError::NoSignatures),
        (format!("{TEXT}\n"), CheckpointError::NoSignatures),
        (format!("{TEXT}\n{}", PETER_LINE.trim_end()), CheckpointError::NoSignatures),
        (format!("{TEXT}{PETER_LINE}"), CheckpointError::NoSignatures),
        (format!("\u{1}{TEXT}\n{PETER_LINE}"), CheckpointError::Control { offset: 0 }),
        (format!("{TEXT}\r\n{PETER_LINE}"), CheckpointError::Control { offset: TEXT.len() }),
        (format!("{TEXT}\n— Bad Name x08g\n{PETER_LINE}"), line("— Bad Name x08g")),
        (format!("{TEXT}\n— Short x08goA==\n"), line("— Short x08goA==")),
        (format!("{TEXT}\n{PETER_LINE}Unexpected line.\n"), line("Unexpected line.")),
        (format!("{TEXT}\n— PeterNeumann x08gow==\n"), line("— PeterNeumann x08gow==")),
        (format!("{TEXT}\n— PeterNeumann x08goww\n"), line("— PeterNeumann x08goww")),
        (format!("{TEXT}\n{lengthened}"), forged.clone()),
        (format!("{TEXT}more\n\n{PETER_LINE}"), forged.clone()),
        (format!("{TEXT}\n{PETER_LINE}{lengthened}"), forged),
        (
            format!("{TEXT}\n{}", PETER_LINE.repeat(101)),
            CheckpointError::TooManySignatures { found: 101 },
        ),
    ] {
        assert_eq!(note::open(&note, &verifier(PETER)), Err(reason), "{note}");
    }
}

#[test]
fn a_text_keeps_its_empty_lines() {
    for text in ["\n", "a\n\n", "a\n\n\nb\n", "— b AAAAAAA=\n"] {
        assert_eq!(note::open(&sign(text, &signer()), signer().verifier()), Ok(text));
    }
}

#[test]
fn a_checkpoint_comes_back_as_it_went_and_no_bit_of_it_may_change() {
    for head in [head(&[]), head(&["a"]), Head { size: u64::MAX, ..head(&[]) }] {
        assert_eq!(signer().verifier().open(&signer().checkpoint(head, None).text), Ok(head));
    }
    let whole = signer().checkpoint(head(&["a", "b", "c"]), None).text.into_bytes();
    for bit in 0..whole.len() * 8 {
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        if let Ok(flipped) = String::from_utf8(flipped) {
            signer().verifier().open(&flipped).expect_err(&flipped);
        }
    }
}

#[test]
fn a_signed_text_that_is_no_checkpoint_is_refused_with_its_reason() {
    let root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    let open = |text: &str| signer().verifier().open(&sign(text, &signer()));
    let origin = "auction.example/autumn-2026";
    let whole = format!("{origin}\n0\n{root}\n");
    assert_eq!(open(&whole), Ok(head(&[])));
    assert_eq!(open(&format!("{whole}an extension\n")), Ok(head(&[])));
    for lines in ["", "\n", "0\n", "\n0\n", "0\n\n"] {
        assert_eq!(open(&format!("{origin}\n{lines}")), Err(CheckpointError::Lines), "{lines:?}");
    }
    assert_eq!(open(&format!("{whole}\n")), Err(CheckpointError::Lines));
    assert_eq!(open(&format!("\n0\n{root}\n")), Err(CheckpointError::Lines));
    for line in ["00", "01", "+1", "-1", " 1", "1 ", "0x1", "one", "18446744073709551616"] {
        let refused = open(&format!("{origin}\n{line}\n{root}\n"));
        assert_eq!(refused, Err(CheckpointError::Size { line: line.to_owned() }));
    }
    let unpadded = root.trim_end_matches('=');
    let stray_bits = root.replace("FU=", "FV=");
    for line in [unpadded, &stray_bits, &root[4..], "e3b0c442", " "] {
        let refused = open(&format!("{origin}\n1\n{line}\n"));
        assert_eq!(refused, Err(CheckpointError::Root { line: line.to_owned() }));
    }
    let refused = open(&format!("{origin}x\n0\n{root}\n")).unwrap_err().to_string();
    assert!(refused.contains(&format!("{origin}x")), "{refused}");
}

/// Somebody who writes a checker from the page finds there what it must compute.
#[test]
fn the_example_in_the_documentation_is_what_it_says() {
    let page = include_str!("../../../../docs/JOURNAL.md");
    let blocks = |fence: &str| -> Vec<&str> {
        let blocks = page.split(fence).skip(1);
        blocks.filter_map(|rest| rest.split("```").next()).collect()
    };
    let entries = blocks("```json\n").into_iter().map(|block| block.trim_end().split_once('\n'));
    let entries: Vec<(&str, &str)> = entries.map(Option::unwrap).collect();
    let hashes: Vec<Hash> = entries.iter().map(|(_, secret)| sealed(secret.as_bytes())).collect();
    let leaves = entries.iter().zip(&hashes);
    let leaves: Vec<Hash> =
        leaves.map(|((public, _), sealed)| entry_leaf(sealed, public.as_bytes())).collect();
    let head = |leaves: &[Hash]| {
        let mut tree = Tree::default();
        tree.extend(leaves.iter().copied());
        tree.head()
    };
    let roots = [head(&leaves[..2]).root, head(&leaves).root, head(&[]).root];
    for hash in hashes.iter().chain(&leaves).chain(&roots) {
        assert!(page.contains(&hash.to_string()), "{hash} is missing");
    }
    let head = head(&leaves);
    let key = signer().verifier().to_string();
    assert!(page.contains(&key), "{key} is missing");
    let checkpoint = signer().checkpoint(head, None).text;
    assert!(blocks("```text\n").contains(&checkpoint.as_str()), "{checkpoint} is missing");
    assert_eq!(verifier(&key).open(&checkpoint), Ok(head));
}
