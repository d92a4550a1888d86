// Striking a bid takes two: one asks with a reason, another confirms, and the room hears it.

import { each, h, view } from "../element.js";
import { t } from "../words.js";
import { ask } from "./dialog.js";
import { foresee } from "./foreseen.js";
import { cash } from "./page.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./outcome.js").Outcome} Outcome */
/** @typedef {{canVoid: () => boolean, strike: (bid_id: string) => void}} Striking */

/**
 * What awaits a second person, with the button to confirm it.
 * @param {() => Lot} lot
 * @param {Outcome} outcome
 * @param {() => boolean} isAble
 */
export function voidsAwaited(lot, outcome, isAble) {
  const awaited = () => lot().voids_awaited ?? [];
  const row = (/** @type {() => any} */ item) =>
    view(() =>
      h(
        "li",
        {},
        h(
          "p",
          {},
          h("strong", {}, () => bidWords(lot(), item().bid_id)),
        ),
        h("p.quiet", {}, () => t("void_asked_by", item())),
        h(
          "button.danger.small",
          {
            type: "button",
            disabled: () => !isAble(),
            onclick: () => confirm(lot(), outcome, item()),
            "data-test": "void-confirm",
          },
          () => t("void_confirm"),
        ),
      ),
    );
  return view(() =>
    h(
      "div.voids",
      { hidden: () => awaited().length === 0, "data-test": "voids" },
      h("h3", {}, () => t("voids_awaited")),
      each(h("ul"), awaited, (item) => item.bid_id, row),
    ),
  );
}

/**
 * Asks for a bid to be struck.
 * @param {Lot} lot
 * @param {Outcome} outcome
 * @param {string} bid_id
 */
export async function askVoid(lot, outcome, bid_id) {
  const asked = { lot: lot.lot, bid_id, reason: t("reason_to_come") };
  const foreseen = await foresee(outcome.page.connection, lot, "void", asked);
  const given = await ask({
    title: t("ask_void", { bid: bidWords(lot, bid_id) }),
    text: t("ask_void_text"),
    rule: t("rule_void"),
    outcome: foreseen.outcome,
    isImpossible: foreseen.isRefused,
    confirm: t("void_ask"),
    asksReason: true,
    isDangerous: true,
  });
  if (given) await outcome.ask("void", { lot: lot.lot, bid_id, ...given });
}

/**
 * The button that asks for a bid to be struck, for whom that is.
 * @param {Striking} striking
 * @param {() => {bid_id: string, struck?: string, fault?: string}} bid
 */
export function strikeButton({ canVoid, strike }, bid) {
  return h(
    "button.plain.small.strike",
    {
      type: "button",
      hidden: () => !canVoid() || Boolean(bid().struck ?? bid().fault),
      onclick: () => strike(bid().bid_id),
      "data-test": "void",
    },
    () => t("void"),
  );
}

async function confirm(
  /** @type {Lot} */ lot,
  /** @type {Outcome} */ outcome,
  /** @type {any} */ item,
) {
  const { connection } = outcome.page;
  const { bid_id } = item;
  const foreseen = await foresee(connection, lot, "confirm_void", { lot: lot.lot, bid_id });
  const given = await ask({
    title: t("ask_void", { bid: bidWords(lot, bid_id) }),
    text: `${t("void_asked_by", item)} ${t("ask_confirm_void_text")}`,
    rule: t("rule_void"),
    outcome: foreseen.outcome,
    isImpossible: foreseen.isRefused,
    confirm: t("void_confirm"),
    isDangerous: true,
  });
  if (given) await outcome.ask("confirm_void", { lot: lot.lot, bid_id });
}

/** Whose bid this is, and how much, as the record tells it. */
function bidWords(/** @type {Lot} */ lot, /** @type {string} */ bid_id) {
  const point = lot.history.find((one) => one.bid_id === bid_id);
  const envelope = lot.envelopes?.find((one) => one.bid_id === bid_id);
  const paddle = point?.bidder ?? envelope?.paddle;
  if (paddle === undefined) return t("void_unknown", { bid_id });
  return `${t("paddle", { paddle })} · ${cash(lot, point?.price ?? envelope?.amount)}`;
}
