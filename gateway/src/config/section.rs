//! A section of the configuration: each key once, with its type, its default and what it is for.

/// One key, and what is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Its name within its section.
    pub key: &'static str,
    /// What it is for, line by line, each with a space before it.
    pub about: &'static [&'static str],
}

/// Declares a section: the struct, its defaults, and the list of its keys with what is said of
/// them, so that a key stands in one place alone.
macro_rules! section {
    (
        $(#[doc = $section:literal])+
        pub struct $name:ident {
            $( $(#[doc = $about:literal])+ $key:ident: $kind:ty = $default:expr, )+
        }
    ) => {
        $(#[doc = $section])+
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $( $(#[doc = $about])+ pub $key: $kind, )+
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $( $key: $default, )+ }
            }
        }

        impl $name {
            /// The keys, in the order in which they are written.
            pub const SETTINGS: &[$crate::config::section::Setting] = &[
                $( $crate::config::section::Setting {
                    key: stringify!($key),
                    about: &[$($about),+],
                }, )+
            ];
        }
    };
}

pub(super) use section;
