//! Plain JSON: without white space, escapes and fractions, as this program writes nearly all that
//! stands in a journal. It is read in a third of the time, because there is less to look for.
//!
//! What is not plain is no error: it is read by `serde_json`, which also has the words for what is
//! wrong. So nothing is taken here that it would not take, or not for the same value.

use std::fmt;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, forward_to_deserialize_any};

/// The value in this text, if it is plain JSON of such a value and nothing else.
pub(super) fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Option<T> {
    let mut plain = Plain { text, place: 0 };
    let value = T::deserialize(&mut plain).ok()?;
    (plain.place == text.len()).then_some(value)
}

/// A text, as far as it was read.
struct Plain<'de> {
    text: &'de str,
    place: usize,
}

/// This text is for another reader.
#[derive(Debug)]
struct NotPlain;

impl<'de> Plain<'de> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.place).copied()
    }

    fn take(&mut self, byte: u8) -> Result<(), NotPlain> {
        if self.peek() != Some(byte) {
            return Err(NotPlain);
        }
        self.place += 1;
        Ok(())
    }

    fn take_all(&mut self, word: &str) -> Result<(), NotPlain> {
        let rest = self.text.get(self.place..).ok_or(NotPlain)?;
        if !rest.starts_with(word) {
            return Err(NotPlain);
        }
        self.place += word.len();
        Ok(())
    }

    fn string(&mut self) -> Result<&'de str, NotPlain> {
        self.take(b'"')?;
        let rest = &self.text.as_bytes()[self.place..];
        let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..b' ');
        let length = rest.iter().position(is_special).ok_or(NotPlain)?;
        let string = self.text.get(self.place..self.place + length).ok_or(NotPlain)?;
        self.place += length;
        self.take(b'"')?;
        Ok(string)
    }

    fn number(&mut self) -> Result<u64, NotPlain> {
        let start = self.place;
        let mut number: u64 = 0;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            let ten = number.checked_mul(10).ok_or(NotPlain)?;
            number = ten.checked_add(u64::from(digit - b'0')).ok_or(NotPlain)?;
            self.place += 1;
        }
        let is_written_so = match self.place - start {
            0 => false,
            1 => true,
            _ => self.text.as_bytes()[start] != b'0',
        };
        // A point or an exponent may follow, but not in a plain text.
        let ends = matches!(self.peek(), None | Some(b',' | b'}' | b']'));
        if is_written_so && ends { Ok(number) } else { Err(NotPlain) }
    }
}

