// What stands in place of the room: how to come in, or why this page has stopped.

import { h, include, view } from "../element.js";
import { dropToken, tokenIn } from "../token.js";
import { t } from "../words.js";
import { keptHere } from "./kept_here.js";

const STOP_CODES = [1006, 1008, 3500, 3501, 3502, 3503, 3504];

/** How to come in, for somebody without a token. */
export function entry() {
  let isUnread = false;
  const field = h("input", { id: "link", type: "text", autocomplete: "off", spellcheck: false });
  const complaint = h("p.complaint", { role: "alert" }, () => (isUnread ? t("entry_none") : ""));
  const own = view(() => {
    const form = h(
      "form.paste",
      { onsubmit: enter },
      h("label", { for: "link" }, () => t("entry_paste")),
      h(
        "div.row",
        {},
        field,
        h("button.plain", { type: "submit" }, () => t("entry_go")),
      ),
      complaint,
    );
    return h(
      "main.notice",
      { id: "room", tabIndex: -1, "data-test": "notice" },
      h("h1", {}, () => t("entry_title")),
      h("p", {}, () => t("entry_how")),
      h("p.care", {}, () => t("entry_care")),
      form,
      include(keptHere(() => true)),
    );
  });
  function enter(/** @type {Event} */ event) {
    event.preventDefault();
    const token = tokenIn(field.value);
    isUnread = token === null;
    complaint.textContent = isUnread ? t("entry_none") : "";
    if (token) {
      location.hash = `token=${encodeURIComponent(token)}`;
      location.reload();
    }
  }
  return own;
}

/** @param {import("./page.js").Page} page */
export function stopped({ connection }) {
  const why = () => {
    const code = connection.stopCode;
    return STOP_CODES.includes(code) ? t(`stop_${code}`) : t("stop_other", { code });
  };
  const leave = () => (dropToken(), location.reload());
  return view(() =>
    h(
      "section.notice.stopped",
      {
        hidden: () => connection.state !== "stopped",
        role: "alert",
        "data-test": () => (connection.state === "stopped" ? "notice" : "no-notice"),
      },
      h("h1", {}, () => t("stop_title")),
      h("p", {}, why),
      h(
        "div.row",
        {},
        h("button.primary", { type: "button", onclick: () => location.reload() }, () =>
          t("stop_reload"),
        ),
        h("button.plain", { type: "button", onclick: leave }, () => t("stop_leave")),
      ),
      include(keptHere(() => connection.state === "stopped")),
    ),
  );
}
