//! Receipts, configurations and whole journals.

use std::fs;

use bolero::check;

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

#[test]
fn a_damaged_journal_is_told_of_whatever_is_asked_of_it() {
    let kept = journals();
    let data = tempfile::tempdir().unwrap();
    let of = |journal: &str| data.path().join("sessions").join(journal);
    let out = data.path().join("out").display().to_string();
    check!().with_iterations(200).with_type::<Damage>().for_each(|damage| {
        let journal = &kept[damage.spoilt.index(kept.len())];
        let session = journal.session.as_str();
        fs::create_dir_all(of(session)).unwrap();
        damage.put(&of(session), journal);
        let data = data.path().display().to_string();
        for command in ["verify", "replay"] {
            gavel(&[command, session, "--data", &data]);
        }
        // Into a file: standard output is for what the test has to say.
        for command in ["export", "minutes"] {
            gavel(&[command, session, "--data", &data, "--out", &out]);
        }
    });
}
