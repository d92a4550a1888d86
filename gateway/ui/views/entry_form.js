// The way in for somebody who has a link but not opened it: it is pasted here.

import { h, view } from "../element.js";
import { tokenIn } from "../token.js";
import { t } from "../words.js";

export function entryForm() {
  let isUnread = false;
  const field = h("input", {
    id: "link",
    type: "text",
    autocomplete: "off",
    spellcheck: false,
    "aria-describedby": "link-complaint",
    "data-test": "entry-link",
  });
  const enter = (/** @type {Event} */ event) => {
    event.preventDefault();
    const token = tokenIn(field.value);
    isUnread = token === null;
    own.refresh();
    if (!token) return field.focus();
    location.hash = `token=${encodeURIComponent(token)}`;
    location.reload();
  };
  const own = view(() =>
    h(
      "form.paste",
      { onsubmit: enter },
      h("label", { for: "link" }, () => t("entry_paste")),
      h(
        "div.row",
        {},
        field,
        h("button.plain", { type: "submit", "data-test": "entry-go" }, () => t("entry_go")),
      ),
      h(
        "p.complaint",
        { id: "link-complaint", role: "alert", "data-test": "entry-complaint" },
        () => (isUnread ? t("entry_none") : ""),
      ),
    ),
  );
  return own;
}
