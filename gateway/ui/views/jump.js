// A jump beyond the lot's maximum, refused once: asked whether it is meant, then sent as meant.

import { isRunning } from "../lot.js";
import { t } from "../words.js";
import { ask } from "./dialog.js";
import { cash } from "./page.js";

const JUMP_TOO_LARGE = 2026;

/**
 * Watches for such a refusal and asks once for each.
 * @param {import("./page.js").Page} page
 * @param {() => import("../store.js").Lot} lot
 * @returns {() => void}
 */
export function jumpQuestion(page, lot) {
  /** @type {string | undefined} */
  let asked;
  return () => {
    const bid = page.bids.latest(lot().lot);
    if (bid?.refusal?.code !== JUMP_TOO_LARGE || bid.bid_id === asked) return;
    asked = bid.bid_id;
    const { offer } = bid;
    const amount = cash(lot(), offer.amount);
    const most = cash(lot(), bid.refusal.data.most);
    const question = {
      title: t("jump_title"),
      text: t(offer.royalty ? "jump_text_royalty" : "jump_text", { amount, most }),
      confirm: t(offer.royalty ? "jump_yes_royalty" : "far_yes", { amount }),
      isTenable: () => isRunning(lot()),
    };
    ask(question).then((given) => {
      if (given) page.bids.place(bid.lot, { ...offer, confirm_jump: true });
    });
  };
}
