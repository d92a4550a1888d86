//! How a hand is read: its role and, in any order, the field that belongs to the role.
//!
//! Written out because the derived reader of a tagged enum first keeps every field in a tree of
//! its own, in case the role comes last: that took a tenth of the time of reading an entry.

use std::fmt;

use serde::{Deserialize, Deserializer, de};

use super::By;
use crate::ids::{Officer, Paddle};

#[derive(Clone, Copy, Deserialize)]
#[serde(variant_identifier, rename_all = "snake_case")]
enum Tag {
    Clock,
    Observer,
    Bidder,
    Clerk,
    Auctioneer,
    SecondOfficer,
    Auditor,
    Supervisor,
}

/// The roles of officers, each of whom has a name.
macro_rules! officers {
    () => {
        Tag::Clerk | Tag::Auctioneer | Tag::SecondOfficer | Tag::Auditor | Tag::Supervisor
    };
}

#[derive(Clone, Copy, Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Field {
    Role,
    Paddle,
    Officer,
}

/// What was read of a hand so far.
#[derive(Default)]
struct Fields {
    role: Option<Tag>,
    paddle: Option<Paddle>,
    officer: Option<Officer>,
}

impl Fields {
    /// The hand that has these fields.
    ///
    /// # Errors
    /// If the role is missing, its own field, or if there is another role's.
    fn hand<E: de::Error>(self) -> Result<By, E> {
        let role = self.role.ok_or_else(|| E::missing_field("role"))?;
        match (role, self.paddle, self.officer) {
            (Tag::Clock, None, None) => Ok(By::Clock),
            (Tag::Observer, None, None) => Ok(By::Observer),
            (Tag::Bidder, Some(paddle), None) => Ok(By::Bidder { paddle }),
            (Tag::Clerk, None, Some(officer)) => Ok(By::Clerk { officer }),
            (Tag::Auctioneer, None, Some(officer)) => Ok(By::Auctioneer { officer }),
            (Tag::SecondOfficer, None, Some(officer)) => Ok(By::SecondOfficer { officer }),
            (Tag::Auditor, None, Some(officer)) => Ok(By::Auditor { officer }),
            (Tag::Supervisor, None, Some(officer)) => Ok(By::Supervisor { officer }),
            (Tag::Bidder, None, None) => Err(E::missing_field("paddle")),
            (officers!(), None, None) => Err(E::missing_field("officer")),
            (Tag::Bidder, _, Some(_)) => Err(E::unknown_field("officer", &["paddle"])),
            (officers!(), Some(_), _) => Err(E::unknown_field("paddle", &["officer"])),
            (Tag::Clock | Tag::Observer, Some(_), _) => Err(E::unknown_field("paddle", &[])),
            (Tag::Clock | Tag::Observer, None, Some(_)) => Err(E::unknown_field("officer", &[])),
        }
    }
}

impl<'de> Deserialize<'de> for By {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("By", &["role", "paddle", "officer"], Visitor)
    }
}

struct Visitor;

