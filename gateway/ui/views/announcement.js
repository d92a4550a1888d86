// The latest word of the desk to the room, until it is read.

import { timeOfDay } from "../format.js";
import { h, view } from "../element.js";
import { language, t } from "../words.js";

/** @param {import("./page.js").Page} page */
export function announcement({ store, changed }) {
  let readSeq = 0;
  const unread = () => {
    const { announcement: last } = store;
    return last && readSeq < last.seq ? last : null;
  };
  const read = () => ((readSeq = store.announcement?.seq ?? 0), changed());
  return view(() =>
    h(
      "section.announcement",
      { hidden: () => !unread(), role: "status", "data-test": "announcement" },
      h("p.label", {}, () => {
        const at = unread()?.at;
        return at ? t("announced_at", { time: timeOfDay(at, language()) }) : "";
      }),
      h("p.announced", { "data-test": "announced" }, () => unread()?.message ?? ""),
      h("button.plain.small", { type: "button", onclick: read, "data-test": "announced-read" }, () =>
        t("announced_read"),
      ),
    ),
  );
}
