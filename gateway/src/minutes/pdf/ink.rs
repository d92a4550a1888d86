//! Puts sheets into a PDF: the one place where lengths become floats, as the format wants them.

use krilla::color::luma;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;

use super::face::{Length, Typeface};
use super::sheet::Mark;

/// The grey below the head of a table.
const TINT: u8 = 236;

/// Prints one mark.
pub(super) fn print(surface: &mut Surface<'_>, typeface: &Typeface, mark: &Mark) {
    match mark {
        Mark::Text { x, y, run } => {
            surface.set_stroke(None);
            surface.set_fill(Some(grey(0)));
            surface.draw_glyphs(
                Point::from_xy(points(*x), points(*y)),
                &run.glyphs,
                typeface.font(run.cut),
                &run.text,
                points(run.size),
                false,
            );
        }
        Mark::Rule { from, to, width } => {
            surface.set_fill(None);
            surface.set_stroke(Some(Stroke { width: points(*width), ..Stroke::default() }));
            if let Some(path) = line(*from, *to) {
                surface.draw_path(&path);
            }
        }
        Mark::Tint { left, top, right, bottom } => {
            surface.set_stroke(None);
            surface.set_fill(Some(grey(TINT)));
            let corners = [left, top, right, bottom].map(|corner| points(*corner));
            let mut path = PathBuilder::new();
            if let Some(rect) = Rect::from_ltrb(corners[0], corners[1], corners[2], corners[3]) {
                path.push_rect(rect);
            }
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
    }
}

fn line(from: (Length, Length), to: (Length, Length)) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(points(from.0), points(from.1));
    path.line_to(points(to.0), points(to.1));
    path.finish()
}

fn grey(lightness: u8) -> Fill {
    Fill { paint: luma::Color::new(lightness).into(), ..Fill::default() }
}

/// A length in points.
#[expect(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "the format's unit")]
pub(super) fn points(length: Length) -> f32 {
    length as f32 / 1_000.0
}