impl<'de> de::Visitor<'de> for Visitor {
    type Value = By;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a role with its paddle or its officer")
    }

    fn visit_map<M: de::MapAccess<'de>>(self, mut map: M) -> Result<By, M::Error> {
        let mut fields = Fields::default();
        while let Some(field) = map.next_key()? {
            let (name, is_first) = match field {
                Field::Role => ("role", fields.role.replace(map.next_value()?).is_none()),
                Field::Paddle => ("paddle", fields.paddle.replace(map.next_value()?).is_none()),
                Field::Officer => ("officer", fields.officer.replace(map.next_value()?).is_none()),
            };
            if !is_first {
                return Err(de::Error::duplicate_field(name));
            }
        }
        fields.hand()
    }

    /// As every other structure of the journal, a hand may stand as a list of its values.
    fn visit_seq<L: de::SeqAccess<'de>>(self, mut list: L) -> Result<By, L::Error> {
        let mut fields = Fields { role: list.next_element()?, ..Fields::default() };
        match fields.role {
            Some(Tag::Bidder) => fields.paddle = list.next_element()?,
            Some(officers!()) => fields.officer = list.next_element()?,
            Some(Tag::Clock | Tag::Observer) | None => {}
        }
        fields.hand()
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::By;
    use crate::ids::{Officer, Paddle};

    /// The same hand, read by the derived reader.
    #[derive(Serialize, Deserialize)]
    #[serde(tag = "role", rename_all = "snake_case", deny_unknown_fields)]
    enum Derived {
        Clock,
        Observer,
        Bidder { paddle: Paddle },
        Clerk { officer: Officer },
        Auctioneer { officer: Officer },
        SecondOfficer { officer: Officer },
        Auditor { officer: Officer },
        Supervisor { officer: Officer },
    }

    fn derived(json: &str) -> Option<String> {
        let by = serde_json::from_str::<Derived>(json).ok()?;
        Some(serde_json::to_string(&by).unwrap())
    }

    fn ours(json: &str) -> Result<String, String> {
        let by = serde_json::from_str::<By>(json).map_err(|error| error.to_string())?;
        Ok(serde_json::to_string(&by).unwrap())
    }

    const FIELDS: [&str; 21] = [
        "",
        r#""role":"clock""#,
        r#""role":"observer""#,
        r#""role":"bidder""#,
        r#""role":"clerk""#,
        r#""role":"auctioneer""#,
        r#""role":"second_officer""#,
        r#""role":"auditor""#,
        r#""role":"supervisor""#,
        r#""role":"\u0063lerk""#,
        r#""role":"seller""#,
        r#""role":0"#,
        r#""role":null"#,
        r#""role":{"clerk":null}"#,
        r#""paddle":7"#,
        r#""p\u0061ddle":7"#,
        r#""paddle":-7"#,
        r#""paddle":null"#,
        r#""officer":"An""#,
        r#""officer":"""#,
        r#""name":1"#,
    ];

    /// Every object of up to three of these fields, in every order.
    #[test]
    fn a_hand_is_read_as_the_derived_reader_reads_it() {
        let mut taken = 0;
        let pairs = FIELDS.iter().flat_map(|one| FIELDS.map(|two| (*one, two)));
        for (one, two, three) in pairs.flat_map(|(one, two)| FIELDS.map(|three| (one, two, three)))
        {
            let fields: Vec<&str> =
                [one, two, three].into_iter().filter(|field| !field.is_empty()).collect();
            let json = format!("{{{}}}", fields.join(","));
            // The derived reader overlooks what else stands beside a clock or an observer.
            let expected = derived(&json).filter(|by| fields.len() == 1 || by.contains(','));
            taken += usize::from(expected.is_some());
            assert_eq!(ours(&json).ok(), expected, "{json}");
        }
        assert!(30 < taken, "only {taken} objects were taken");
    }

    #[test]
    fn a_list_of_values_is_read_as_the_derived_reader_reads_it() {
        for json in [
            r#"["clock"]"#,
            r#"["clock",7]"#,
            r#"["bidder",7]"#,
            r#"["bidder",7,7]"#,
            r#"["bidder"]"#,
            r#"["clerk","An"]"#,
            r#"["clerk",7]"#,
            "[]",
            "7",
            "null",
            r#""clock""#,
        ] {
            assert_eq!(ours(json).ok(), derived(json), "{json}");
        }
    }

    #[test]
    fn a_refusal_says_which_field_is_wrong() {
        for (json, sentence) in [
            (r#"{"paddle":7}"#, "missing field `role`"),
            (r#"{"role":"bidder"}"#, "missing field `paddle`"),
            (r#"{"role":"clerk"}"#, "missing field `officer`"),
            (r#"{"role":"clock","paddle":7}"#, "unknown field `paddle`, there are no fields"),
            (r#"{"officer":"An","role":"bidder"}"#, "unknown field `officer`, expected `paddle`"),
            (r#"{"role":"auditor","paddle":7}"#, "unknown field `paddle`, expected `officer`"),
            (r#"{"role":"clock","role":"clock"}"#, "duplicate field `role`"),
            (r#"{"role":"clock","name":1}"#, "unknown field `name`, expected one of"),
        ] {
            let refusal = ours(json).unwrap_err();
            assert!(refusal.starts_with(sentence), "{json}: {refusal}");
        }
    }
}
