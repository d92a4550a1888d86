//! The comparison as a picture: bars of each side, the longer the more, ours in the colour of the house.

use crate::durable::{self, BUSY};
use crate::fan::{self, LISTENERS, PACES};
use crate::load::figures::Hundredths;

const WIDTH: u64 = 960;
/// Left of the bars: the names.
const LEFT: u64 = 210;
/// Right of the longest bar: its number.
const RIGHT: u64 = 90;
const BAR: u64 = 18;
const GAP: u64 = 26;
/// Readable on white and on black.
const STYLE: &str = "text{font:12px sans-serif;fill:#333}.title{font-weight:bold}\
.ours{fill:#1769c0}.theirs{fill:#999}\
@media(prefers-color-scheme:dark){text{fill:#ddd}.ours{fill:#6ab0ff}.theirs{fill:#777}}";

/// A bar: whose it is, how long, and what is written at its end.
struct Bar {
    name: &'static str,
    length: u64,
    label: String,
}

/// The picture, as text.
pub(crate) fn draw(bids: &durable::Results, crowds: &fan::Results) -> String {
    let mut panels = vec![(
        "Durable bids a second, 64 connections, one under way on each (more is better)".to_owned(),
        durable::SIDES
            .iter()
            .filter_map(|side| {
                let rate = bids.get(&(BUSY, *side))?.bids_per_second.median();
                Some(Bar { name: side.name(), length: rate, label: rate.to_string() })
            })
            .collect::<Vec<_>>(),
    )];
    for many in PACES {
        let listeners = LISTENERS[0];
        let title = format!(
            "Processor time of a delivery to {listeners}, us, {many} under way (less is better)"
        );
        let bars = fan::SIDES.iter().map(|side| {
            let cpu = crowds.told[&(listeners, many, *side)].cpu.median();
            Bar { name: side.name(), length: cpu, label: Hundredths(cpu).to_string() }
        });
        panels.push((title, bars.collect()));
    }
    let (mut bars, mut y) = (String::new(), 0);
    for (title, panel) in &panels {
        y += GAP;
        put(&mut bars, &format!("<text x=\"10\" y=\"{y}\" class=\"title\">{title}</text>"));
        y += 10;
        let most = panel.iter().map(|bar| bar.length).max().unwrap_or_default().max(1);
        for bar in panel {
            bar.draw(&mut bars, y, most);
            y += BAR + 6;
        }
    }
    let height = y + 10;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\">\n\
         <style>{STYLE}</style>\n{bars}</svg>\n"
    )
}

impl Bar {
    fn draw(&self, svg: &mut String, y: u64, most: u64) {
        let Self { name, length, label } = self;
        let class = if *name == "gavel" { "ours" } else { "theirs" };
        let width = (length * (WIDTH - LEFT - RIGHT) / most).max(1);
        let (names, base, behind) = (LEFT - 8, y + 13, LEFT + width + 6);
        put(svg, &format!("<text x=\"{names}\" y=\"{base}\" text-anchor=\"end\">{name}</text>"));
        put(
            svg,
            &format!(
                "<rect class=\"{class}\" x=\"{LEFT}\" y=\"{y}\" width=\"{width}\" height=\"{BAR}\"/>"
            ),
        );
        put(svg, &format!("<text x=\"{behind}\" y=\"{base}\">{label}</text>"));
    }
}

fn put(svg: &mut String, line: &str) {
    svg.push_str(line);
    svg.push('\n');
}
