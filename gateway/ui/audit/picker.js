// Which session is gone through: one for each link that was opened, and a place for another link.

import { each, h, view } from "../element.js";
import { t } from "../words.js";

/** @param {import("./audit.js").Room} room */
export function picker({ links, film, pick, changed }) {
  let isUnread = false;
  const field = h("input", {
    id: "audit-link",
    type: "text",
    autocomplete: "off",
    spellcheck: false,
    "aria-describedby": "audit-link-complaint",
    "data-test": "audit-link",
  });
  const enter = (/** @type {Event} */ event) => {
    event.preventDefault();
    const link = links.take(field.value);
    isUnread = link === null;
    if (!link) return (changed(), field.focus());
    field.value = "";
    pick(link);
  };
  const isPicked = (/** @type {import("./links.js").Link} */ link) =>
    film()?.link.session === link.session;
  return view(() =>
    h(
      "section.audit-picker",
      { "aria-labelledby": "audit-sessions" },
      h("h2", { id: "audit-sessions" }, () => t("audit_sessions")),
      h("p.quiet", { hidden: () => 0 < links.all.length }, () => t("audit_how")),
      each(
        h("div.audit-sessions"),
        () => links.all,
        ({ session }) => session,
        (link) =>
          view(() =>
            h(
              "button.plain",
              {
                type: "button",
                "aria-pressed": () => String(isPicked(link())),
                "data-test": `pick-${link().session}`,
                onclick: () => pick(link()),
              },
              () => link().session,
            ),
          ),
      ),
      h(
        "form.paste",
        { onsubmit: enter },
        h("label", { for: "audit-link" }, () => t("audit_paste")),
        h(
          "div.row",
          {},
          field,
          h("button.plain", { type: "submit", "data-test": "audit-go" }, () => t("audit_go")),
        ),
        h(
          "p.complaint",
          { id: "audit-link-complaint", role: "alert", "data-test": "audit-complaint" },
          () => (isUnread ? t("entry_none") : ""),
        ),
      ),
    ),
  );
}
