//! The languages of the house.

/// A language of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

/// In which languages somebody wants to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Languages {
    /// Vietnamese
    Vi,
    /// English
    En,
    /// All of it in Vietnamese, then all of it in English
    Both,
}

impl Languages {
    /// Each of them, in the order in which they are written.
    #[must_use]
    pub const fn each(self) -> &'static [Language] {
        match self {
            Self::Vi => &[Language::Vi],
            Self::En => &[Language::En],
            Self::Both => &[Language::Vi, Language::En],
        }
    }
}
