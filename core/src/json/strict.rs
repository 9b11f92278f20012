//! A wrapper around any serde deserializer that remembers where it is and refuses an array where an object
//! is expected (derived code would take `[1, 2]` for a struct).

use std::cell::RefCell;
use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};

/// The path to where reading stands, or stopped: `rule[2].when.tier`.
#[derive(Debug, Default)]
pub(crate) struct Track(RefCell<Vec<String>>);

impl Track {
    /// Reads a value; after an error [`Track::path`] tells where.
    pub(crate) fn read<'de, T: DeserializeOwned, D: Deserializer<'de>>(
        &self,
        inner: D,
    ) -> Result<T, D::Error> {
        T::deserialize(Strict { inner, track: self })
    }

    /// Returns the path to where reading stopped.
    pub(crate) fn path(&self) -> String {
        self.0.borrow().concat().trim_start_matches('.').to_owned()
    }

    fn enter(&self, segment: String) {
        self.0.borrow_mut().push(segment);
    }

    fn leave(&self) {
        self.0.borrow_mut().pop();
    }
}

struct Strict<'t, T> {
    inner: T,
    track: &'t Track,
}

struct Watch<'t, V> {
    inner: V,
    track: &'t Track,
    object_only: bool,
}

macro_rules! forward {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.inner.$method(Watch { inner: visitor, track: self.track, object_only: false })
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<'_, D> {
    type Error = D::Error;

    forward! {
        deserialize_any deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_i128 deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64 deserialize_char deserialize_str deserialize_string deserialize_bytes
        deserialize_byte_buf deserialize_option deserialize_unit deserialize_seq deserialize_map
        deserialize_identifier
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        // What is passed over is not read: parsers report it as a unit, whatever it is.
        self.inner.deserialize_ignored_any(visitor)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let watch = Watch {
            inner: visitor,
            track: self.track,
            object_only: false,
        };
        self.inner.deserialize_unit_struct(name, watch)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let watch = Watch {
            inner: visitor,
            track: self.track,
            object_only: false,
        };
        self.inner.deserialize_newtype_struct(name, watch)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let watch = Watch {
            inner: visitor,
            track: self.track,
            object_only: false,
        };
        self.inner.deserialize_tuple(len, watch)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let watch = Watch {
            inner: visitor,
            track: self.track,
            object_only: false,
        };
        self.inner.deserialize_tuple_struct(name, len, watch)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let watch = Watch {
            inner: visitor,
            track: self.track,
            object_only: true,
        };
        self.inner.deserialize_struct(name, fields, watch)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let watch = Watch {
            inner: visitor,
            track: self.track,
            object_only: false,
        };
        self.inner.deserialize_enum(name, variants, watch)
    }
}

macro_rules! visit {
    ($($method:ident: $type:ty),*) => {$(
        fn $method<E: serde::de::Error>(self, value: $type) -> Result<V::Value, E> {
            self.inner.$method(value)
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Watch<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(f)
    }

    visit! {
        visit_bool: bool, visit_i64: i64, visit_i128: i128, visit_u64: u64, visit_u128: u128, visit_char: char,
        visit_str: &str, visit_borrowed_str: &'de str, visit_string: String, visit_bytes: &[u8],
        visit_borrowed_bytes: &'de [u8], visit_byte_buf: Vec<u8>
    }

    #[expect(
        clippy::disallowed_types,
        reason = "a float arrives here to be refused by the type that is expected"
    )]
    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<V::Value, E> {
        self.inner.visit_f64(value)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<V::Value, E> {
        self.visit_unit()
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<V::Value, E> {
        // An absent member is unknown; a `null` would be a second spelling of it.
        Err(E::custom(
            "invalid type: null is no value, leave the member out",
        ))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.inner.visit_some(Strict {
            inner: deserializer,
            track: self.track,
        })
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<V::Value, D::Error> {
        self.inner.visit_newtype_struct(Strict {
            inner: deserializer,
            track: self.track,
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<V::Value, A::Error> {
        if self.object_only {
            return Err(A::Error::invalid_type(Unexpected::Seq, &self));
        }
        self.inner.visit_seq(Elements {
            inner: seq,
            track: self.track,
            index: 0,
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(Members {
            inner: map,
            track: self.track,
            key: String::new(),
        })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<V::Value, A::Error> {
        self.inner.visit_enum(Strict {
            inner: data,
            track: self.track,
        })
    }
}

struct Elements<'t, A> {
    inner: A,
    track: &'t Track,
    index: usize,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Elements<'_, A> {
    type Error = A::Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, A::Error> {
        self.track.enter(format!("[{}]", self.index));
        self.index = self.index.saturating_add(1);
        let element = self.inner.next_element_seed(Strict {
            inner: seed,
            track: self.track,
        })?;
        self.track.leave();
        Ok(element)
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

struct Members<'t, A> {
    inner: A,
    track: &'t Track,
    key: String,
}

/// Keeps the text of a key while passing it on.
struct Key<'k, T> {
    inner: T,
    key: &'k mut String,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Members<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        self.inner.next_key_seed(Key {
            inner: seed,
            key: &mut self.key,
        })
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, A::Error> {
        self.track.enter(format!(".{}", self.key));
        let value = self.inner.next_value_seed(Strict {
            inner: seed,
            track: self.track,
        })?;
        self.track.leave();
        Ok(value)
    }
}

impl<'de, T: DeserializeSeed<'de>> DeserializeSeed<'de> for Key<'_, T> {
    type Value = T::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T::Value, D::Error> {
        let text = crate::id::text(deserializer)?;
        self.key.clone_from(&text);
        self.inner
            .deserialize(serde::de::value::StringDeserializer::new(text))
    }
}

impl<'de, T: DeserializeSeed<'de>> DeserializeSeed<'de> for Strict<'_, T> {
    type Value = T::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T::Value, D::Error> {
        self.inner.deserialize(Strict {
            inner: deserializer,
            track: self.track,
        })
    }
}

/// The content of a variant, which stands under the name of the variant.
struct Content<'t, A> {
    inner: A,
    track: &'t Track,
    name: String,
}

impl<'de, 't, A: EnumAccess<'de>> EnumAccess<'de> for Strict<'t, A> {
    type Error = A::Error;
    type Variant = Content<'t, A::Variant>;

    fn variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<(T::Value, Self::Variant), A::Error> {
        let mut name = String::new();
        let (tag, variant) = self.inner.variant_seed(Key {
            inner: seed,
            key: &mut name,
        })?;
        let content = Content {
            inner: variant,
            track: self.track,
            name,
        };
        Ok((tag, content))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Content<'_, A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.inner.unit_variant()
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, A::Error> {
        self.track.enter(format!(".{}", self.name));
        let value = self.inner.newtype_variant_seed(Strict {
            inner: seed,
            track: self.track,
        })?;
        self.track.leave();
        Ok(value)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.inner.tuple_variant(
            len,
            Watch {
                inner: visitor,
                track: self.track,
                object_only: false,
            },
        )
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.inner.struct_variant(
            fields,
            Watch {
                inner: visitor,
                track: self.track,
                object_only: true,
            },
        )
    }
}
