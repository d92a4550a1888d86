//! The typeface: texts become runs of glyphs, measured in whole units and never in floats.
//!
//! Libertinus Serif, under the Open Font License (`gateway/fonts/OFL.txt`), is part of the program:
//! it has every Vietnamese letter, and a machine without fonts prints the same bytes.

use std::collections::BTreeSet;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Feature, UnicodeBuffer};

/// A length on paper, in thousandths of a point (1/72 inch).
pub(super) type Length = i64;

const REGULAR: &[u8] = include_bytes!("../../../fonts/LibertinusSerif-Regular.otf");
const BOLD: &[u8] = include_bytes!("../../../fonts/LibertinusSerif-Bold.otf");
const ITALIC: &[u8] = include_bytes!("../../../fonts/LibertinusSerif-Italic.otf");

/// What stands for a character that the typeface does not have.
const STRANGER: char = '\u{fffd}';
/// Digits of one width, so that columns of figures stand in line; and a letter is a letter, so
/// that a hash can be compared with the eye.
const FEATURES: [(&[u8; 4], u32); 2] = [(b"tnum", 1), (b"liga", 0)];

/// Which of the cuts a text is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    Regular,
    Bold,
    Italic,
}

/// A cut at a size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Type {
    pub(super) cut: Cut,
    pub(super) size: Length,
    /// From one line to the next.
    pub(super) leading: Length,
}

/// The typeface in its three cuts.
pub(super) struct Typeface {
    regular: Face,
    bold: Face,
    italic: Face,
}

struct Face {
    shaper: rustybuzz::Face<'static>,
    font: Font,
}

/// A text in glyphs, ready to be drawn in one line.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) cut: Cut,
    pub(super) size: Length,
    pub(super) width: Length,
    pub(super) glyphs: Vec<KrillaGlyph>,
}

impl Typeface {
    /// # Panics
    /// Never: the fonts are part of the program.
    pub(super) fn new() -> Self {
        Self { regular: Face::new(REGULAR), bold: Face::new(BOLD), italic: Face::new(ITALIC) }
    }

    pub(super) fn font(&self, cut: Cut) -> Font {
        self.face(cut).font.clone()
    }

    /// Sets a text in one line. Every character is literal.
    pub(super) fn run(&self, style: Type, text: &str) -> Run {
        let face = self.face(style.cut);
        let text = face.printable(text);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        let features = FEATURES.map(|(name, value)| Feature::new(Tag::from_bytes(name), value, ..));
        let shaped = rustybuzz::shape(&face.shaper, &features, buffer);
        // A glyph stands for its text up to where the next cluster begins.
        let starts: BTreeSet<usize> =
            shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let mut units: Length = 0;
        let glyphs = glyphs.map(|(info, position)| {
            units += Length::from(position.x_advance);
            let start = info.cluster as usize;
            let end = starts.range(start + 1..).next().copied().unwrap_or(text.len());
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                face.em(position.x_advance),
                face.em(position.x_offset),
                face.em(position.y_offset),
                face.em(position.y_advance),
                start..end,
                None,
            )
        });
        let glyphs = glyphs.collect();
        let width = units * style.size / Length::from(face.shaper.units_per_em());
        Run { text, cut: style.cut, size: style.size, width, glyphs }
    }

    fn face(&self, cut: Cut) -> &Face {
        match cut {
            Cut::Regular => &self.regular,
            Cut::Bold => &self.bold,
            Cut::Italic => &self.italic,
        }
    }
}

impl Face {
    fn new(bytes: &'static [u8]) -> Self {
        let shaper = rustybuzz::Face::from_slice(bytes, 0);
        let font = Font::new(bytes.into(), 0);
        Self {
            shaper: shaper.expect("invariant: the font is whole"),
            font: font.expect("invariant: the font is whole"),
        }
    }

    /// The text with a mark for every character that cannot be printed: one that the typeface
    /// does not have, or one that would steer the text instead of standing in it.
    fn printable(&self, text: &str) -> String {
        let print = |letter: char| match letter {
            '\t' => ' ',
            '\u{e000}'..='\u{f8ff}' => STRANGER,
            letter if self.shaper.glyph_index(letter).is_some_and(|glyph| glyph.0 != 0) => letter,
            _ => STRANGER,
        };
        text.chars().map(print).collect()
    }

    /// Font units as parts of the size of the type.
    #[expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "krilla's unit")]
    fn em(&self, units: i32) -> f32 {
        units as f32 / self.shaper.units_per_em() as f32
    }
}

#[cfg(test)]
mod tests {
    use super::{Cut, Type, Typeface};

    const STYLE: Type = Type { cut: Cut::Regular, size: 10_000, leading: 14_000 };

    #[test]
    fn every_vietnamese_letter_is_in_every_cut() {
        let vowels =
            "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ₫–—·";
        let typeface = Typeface::new();
        for cut in [Cut::Regular, Cut::Bold, Cut::Italic] {
            for text in [vowels.to_owned(), vowels.to_uppercase()] {
                assert_eq!(typeface.run(Type { cut, ..STYLE }, &text).text, text);
            }
        }
    }

    #[test]
    fn what_cannot_be_printed_leaves_a_mark() {
        let run = Typeface::new().run(STYLE, "a\u{202e}b技\u{1}\u{e001}c");
        assert_eq!(run.text, "a\u{fffd}b\u{fffd}\u{fffd}\u{fffd}c");
    }

    #[test]
    fn figures_stand_in_line() {
        let typeface = Typeface::new();
        let width = |text| typeface.run(STYLE, text).width;
        assert_eq!(width("111.111.111"), width("888.888.888"));
        assert_eq!(typeface.run(STYLE, "ffi").glyphs.len(), 3);
    }
}
