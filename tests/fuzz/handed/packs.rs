//! Packs: of their bytes any, or of their files any under a manifest that was made to fit.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};

use bolero::{TypeGenerator, check};
use gavel_proto::Hash;
use gavel_proto::terms::Terms;
use sha2::{Digest, Sha256};

use super::gavel;
use crate::kept::{Kept, SEGMENT, journals};
use crate::spoilt::Spoilt;

/// Files of a pack that nothing in the journal vouches for.
const WORDS: [&str; 2] = ["README.txt", "build.txt"];

/// The files of a pack, by name.
type Files = BTreeMap<String, Vec<u8>>;

/// What the journal vouches for in a file of a pack.
#[derive(PartialEq)]
enum Said {
    /// Nothing.
    Words,
    /// Its meaning, however it is spaced.
    Terms(Box<Terms>),
    /// A line, whatever blank stands around it.
    Line(String),
    /// Each of its bytes.
    Bytes(Vec<u8>),
}

#[derive(Debug, Clone, TypeGenerator)]
enum Damage {
    /// Any bytes.
    Bytes(Spoilt),
    /// A file, and the manifest fits it.
    File { spoilt: Spoilt, which: u16 },
}

#[test]
fn a_damaged_pack_is_found_out() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pack.tar");
    let sound = journals().iter().map(pack).collect::<Vec<_>>();
    let name = file.display().to_string();
    check!().with_iterations(100).with_type::<Damage>().for_each(|damage| {
        let (bytes, is_vouched_for) = damage.make(&sound);
        fs::write(&file, bytes).unwrap();
        let code = gavel(&["verify", &name]);
        assert!(code != 0 || !is_vouched_for, "{damage:?}");
        gavel(&["replay", &name, "--timeline"]);
    });
}

impl Damage {
    /// The damaged pack, and whether something in it differs that the manifest or the journal vouches
    /// for.
    fn make(&self, sound: &[Vec<u8>]) -> (Vec<u8>, bool) {
        match self {
            Self::Bytes(spoilt) => {
                let bytes = spoilt.of(sound);
                let before = unpack(&sound[spoilt.index(sound.len())]);
                let differs = files(&bytes).is_ok_and(|files| files != before);
                (bytes, differs)
            }
            Self::File { spoilt, which } => {
                let mut files = unpack(&sound[spoilt.index(sound.len())]);
                let place = usize::from(*which) % files.len();
                let (name, bytes) = files.iter_mut().nth(place).expect("a file");
                let before = Said::by(name, bytes);
                spoilt.spoil(bytes);
                let differs = before != Said::by(name, bytes);
                (repack(&files), differs)
            }
        }
    }
}

impl Said {
    fn by(name: &str, bytes: &[u8]) -> Self {
        let other = || Self::Bytes(bytes.to_vec());
        match name {
            _ if WORDS.contains(&name) => Self::Words,
            _ if name.starts_with("terms/") => {
                serde_json::from_slice(bytes).map_or_else(|_| other(), Self::Terms)
            }
            "key.txt" => std::str::from_utf8(bytes)
                .map_or_else(|_| other(), |text| Self::Line(text.trim().to_owned())),
            _ => other(),
        }
    }
}

/// The pack of a kept journal.
fn pack(journal: &Kept) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let session = journal.session.as_str();
    let data = folder.join("data");
    let kept = data.join("sessions").join(session);
    fs::create_dir_all(&kept).unwrap();
    fs::write(kept.join(SEGMENT), &journal.segment).unwrap();
    let out = folder.join("sound.tar");
    let arguments = ["--data".as_ref(), data.as_os_str(), "--out".as_ref(), out.as_os_str()];
    let arguments = ["pack".as_ref(), session.as_ref()].into_iter().chain(arguments);
    assert_eq!(gavel(&arguments.collect::<Vec<&std::ffi::OsStr>>()), 0);
    let bytes = fs::read(out).unwrap();
    let again = repack(&unpack(&bytes));
    fs::write(folder.join("again.tar"), again).unwrap();
    assert_eq!(gavel(&["verify".as_ref(), folder.join("again.tar").as_os_str()]), 0);
    bytes
}

/// The files of a sound pack, without its manifest.
fn unpack(bytes: &[u8]) -> Files {
    files(bytes).expect("a sound pack")
}

/// The same of any bytes, if they are an archive.
fn files(bytes: &[u8]) -> io::Result<Files> {
    let mut files = Files::new();
    for entry in tar::Archive::new(bytes).entries()? {
        let mut entry = entry?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes)?;
        files.insert(name, bytes);
    }
    files.remove("MANIFEST");
    Ok(files)
}

/// A pack of these files, with a manifest of theirs.
fn repack(files: &Files) -> Vec<u8> {
    let line = |(name, bytes): (&String, &Vec<u8>)| {
        format!("{}  {name}\n", Hash(Sha256::digest(bytes).into()))
    };
    let manifest: String = files.iter().map(line).collect();
    let mut builder = tar::Builder::new(Vec::new());
    let manifest = ("MANIFEST".to_owned(), manifest.into_bytes());
    for (name, bytes) in files.iter().chain([(&manifest.0, &manifest.1)]) {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, bytes.as_slice()).unwrap();
    }
    builder.into_inner().unwrap()
}
