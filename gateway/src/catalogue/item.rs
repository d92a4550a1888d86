//! A lot as a file says it: the fields of its terms, and beside them the reserve.

use std::fmt;

use gavel_proto::{Money, Terms};
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Error, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// The one field of a lot that is not among its terms.
const RESERVE: &str = "reserve";

/// A lot to be published: its terms, and its reserve, which is for the desk alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What everybody may know.
    pub terms: Terms,
    /// The secret minimum.
    pub reserve: Option<Money>,
}

/// Written by hand: serde's `flatten` would forget the lines and columns of everything in it.
impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Lot;
        impl<'de> Visitor<'de> for Lot {
            type Value = Item;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the terms of a lot")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Item, A::Error> {
                let mut reserve = None;
                let fields = Fields { map, reserve: &mut reserve };
                let terms = Terms::deserialize(MapAccessDeserializer::new(fields))?;
                Ok(Item { terms, reserve })
            }
        }
        deserializer.deserialize_map(Lot)
    }
}

/// The fields of a lot without its reserve, which is kept aside.
struct Fields<'a, A> {
    map: A,
    reserve: &'a mut Option<Money>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Fields<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        match self.map.next_key_seed(Aside(seed))? {
            None => Ok(None),
            Some(Key::Field(field)) => Ok(Some(field)),
            Some(Key::Reserve(_)) if self.reserve.is_some() => {
                Err(A::Error::duplicate_field(RESERVE))
            }
            Some(Key::Reserve(seed)) => {
                *self.reserve = Some(self.map.next_value()?);
                self.next_key_seed(seed)
            }
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

/// Reads a key for `K`, unless it is the reserve's: then `K` is handed back unused.
struct Aside<K>(K);

enum Key<K, V> {
    Reserve(K),
    Field(V),
}

impl<'de, K: DeserializeSeed<'de>> DeserializeSeed<'de> for Aside<K> {
    type Value = Key<K, K::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let name = String::deserialize(deserializer)?;
        if name == RESERVE {
            return Ok(Key::Reserve(self.0));
        }
        self.0.deserialize(name.into_deserializer()).map(Key::Field)
    }
}
