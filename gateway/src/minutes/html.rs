//! The paper as one page: style inside, no script, nothing to fetch, every text escaped.

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};

use super::paper::Paper;

const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/page.css");

/// Prints the papers one behind the other.
///
/// # Panics
/// Never: the template is part of the program, and a paper is made of texts.
pub(super) fn print(papers: &[Paper]) -> String {
    let mut environment = Environment::empty();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let papers = Value::from(Serde(papers));
    let style = Value::from_safe_string(STYLE.to_owned());
    environment
        .render_str(PAGE, context! { papers, style })
        .expect("invariant: the template fits the paper")
}
