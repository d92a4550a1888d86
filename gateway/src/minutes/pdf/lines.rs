//! Breaks a text into lines of a width.

use super::face::{Length, Run, Type, Typeface};

/// The text in lines that are no wider than `width`: broken at its line feeds, at spaces, and
/// inside a word only where the word alone is wider than a line.
pub(super) fn lines(typeface: &Typeface, style: Type, text: &str, width: Length) -> Vec<Run> {
    let set = |text: &str| typeface.run(style, text);
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if set(&longer).width <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(set(&line));
            }
            let (whole, rest) = cut(typeface, style, word, width);
            lines.extend(whole.iter().map(|part| set(part)));
            line = rest;
        }
        lines.push(set(&line));
    }
    lines
}

/// A word in parts that fill a line each, and the rest of it.
fn cut(typeface: &Typeface, style: Type, word: &str, width: Length) -> (Vec<String>, String) {
    let mut whole = Vec::new();
    let mut part = String::new();
    for letter in word.chars() {
        part.push(letter);
        if width < typeface.run(style, &part).width && 1 < part.chars().count() {
            part.pop();
            whole.push(std::mem::replace(&mut part, letter.to_string()));
        }
    }
    (whole, part)
}

#[cfg(test)]
mod tests {
    use super::super::face::{Cut, Type, Typeface};
    use super::lines;

    #[test]
    fn a_line_ends_at_a_space_and_a_word_only_where_it_must() {
        let style = Type { cut: Cut::Regular, size: 10_000, leading: 14_000 };
        let set = |text: &str| -> Vec<String> {
            let runs = lines(&Typeface::new(), style, text, 60_000);
            assert!(runs.iter().all(|run| run.width <= 60_000));
            runs.into_iter().map(|run| run.text).collect()
        };
        assert_eq!(set("một lô"), ["một lô"]);
        assert_eq!(set("một\nlô"), ["một", "lô"]);
        assert_eq!(set("người có tài sản đấu giá"), ["người có tài", "sản đấu giá"]);
        assert_eq!(set("a wwwwwwwwwwwwwwww b"), ["a", "wwwwwww", "wwwwwww", "ww b"]);
        assert_eq!(set("130.000.000\u{a0}₫ b"), ["130.000.000\u{a0}₫", "b"]);
    }
}
