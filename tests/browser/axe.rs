//! What axe-core finds wrong with a page for those who see, hear or move differently.

use serde_json::json;

use super::devtools::Theme;
use super::driver::Page;

const AXE: &str = include_str!("../data/axe/axe.min.js");

/// Looks at a page as it stands, in both themes: no finding of WCAG 2.2 A and AA is serious.
pub(crate) async fn assert_accessible(page: &Page, what: &str) {
    page.script(AXE, json!(null)).await;
    for theme in [Theme::Light, Theme::Dark] {
        page.prefer(theme).await;
        let look = "
            const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
            const { violations } = await axe.run(document, { runOnly: tags });
            return violations
                .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) =>
                    `${node.target} ${node.any.map(({ message }) => message)}`).join('; ')}`);";
        let found = page.script(look, json!(null)).await;
        assert_eq!(found, json!([]), "{what}, {theme:?}");
    }
}