impl<'de> Deserializer<'de> for &mut Plain<'de> {
    type Error = NotPlain;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        match self.peek().ok_or(NotPlain)? {
            b'"' => visitor.visit_borrowed_str(self.string()?),
            b'{' => {
                self.place += 1;
                visitor.visit_map(Members::of(self, b'}'))
            }
            b'[' => {
                self.place += 1;
                visitor.visit_seq(Members::of(self, b']'))
            }
            b't' => self.take_all("true").and_then(|()| visitor.visit_bool(true)),
            b'f' => self.take_all("false").and_then(|()| visitor.visit_bool(false)),
            b'n' => self.take_all("null").and_then(|()| visitor.visit_unit()),
            _ => visitor.visit_u64(self.number()?),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        if self.peek() == Some(b'n') {
            self.take_all("null")?;
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, NotPlain> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotPlain> {
        if self.peek() == Some(b'"') {
            return visitor.visit_enum(BorrowedStrDeserializer::new(self.string()?));
        }
        self.take(b'{')?;
        let value = visitor.visit_enum(&mut *self)?;
        self.take(b'}')?;
        Ok(value)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, NotPlain> {
        Err(NotPlain)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier
    }
}

/// What stands between two brackets.
struct Members<'a, 'de> {
    plain: &'a mut Plain<'de>,
    close: u8,
    is_first: bool,
}

impl<'a, 'de> Members<'a, 'de> {
    fn of(plain: &'a mut Plain<'de>, close: u8) -> Self {
        Self { plain, close, is_first: true }
    }

    /// Whether there is one more.
    fn has_next(&mut self) -> Result<bool, NotPlain> {
        if self.plain.peek() == Some(self.close) {
            self.plain.place += 1;
            return Ok(false);
        }
        if !std::mem::take(&mut self.is_first) {
            self.plain.take(b',')?;
        }
        Ok(true)
    }
}

impl<'de> SeqAccess<'de> for Members<'_, 'de> {
    type Error = NotPlain;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, NotPlain> {
        if self.has_next()? { seed.deserialize(&mut *self.plain).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for Members<'_, 'de> {
    type Error = NotPlain;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, NotPlain> {
        if !self.has_next()? {
            return Ok(None);
        }
        let key = self.plain.string()?;
        self.plain.take(b':')?;
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NotPlain> {
        seed.deserialize(&mut *self.plain)
    }
}

/// A variant with its content, between the braces.
impl<'de> EnumAccess<'de> for &mut Plain<'de> {
    type Error = NotPlain;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), NotPlain> {
        let variant = self.string()?;
        self.take(b':')?;
        let variant = seed.deserialize(BorrowedStrDeserializer::new(variant))?;
        Ok((variant, self))
    }
}

impl<'de> de::VariantAccess<'de> for &mut Plain<'de> {
    type Error = NotPlain;

    fn unit_variant(self) -> Result<(), NotPlain> {
        Err(NotPlain)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, NotPlain> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, NotPlain> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotPlain> {
        self.deserialize_any(visitor)
    }
}

impl fmt::Display for NotPlain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not plain")
    }
}

impl std::error::Error for NotPlain {}

impl de::Error for NotPlain {
    fn custom<T: fmt::Display>(_reason: T) -> Self {
        Self
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;
    use std::path::Path;

    use serde::de::DeserializeOwned;

    use super::read;
    use crate::durable::journal::body::{PublicEntry, Secret};
    use crate::durable::reader::record::Piece;
    use crate::durable::{Heading, Reader};

    /// Both parts of every entry in the journals that are kept of this version: a sale in each
    /// format, and one that was served.
    fn kept() -> Vec<[String; 2]> {
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/journals/3");
        let mut parts = Vec::new();
        for folder in ["formats/sessions/autumn-2026", "served/sessions/s"] {
            let folder = kept.join(folder);
            let session = Heading::of_folder(&folder).unwrap().session;
            let mut reader = Reader::open(&folder, &session).unwrap();
            while let Some(piece) = reader.piece() {
                if let Piece::Record(record) = piece.unwrap() {
                    let both = [record.public_part(), record.secret_part().unwrap()];
                    parts.push(both.map(|part| String::from_utf8(part.to_vec()).unwrap()));
                }
            }
        }
        parts
    }

    /// What is read here is read so by `serde_json`. Says whether it was read.
    fn agrees<T: DeserializeOwned + PartialEq + Debug>(text: &str) -> bool {
        let ours: Option<T> = read(text);
        let theirs = serde_json::from_str(text).ok();
        assert!(ours.is_none() || ours == theirs, "{text}");
        ours.is_some()
    }

    #[test]
    fn what_this_program_writes_is_read_here_and_read_as_serde_json_reads_it() {
        let kept = kept();
        assert!(100 < kept.len(), "{} entries", kept.len());
        for [public, secret] in kept {
            assert!(agrees::<PublicEntry>(&public), "{public}");
            assert!(agrees::<Secret>(&secret), "{secret}");
        }
    }

    #[test]
    fn whatever_is_changed_in_it_nothing_is_taken_that_serde_json_would_not_take_so() {
        let others = "\"\\{}[],:0179-+.eEntu \n\u{1}é";
        let mut taken = 0;
        for [public, secret] in kept().into_iter().step_by(5) {
            for (place, _) in secret.char_indices() {
                let (before, rest) = secret.split_at(place);
                let mut behind = rest.chars();
                behind.next();
                let behind = behind.as_str();
                let changed = others.chars().map(|other| format!("{before}{other}{behind}"));
                for text in changed.chain([format!("{before}{behind}"), before.to_owned()]) {
                    taken += usize::from(agrees::<Secret>(&text));
                }
            }
            for (place, _) in public.char_indices() {
                let (before, behind) = public.split_at(place);
                for other in others.chars() {
                    agrees::<PublicEntry>(&format!("{before}{other}{behind}"));
                }
            }
        }
        assert!(1_000 < taken, "only {taken} were taken");
    }

    #[test]
    fn a_number_is_whole_and_written_in_one_way() {
        assert_eq!(read::<Vec<u64>>("[0,7,18446744073709551615]"), Some(vec![0, 7, u64::MAX]));
        assert_eq!(read::<Vec<u64>>("[]"), Some(vec![]));
        for other in ["[18446744073709551616]", "[01]", "[1.0]", "[1e3]", "[-1]", "[1,]", "[,1]"] {
            assert_eq!(read::<Vec<u64>>(other), None, "{other}");
        }
        for other in ["[1] ", " [1]", "[1", "1]", "[1 ]", "[1]]", ""] {
            assert_eq!(read::<Vec<u64>>(other), None, "{other}");
        }
    }
}
