//! Receipts, configurations and whole journals.

use std::fs;

use bolero::{TypeGenerator, check};

use super::gavel;
use crate::damage::Damage;
use crate::kept::journals;
use crate::proofs::receipt;
use crate::spoilt::Spoilt;

#[test]
fn a_file_with_receipts_is_read_or_refused() {
    let (one, key) = receipt();
    let sound = [
        format!("[{one},{one}]"),
        format!("{{\"receipts\":[{{\"receipt\":{one}}}]}}"),
        format!("{one}\n{one}\n"),
        one,
    ];
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("receipts.json").display().to_string();
    let ask = || gavel(&["receipt", "check", &file, "--key", &key]);
    for text in &sound {
        fs::write(&file, text).unwrap();
        assert_eq!(ask(), 0, "{text}");
    }
    check!().with_iterations(500).with_type::<Spoilt>().for_each(|spoilt| {
        fs::write(&file, spoilt.of(&sound)).unwrap();
        ask();
    });
}

#[test]
fn a_configuration_is_read_or_its_faults_are_named() {
    let example = "listen = \"127.0.0.1:0\"\ndata = \"data\"\norigin = \"auction.example\"\n\
        allow_origin = [\"https://auction.example\", \"https://b.example:8443\"]\n\
        log = \"info,gavel=debug\"\nlog_format = \"json\"\nmetrics_listen = \"127.0.0.1:9090\"\n\
        [limits]\nconnections = 20000\nvisitors = 4096\nping_period_ms = 20000\n\
        silence_timeout_ms = 60000\nmessage_bytes = 65536\ndrain_timeout_ms = 5000\n";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gavel.toml").display().to_string();
    let ask = || gavel(&["config", "check", &file]);
    fs::write(&file, example).unwrap();
    assert_eq!(ask(), 0);
    check!().with_iterations(1_000).with_type::<Spoilt>().for_each(|spoilt| {
        fs::write(&file, spoilt.of(&[example])).unwrap();
        ask();
    });
}

/// What is asked of a journal.
#[derive(Debug, Clone, Copy, TypeGenerator)]
enum Asked {
    Verify,
    Replay,
    Decided,
    Timeline,
    Lines,
    Table,
    Page,
    Pdf,
}

impl Asked {
    /// The words of the command line. What is long goes to a file: standard output is for what the
    /// test has to say.
    fn words<'a>(self, journal: &'a str, data: &'a str, out: &'a str) -> Vec<&'a str> {
        let (command, more) = match self {
            Self::Verify => ("verify", &[][..]),
            Self::Replay => ("replay", &[][..]),
            Self::Decided => ("replay", &["--verify"][..]),
            Self::Timeline => ("replay", &["--timeline"][..]),
            Self::Lines => ("export", &["--out", out][..]),
            Self::Table => ("export", &["--format", "csv", "--out", out][..]),
            Self::Page => ("minutes", &["--out", out][..]),
            Self::Pdf => ("minutes", &["--format", "pdf", "--out", out][..]),
        };
        [&[command, journal, "--data", data], more].concat()
    }
}

#[test]
fn a_damaged_journal_is_told_of_whatever_is_asked_of_it() {
    let kept = journals();
    let data = tempfile::tempdir().unwrap();
    let of = |journal: &str| data.path().join("sessions").join(journal);
    let out = data.path().join("out").display().to_string();
    for journal in &kept {
        fs::create_dir_all(of(journal.session.as_str())).unwrap();
    }
    let data = data.path().display().to_string();
    check!().with_iterations(800).with_type::<(Damage, Asked)>().for_each(|(damage, asked)| {
        let journal = &kept[damage.spoilt.index(kept.len())];
        let session = journal.session.as_str();
        damage.put(&of(session), journal);
        gavel(&asked.words(session, &data, &out));
    });
}
