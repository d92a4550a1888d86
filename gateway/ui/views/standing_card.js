// My standing, in words that cannot be misread, and the latest refusal with what to do about it.

import { h, view } from "../element.js";
import { standing } from "../standing.js";
import { refusal, t } from "../words.js";
import { cash } from "./page.js";
import { resultWords } from "./room.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./page.js").Page} Page */

const SIGNS = { quiet: "○", wait: "…", good: "✓", bad: "!" };

/**
 * @param {Page} page
 * @param {() => Lot} lot
 */
export function standingCard(page, lot) {
  const now = () => standing(lot(), page.store, page.bids);
  const note = () => t(`standing_${now().name}_note`, given(page, lot())).trim();
  return view(() =>
    h(
      "div.standing-card",
      {},
      h(
        "div",
        {
          class: () => `standing ${now().tone}`,
          role: "status",
          "data-standing": () => now().name,
        },
        h(
          "span.sign",
          { "aria-hidden": "true" },
          () => SIGNS[/** @type {keyof typeof SIGNS} */ (now().tone)],
        ),
        h(
          "p",
          {},
          h("span.unseen", {}, () => `${t("my_standing")}: `),
          h("strong", { "data-test": "standing" }, () => t(`standing_${now().name}`)),
          h("span.note", { hidden: () => note() === "", "data-test": "standing-note" }, note),
        ),
      ),
      refused(page, lot),
    ),
  );
}

function refused(/** @type {Page} */ { bids }, /** @type {() => Lot} */ lot) {
  const why = () => {
    const bid = bids.latest(lot().lot);
    return bid?.state === "refused" && lot().phase !== "closed" ? bid : null;
  };
  return h(
    "p.refusal",
    {
      hidden: () => !why(),
      role: "alert",
      "data-test": "refusal",
      "data-code": () => why()?.refusal?.code ?? null,
    },
    h("strong", {}, () => (why() ? t("refused_offer", { offer: offerWords(lot(), why()) }) : "")),
    h("span", {}, () =>
      why() ? refusal(/** @type {any} */ (why()?.refusal), (amount) => cash(lot(), amount)) : "",
    ),
  );
}

/**
 * What a sent bid offers.
 * @param {Lot} lot
 * @param {import("../bids.js").SentBid | null} bid
 */
function offerWords(lot, bid) {
  const offer = bid?.offer ?? {};
  return cash(lot, offer.amount ?? offer.maximum ?? offer.asking_at_most);
}

/** Everything that the notes may name. */
function given(/** @type {Page} */ { store, bids }, /** @type {Lot} */ lot) {
  const sent = bids.latest(lot.lot);
  const paddle = store.paddle() ?? "";
  const maximum = lot.mine?.maximum;
  return {
    paddle,
    offer: offerWords(lot, sent),
    seq: sent?.seq ?? "",
    mine: cash(lot, lot.mine?.amount),
    price: cash(lot, lot.result?.sold?.price ?? lot.price),
    maximum: maximum ? t("my_maximum", { maximum: cash(lot, maximum) }) : "",
    leader: lot.leader ?? "",
    reason: lot.barred?.find((bar) => bar.paddle === paddle)?.reason ?? "",
    result: resultWords(lot),
  };
}
