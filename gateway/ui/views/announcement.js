// The latest words of the desk to the room, until they are read: also those of before one came in.

import { timeOfDay } from "../format.js";
import { each, h, view } from "../element.js";
import { language, t } from "../words.js";

/** @typedef {import("../store.js").Announcement} Announcement */

/** @param {import("./page.js").Page} page */
export function announcement({ store, connection, changed }) {
  // Of this tab, so that what was read stays read when the page is loaded anew.
  const key = () => `gavel.announced.${connection.welcome?.session}`;
  const readSeq = () => Number(sessionStorage.getItem(key()) ?? 0);
  const unread = () => store.announcements.filter(({ seq }) => readSeq() < seq);
  const read = () => {
    sessionStorage.setItem(key(), String(store.announcements.at(-1)?.seq ?? 0));
    changed();
  };
  return view(() =>
    h(
      "section.announcement",
      { hidden: () => unread().length === 0, "data-test": "announcement" },
      each(h("ul", { role: "status" }), unread, ({ seq }) => seq, row),
      h("button.plain.small", { type: "button", onclick: read, "data-test": "announced-read" }, () =>
        t("announced_read"),
      ),
    ),
  );
}

function row(/** @type {() => Announcement} */ told) {
  return view(() =>
    h(
      "li",
      {},
      h("p.label", {}, () => t("announced_at", { time: timeOfDay(told().at, language()) })),
      h("p.announced", { "data-test": "announced" }, () => told().message),
    ),
  );
}
