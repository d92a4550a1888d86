//! The tree against published vectors, against another implementation, and against forgers.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use gavel_proto::Hash;
use sha2::Sha256;

use super::hash::{empty, leaf};
use super::{Head, Nodes, ProofError, Tree};

/// The leaves of the certificate-transparency project's own tests, and the root above the first
/// of them, the first two, and so on.
const VECTORS: [(&[u8], &str); 8] = [
    (b"", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    (b"\x00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
    (b"\x10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    (b"\x20\x21", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
    (b"\x30\x31", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
    (b"\x40\x41\x42\x43", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
    (b"PQRSTUVW", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
    (b"`abcdefghijklmno", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
];

fn hashes(texts: &[&str]) -> Vec<Hash> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

/// Bodies that differ, some of them empty or long.
fn body(index: u64) -> Vec<u8> {
    let len = usize::try_from(index * 7 % 200).unwrap();
    [&index.to_be_bytes()[..], &vec![0; len]].concat()
}

fn nodes(size: u64) -> Nodes {
    let mut nodes = Nodes::default();
    nodes.extend((0..size).map(|index| leaf(&body(index))));
    nodes
}

#[test]
fn roots_are_those_of_the_published_vectors() {
    let mut tree = Tree::default();
    let mut nodes = Nodes::default();
    assert_eq!(tree.head(), nodes.head(0).unwrap());
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(tree.root().to_string(), empty);
    for (size, (body, root)) in (1..).zip(VECTORS) {
        tree.append(leaf(body));
        nodes.append(leaf(body));
        assert_eq!((tree.size(), tree.root().to_string().as_str()), (size, root));
    }
    for (size, (_, root)) in (1..).zip(VECTORS) {
        assert_eq!(nodes.head(size), Ok(Head { size, root: root.parse().unwrap() }));
    }
}

#[test]
fn proofs_are_those_of_the_published_vectors() {
    let mut nodes = Nodes::default();
    nodes.extend(VECTORS.map(|(body, _)| leaf(body)));
    let path = hashes(&[
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
    assert_eq!(nodes.inclusion(5, 8), Ok(path));
    let path = hashes(&[
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
    assert_eq!(nodes.consistency(6, 8), Ok(path));
    let path = hashes(&[
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]);
    assert_eq!(nodes.consistency(2, 5), Ok(path));
}

#[test]
fn another_implementation_makes_the_same_heads_and_proofs() {
    let nodes = nodes(130);
    let mut tree = Tree::default();
    let mut oracle = MemoryBackedTree::<Sha256, Vec<u8>>::new();
    for size in 0..=130 {
        let head = nodes.head(size).unwrap();
        assert_eq!(head, tree.head());
        assert_eq!(head.root.0[..], oracle.root().as_bytes()[..], "size {size}");
        for index in 0..size {
            let proof = nodes.inclusion(index, size).unwrap();
            let theirs = oracle.prove_inclusion(usize::try_from(index).unwrap());
            assert_eq!(flat(&proof), theirs.as_bytes(), "leaf {index} of {size}");
            head.includes(index, &leaf(&body(index)), &proof).unwrap();
        }
        for earlier in 0..=size {
            let proof = nodes.consistency(earlier, size).unwrap();
            if (1..size).contains(&earlier) {
                let theirs = oracle.prove_consistency(usize::try_from(size - earlier).unwrap());
                assert_eq!(flat(&proof), theirs.as_bytes(), "{earlier} to {size}");
            }
            head.extends(&nodes.head(earlier).unwrap(), &proof).unwrap();
        }
        tree.append(leaf(&body(size)));
        oracle.push(body(size));
    }
}

fn flat(proof: &[Hash]) -> Vec<u8> {
    proof.iter().flat_map(|hash| hash.0).collect()
}

/// This hash with each of its bits flipped, one at a time.
fn flips(hash: Hash) -> impl Iterator<Item = Hash> {
    (0..256).map(move |bit| {
        let mut bytes = hash.0;
        bytes[bit / 8] ^= 1 << (bit % 8);
        Hash(bytes)
    })
}

/// The proof with each of its bits flipped, with a hash too few and with one too many.
fn forged(proof: &[Hash]) -> Vec<Vec<Hash>> {
    let mut all = vec![[proof, &[empty()]].concat()];
    all.extend(proof.split_last().map(|(_, rest)| rest.to_vec()));
    for (place, hash) in proof.iter().enumerate() {
        all.extend(flips(*hash).map(|flipped| {
            let mut proof = proof.to_vec();
            proof[place] = flipped;
            proof
        }));
    }
    all
}

#[test]
fn no_other_leaf_proof_or_root_shows_inclusion() {
    let nodes = nodes(21);
    for size in 1..=21 {
        let head = nodes.head(size).unwrap();
        for index in 0..size {
            let leaf = leaf(&body(index));
            let proof = nodes.inclusion(index, size).unwrap();
            for forged in forged(&proof) {
                head.includes(index, &leaf, &forged).unwrap_err();
            }
            for root in flips(head.root) {
                Head { size, root }.includes(index, &leaf, &proof).unwrap_err();
            }
            for other in flips(leaf) {
                head.includes(index, &other, &proof).unwrap_err();
            }
            for elsewhere in (0..size + 2).filter(|elsewhere| *elsewhere != index) {
                head.includes(elsewhere, &leaf, &proof).unwrap_err();
            }
        }
    }
}

#[test]
fn no_other_proof_or_root_shows_consistency() {
    let nodes = nodes(21);
    for size in 0..=21 {
        let head = nodes.head(size).unwrap();
        for before in 0..=size {
            let earlier = nodes.head(before).unwrap();
            let proof = nodes.consistency(before, size).unwrap();
            for forged in forged(&proof) {
                head.extends(&earlier, &forged).unwrap_err();
            }
            for root in flips(earlier.root) {
                head.extends(&Head { root, ..earlier }, &proof).unwrap_err();
            }
            // Every history extends the empty one.
            for root in flips(head.root).filter(|_| before != 0) {
                Head { root, ..head }.extends(&earlier, &proof).unwrap_err();
            }
        }
    }
}

#[test]
fn what_cannot_be_proved_is_told_with_its_reason() {
    let nodes = nodes(5);
    let (earlier, later) = (nodes.head(3).unwrap(), nodes.head(5).unwrap());
    assert_eq!(nodes.head(6), Err(ProofError::NotYet { size: 6, leaves: 5 }));
    assert_eq!(nodes.inclusion(3, 6), Err(ProofError::NotYet { size: 6, leaves: 5 }));
    assert_eq!(nodes.inclusion(3, 3), Err(ProofError::NoSuchLeaf { index: 3, size: 3 }));
    assert_eq!(nodes.consistency(5, 3), Err(ProofError::Shorter { earlier: 5, later: 3 }));
    assert_eq!(earlier.extends(&later, &[]), Err(ProofError::Shorter { earlier: 5, later: 3 }));
    assert_eq!(later.extends(&earlier, &[]), Err(ProofError::Length { found: 0, expected: 4 }));
    let last = Head { size: u64::MAX, root: empty() };
    let refused = last.includes(u64::MAX - 1, &empty(), &[]).unwrap_err();
    assert_eq!(refused, ProofError::Length { found: 0, expected: 63 });
    let refused = last.includes(0, &empty(), &[]).unwrap_err();
    assert_eq!(refused, ProofError::Length { found: 0, expected: 64 });
}

#[test]
fn another_history_has_another_head() {
    let bodies =
        |forged: u64| (0..8).map(move |index| body(if index == forged { 99 } else { index }));
    let head = |forged| {
        let mut tree = Tree::default();
        bodies(forged).for_each(|body| tree.append(leaf(&body)));
        tree.head()
    };
    let honest = nodes(8);
    for forged in 0..8 {
        let refused =
            head(forged).extends(&honest.head(7).unwrap(), &honest.consistency(7, 8).unwrap());
        assert!(matches!(refused, Err(ProofError::Root { .. })), "leaf {forged}");
    }
}
