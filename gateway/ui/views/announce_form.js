// A message of the desk to the room.

import { h, view } from "../element.js";
import { keyCap, keyProps } from "../keys.js";
import { t } from "../words.js";
import { ask } from "./dialog.js";

const KEY = "M";

/**
 * @param {import("./page.js").Page} page
 * @param {import("./outcome.js").Outcome} outcome
 */
export function announceButton(page, outcome) {
  const announce = async () => {
    const given = await ask({
      title: t("ask_announce"),
      text: t("ask_announce_text"),
      confirm: t("announce_submit"),
      asksReason: true,
      reasonLabel: t("announce_message"),
      reasonNeeded: t("announce_needed"),
    });
    if (given?.reason) await outcome.ask("announce", { message: given.reason });
  };
  const props = {
    type: "button",
    "data-test": "desk-announce",
    disabled: () => outcome.isBusy || page.connection.state !== "live",
    onclick: announce,
    ...keyProps(KEY),
  };
  return view(() => h("button.plain", props, () => t("desk_announce"), keyCap(KEY)));
}
