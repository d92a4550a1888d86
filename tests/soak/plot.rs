//! The plot of a soak: one panel for each figure, over the minutes, with a mark where a process ended.

use std::fmt::Write;
use std::time::Duration;

use super::round::Life;
use super::sample::Sample;
use super::server::End;

const WIDTH: u64 = 960;
/// Left of the axes: the numbers.
const LEFT: u64 = 70;
const RIGHT: u64 = 20;
/// Above the first panel: the words.
const TOP: u64 = 50;
const PANEL: u64 = 110;
const GAP: u64 = 36;
/// Readable on white and on black.
const STYLE: &str = "text{font:12px sans-serif;fill:#333}.title{font-weight:bold}\
.axis{stroke:#999}.grid{stroke:#999;stroke-opacity:.3}.told{stroke:#888;stroke-dasharray:3 3}\
.killed{stroke:#c33}.one,.two{fill:none;stroke-width:1.5}.one{stroke:#1769c0}.two{stroke:#c77700}\
@media(prefers-color-scheme:dark){text{fill:#ddd}.one{stroke:#6ab0ff}.two{stroke:#ffb454}.killed{stroke:#f77}}";

/// A panel: what it shows and how high its values lie.
struct Panel {
    title: &'static str,
    curves: Vec<fn(&Sample) -> u64>,
    scale: Scale,
}

#[derive(Clone, Copy)]
enum Scale {
    FromZero,
    /// Each tick ten times the one below, from this value.
    Tenfold(u64),
}

/// The picture, as text.
pub(super) fn draw(samples: &[Sample], lives: &[Life]) -> String {
    let panels = panels();
    let count = u64::try_from(panels.len()).expect("a few panels");
    let height = TOP + count * (PANEL + GAP) + 10;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\">\n\
         <style>{STYLE}</style>\n\
         <text x=\"{LEFT}\" y=\"18\" class=\"title\">A busy house, looked at every ten seconds</text>\n\
         <text x=\"{LEFT}\" y=\"36\">A process ended: by SIGTERM (grey, dashed), by SIGKILL (red). \
         Minutes from left to right.</text>\n"
    );
    let ends = lives.iter().map(|life| life.ended_at).chain(samples.iter().map(|look| look.at));
    let span = ends.max().unwrap_or_default().max(Duration::from_mins(1));
    for (place, panel) in (0..).zip(&panels) {
        panel.draw(&mut svg, TOP + place * (PANEL + GAP) + GAP / 2, samples, lives, span);
    }
    svg + "</svg>\n"
}

fn panels() -> Vec<Panel> {
    let panel = |title, curves, scale| Panel { title, curves, scale };
    vec![
        panel(
            "Resident memory of the process, MiB",
            vec![|look: &Sample| look.taken.resident_kib / 1_024],
            Scale::FromZero,
        ),
        panel(
            "Descriptors of the process (blue), websockets of clients (orange)",
            vec![|look| look.taken.descriptors, |look| look.sockets],
            Scale::FromZero,
        ),
        panel(
            "From a bid to its answer, ms: p50 (blue), p99 (orange)",
            vec![|look| look.p50_micros, |look| look.p99_micros],
            Scale::Tenfold(1_000),
        ),
        panel("Bids answered in ten seconds", vec![|look| look.bids], Scale::FromZero),
        panel(
            "The data folder on the disk, MiB",
            vec![|look| look.disk_kib / 1_024],
            Scale::FromZero,
        ),
    ]
}

impl Panel {
    fn draw(&self, svg: &mut String, top: u64, samples: &[Sample], lives: &[Life], span: Duration) {
        let right = WIDTH - RIGHT;
        let bottom = top + PANEL;
        put(
            svg,
            &format!("<text x=\"{LEFT}\" y=\"{}\" class=\"title\">{}</text>", top - 6, self.title),
        );
        let values = samples.iter().flat_map(|look| self.curves.iter().map(|curve| curve(look)));
        let most = values.max().unwrap_or_default().max(1);
        for (value, label) in self.scale.ticks(most) {
            let y = bottom - self.scale.height(value, most);
            put(svg, &format!("<path class=\"grid\" d=\"M{LEFT} {y}H{right}\"/>"));
            let (x, y) = (LEFT - 6, y + 4);
            put(svg, &format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"end\">{label}</text>"));
        }
        let minutes = span.as_secs() / 60;
        for minute in (0..=minutes).step_by(usize::try_from(minutes / 12 + 1).expect("a step")) {
            let (x, y) = (across(Duration::from_secs(minute * 60), span), bottom + 14);
            put(svg, &format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{minute}</text>"));
        }
        for life in lives {
            let class = if life.end == End::Killed { "killed" } else { "told" };
            let x = across(life.ended_at, span);
            put(svg, &format!("<path class=\"{class}\" d=\"M{x} {top}V{bottom}\"/>"));
        }
        put(
            svg,
            &format!("<path class=\"axis\" fill=\"none\" d=\"M{LEFT} {top}V{bottom}H{right}\"/>"),
        );
        for (class, curve) in ["one", "two"].iter().zip(&self.curves) {
            let mut points = String::new();
            for look in samples {
                let y = bottom - self.scale.height(curve(look), most);
                write!(points, "{},{y} ", across(look.at, span)).expect("a string takes all");
            }
            put(svg, &format!("<polyline class=\"{class}\" points=\"{}\"/>", points.trim_end()));
        }
    }
}

impl Scale {
    /// Values to be marked, with what is written beside them.
    fn ticks(self, most: u64) -> Vec<(u64, u64)> {
        match self {
            Self::FromZero => {
                let step = (most / 4).max(1);
                (0..=4)
                    .map(|tick| tick * step)
                    .filter(|tick| *tick <= most)
                    .map(|tick| (tick, tick))
                    .collect()
            }
            Self::Tenfold(first) => {
                let mut ticks = Vec::new();
                let mut tick = first;
                while tick <= most {
                    ticks.push((tick, tick / first));
                    tick *= 10;
                }
                ticks
            }
        }
    }

    /// How far above its axis a value lies.
    fn height(self, value: u64, most: u64) -> u64 {
        match self {
            Self::FromZero => value * PANEL / most,
            Self::Tenfold(first) => {
                // A tenth of the first tick is the axis.
                let lowest = first / 10;
                let above = |value: u64| doublings(value.max(lowest)) - doublings(lowest);
                above(value) * PANEL / above(most).max(1)
            }
        }
    }
}

/// The logarithm to base 2 in 1,024ths, straight between two powers of two.
fn doublings(value: u64) -> u64 {
    let whole = value.ilog2();
    u64::from(whole) * 1_024 + ((value << 10) >> whole) - 1_024
}

fn across(at: Duration, span: Duration) -> u64 {
    let millis = |time: Duration| u64::try_from(time.as_millis()).expect("a time");
    LEFT + millis(at) * (WIDTH - LEFT - RIGHT) / millis(span)
}

fn put(svg: &mut String, line: &str) {
    svg.push_str(line);
    svg.push('\n');
}
