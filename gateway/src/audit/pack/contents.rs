//! What is in a pack beside the journal, held against the journal.

use std::collections::BTreeMap;

use gavel_engine::durable::SignedHead;
use gavel_proto::{LotId, Terms};

use super::file::{Pack, PackError};
use super::manifest::Manifest;
use super::{BUILD, HEAD, JOURNAL, KEY, MANIFEST, Taken, build, printed, terms_name};
use crate::audit::report::{Check, Claim, Finding};
use crate::audit::walk::{Decided, Walked};
use crate::limits;

/// The files of a pack that are no segments.
#[derive(Debug)]
pub(crate) struct Contents(BTreeMap<String, Vec<u8>>);

impl Contents {
    /// Reads them.
    ///
    /// # Errors
    /// [`PackError::Unread`].
    pub(crate) fn read(pack: &Pack) -> Result<Self, PackError> {
        let small = pack.members.iter().filter(|(name, _)| !name.starts_with(JOURNAL));
        let read = small.map(|(name, member)| {
            let bytes = member.read(pack.path(), limits::PACKED_BYTES);
            let unread = |source| PackError::Unread { path: pack.path().to_owned(), source };
            Ok((name.clone(), bytes.map_err(unread)?))
        });
        Ok(Self(read.collect::<Result<_, PackError>>()?))
    }

    fn text(&self, name: &str) -> Result<&str, String> {
        let bytes = self.0.get(name).ok_or_else(|| format!("{name} is missing"))?;
        str::from_utf8(bytes).map_err(|error| format!("{name} is no text: {error}"))
    }

    /// Whether every file is the one that was packed.
    pub(crate) fn manifest(&self, pack: &Pack) -> Check {
        let checked = self.text(MANIFEST).and_then(Manifest::read);
        let checked = checked.and_then(|manifest| {
            manifest.check(&pack.members)?;
            Ok(format!("{} files, each as it was packed", manifest.0.len()))
        });
        check("manifest", checked)
    }

    /// The checkpoint in it, to which its journal must lead.
    pub(crate) fn claim(&self) -> Option<Claim> {
        let text = self.text(HEAD).ok()?.to_owned();
        let head = SignedHead::stated(&text).ok()?;
        Some(Claim { of: HEAD.to_owned(), text, head })
    }

    /// What the journal says of the rest.
    pub(crate) fn checks(&self, walked: &Walked, taken: Taken) -> Vec<Check> {
        if walked.stopped.is_some() {
            let names = ["head file", "key file", "terms", "minutes"];
            return names.map(|name| Check { name, finding: Finding::NotReached }).into();
        }
        vec![
            check("head file", self.head(walked)),
            check("key file", self.key(walked)),
            check("terms", self.terms(&taken)),
            // Minutes are made of what happened by the rules, and of nothing else.
            match walked.decided {
                Decided::Same(_) => check("minutes", self.minutes(walked, taken)),
                Decided::Otherwise(_) | Decided::Withheld(_) | Decided::Part(_) => {
                    Check { name: "minutes", finding: Finding::NotReached }
                }
            },
        ]
    }

    fn head(&self, walked: &Walked) -> Result<String, String> {
        let text = self.text(HEAD)?;
        match &walked.last {
            Some(last) if last.text() == text => Ok("it is the last in the journal".into()),
            Some(_) | None => Err(format!("{HEAD} is not the last signed head of the journal")),
        }
    }

    fn key(&self, walked: &Walked) -> Result<String, String> {
        let text = self.text(KEY)?.trim();
        match walked.signed.keys.last().map(|key| key.verifier.to_string()) {
            Some(named) if named == text => Ok("it is the one that the journal names last".into()),
            Some(named) => Err(format!("{KEY} holds {text}, and the journal names {named}")),
            None => Err(format!("{KEY} holds {text}, and the journal names no key")),
        }
    }

    fn terms(&self, taken: &Taken) -> Result<String, String> {
        let lots = taken.terms.len();
        for (lot, published) in &taken.terms {
            self.terms_of(*lot, published)?;
        }
        let files = self.0.keys().filter(|name| name.starts_with("terms/")).count();
        if files != lots {
            return Err(format!(
                "there are {files} files of terms, and {lots} lots were published"
            ));
        }
        Ok(format!("those of {lots} lots, as they were published"))
    }

    fn terms_of(&self, lot: LotId, published: &Terms) -> Result<(), String> {
        let name = terms_name(lot);
        let packed: Terms = serde_json::from_str(self.text(&name)?)
            .map_err(|error| format!("{name} holds no terms: {error}"))?;
        if packed == *published {
            return Ok(());
        }
        Err(format!("{name} says something else than what was published in the journal"))
    }

    fn minutes(&self, walked: &Walked, taken: Taken) -> Result<String, String> {
        let minutes = taken.minutes(walked.head).map_err(|error| error.to_string())?;
        let printed = printed(&minutes).map_err(|error| error.to_string())?;
        for (name, bytes) in &printed {
            if self.0.get(name) != Some(bytes) {
                return Err(self.otherwise(name));
            }
        }
        Ok(format!("{} files, printed anew byte for byte", printed.len()))
    }

    /// Another version of this program may print the same minutes in other bytes.
    fn otherwise(&self, name: &str) -> String {
        let (packed, here) = (self.text(BUILD).unwrap_or_default(), build());
        let differs = format!("{name} is not what the journal makes");
        if packed == here {
            return differs;
        }
        let line = |text: &str| text.lines().collect::<Vec<_>>().join(", ");
        format!(
            "{differs} in this program ({}); it was made by another ({}): check it with that one",
            line(&here),
            line(packed)
        )
    }
}

fn check(name: &'static str, checked: Result<String, String>) -> Check {
    Check { name, finding: checked.map_or_else(Finding::Wrong, Finding::Fine) }
}
