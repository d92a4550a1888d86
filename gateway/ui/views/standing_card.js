// My standing, in words that cannot be misread, and the latest refusal with what to do about it.

import { h, include, view } from "../element.js";
import { moment } from "../format.js";
import { awardsOf, formatName } from "../lot.js";
import { standing } from "../standing.js";
import { language, refusal, t } from "../words.js";
import { cash } from "./page.js";
import { receiptMark } from "./receipt_mark.js";
import { resultWords } from "./result.js";
import { structureWords, worthWords } from "./royalty.js";

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
      include(latestReceipt(page, lot)),
      forfeited(page, lot),
    ),
  );
}

/** The receipt of my latest bid here, once it is decided. */
function latestReceipt(/** @type {Page} */ page, /** @type {() => Lot} */ lot) {
  const kept = () => (page.bids.isWaiting(lot().lot) ? undefined : page.receipts.latest(lot().lot));
  return receiptMark(kept, "standing-receipt");
}

/** My deposit is forfeited, by what I did on this lot or in the session. */
function forfeited(/** @type {Page} */ { store }, /** @type {() => Lot} */ lot) {
  const mine = () =>
    store.forfeits.find(
      (one) => one.paddle === store.paddle() && (one.lot === undefined || one.lot === lot().lot),
    );
  const words = () => {
    const forfeit = mine();
    return forfeit ? t("my_forfeit", { case: t(`forfeit_${forfeit.case}`), seq: forfeit.seq }) : "";
  };
  return h("p.refusal", { hidden: () => !mine(), "data-test": "my-forfeit" }, words);
}

/** The latest refusal, in the round that it belongs to. */
function refused(/** @type {Page} */ { bids }, /** @type {() => Lot} */ lot) {
  const seen = { bid_id: "", round: "" };
  const why = () => {
    const bid = bids.latest(lot().lot);
    if (bid?.state !== "refused" || lot().phase === "closed") return null;
    const round = `${lot().round},${lot().time}`;
    if (bid.bid_id !== seen.bid_id) Object.assign(seen, { bid_id: bid.bid_id, round });
    return seen.round === round ? bid : null;
  };
  return h(
    "p.refusal",
    {
      hidden: () => !why(),
      role: "alert",
      "data-test": "refusal",
      "data-code": () => why()?.refusal?.code ?? null,
    },
    h("strong", {}, () =>
      why() ? t("refused_offer", { offer: offerWords(lot(), why()?.offer) }) : "",
    ),
    h("span", {}, () =>
      why() ? refusal(/** @type {any} */ (why()?.refusal), (amount) => cash(lot(), amount)) : "",
    ),
  );
}

/**
 * What a bid offers.
 * @param {Lot} lot
 * @param {import("../bids.js").Offer | undefined} offer
 */
export function offerWords(lot, offer = {}) {
  const { amount, maximum, asking_at_most, schedule, royalty } = offer;
  if (schedule) return scheduleWords(lot, schedule);
  if (royalty) return structureWords(lot, royalty);
  return cash(lot, amount ?? maximum ?? asking_at_most);
}

/** `3 × 5 000 000`, several with a sign between them. */
function scheduleWords(/** @type {Lot} */ lot, /** @type {import("../store.js").Pair[]} */ pairs) {
  if (formatName(lot) === "exclusive") return cash(lot, pairs[0].unit_price);
  const words = pairs.map(({ quantity, unit_price }) => `${quantity} × ${cash(lot, unit_price)}`);
  return words.join(" + ");
}

/** What my own bid says, with what it is made of. */
function mineWords(/** @type {Lot} */ lot) {
  const { amount, royalty, schedule } = lot.mine ?? {};
  if (schedule && 0 < schedule.length) return scheduleWords(lot, schedule);
  return worthWords(lot, amount, royalty);
}

/** Everything that the notes may name. */
function given(/** @type {Page} */ { store, bids }, /** @type {Lot} */ lot) {
  const sent = bids.latest(lot.lot);
  const paddle = store.paddle() ?? "";
  const maximum = lot.mine?.maximum;
  const { sold } = lot.result ?? {};
  const awards = awardsOf(lot, store.paddle());
  return {
    paddle,
    offer: offerWords(lot, sent?.offer),
    seq: sent?.seq ?? "",
    mine: mineWords(lot),
    price: worthWords(lot, sold?.price ?? lot.price, sold?.royalty ?? lot.royalty),
    maximum: maximum ? t("my_maximum", { maximum: cash(lot, maximum) }) : "",
    leader: lot.leader ?? "",
    turn: lot.turn ?? "",
    own: cash(lot, lot.runner_up?.price),
    time: lot.answer_by ? moment(lot.answer_by, language()) : "",
    units: awards.map((award) => `${award.quantity} × ${cash(lot, award.unit_price)}`).join(" + "),
    reason: lot.barred?.find((bar) => bar.paddle === paddle)?.reason ?? store.me?.excluded ?? "",
    struck: lot.history.findLast((point) => point.bidder === paddle)?.struck ?? "",
    result: resultWords(lot),
  };
}
