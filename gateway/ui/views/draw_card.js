// The draw of a lot: who is in it, who has committed and revealed, who was drawn, how to check it.

import { drawnAgain } from "../draw_check.js";
import { each, h, view } from "../element.js";
import { t } from "../words.js";
import { named } from "./page.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("../store.js").Draw} Draw */
/** @typedef {import("./page.js").Page} Page */

const AUCTIONEER = 0;

/**
 * @param {Page} page
 * @param {() => Lot} lot
 */
export function drawCard(page, lot) {
  const draw = () => lot().draw;
  const hands = () => {
    const { paddles } = draw() ?? {};
    return paddles ? [AUCTIONEER, ...paddles] : [];
  };
  const name = (/** @type {number} */ hand) =>
    hand === AUCTIONEER ? t("draw_auctioneer") : named(page, hand);
  const row = (/** @type {() => number} */ hand) =>
    view(() =>
      h(
        "li",
        { class: () => (draw()?.winner === hand() ? "drawn" : "") },
        h("span", {}, () => name(hand())),
        h("span.quiet", {}, () => t(`hand_${handState(draw(), hand())}`)),
      ),
    );
  const own = () => {
    const hand = page.nonces.hand(lot());
    if (hand === null || lot().phase !== "drawing") return "";
    return t(page.nonces.trouble(lot().lot) ?? "draw_by_itself");
  };
  return view(() =>
    h(
      "section.card.draw",
      { hidden: () => !draw(), "data-test": "draw" },
      h("h2", {}, () => t("draw")),
      h("p", { role: "status", "data-test": "draw-said" }, () => saidWords(page, lot())),
      h("p.quiet", { hidden: () => own() === "" }, own),
      each(h("ul.hands"), hands, (hand) => hand, row),
      proof(page, draw),
    ),
  );
}

function handState(/** @type {Draw | undefined} */ draw, /** @type {number} */ hand) {
  if (draw?.revealed.includes(hand)) return "revealed";
  if (draw?.missing?.includes(hand)) return "missing";
  return draw?.committed.includes(hand) ? "committed" : "awaited";
}

function saidWords(/** @type {Page} */ page, /** @type {Lot} */ { draw }) {
  if (!draw) return "";
  if (draw.winner !== undefined) return t("draw_drawn", { paddle: named(page, draw.winner) });
  return t(draw.head === undefined ? "draw_commits" : "draw_reveals");
}

/** The head, the nonces and the seed, and whether this page comes to the same winner. */
function proof(/** @type {Page} */ page, /** @type {() => Draw | undefined} */ draw) {
  const check = new Check(page.changed);
  const nonces = () => Object.entries(draw()?.nonces ?? {});
  const line = (/** @type {() => [string, string]} */ pair) =>
    view(() =>
      value(
        () => t("draw_nonce", { hand: pair()[0] }),
        () => pair()[1],
      ),
    );
  return h(
    "details.proof",
    { hidden: () => !draw()?.head },
    h("summary", {}, () => t("draw_proof")),
    h("p.quiet", {}, () => t("draw_how")),
    value(
      () => t("draw_head"),
      () => draw()?.head ?? "",
    ),
    each(h("div"), nonces, ([hand]) => hand, line),
    value(
      () => t("draw_seed"),
      () => draw()?.seed ?? "–",
    ),
    h("p", { "data-test": "draw-check" }, () => check.words(draw())),
  );
}

function value(/** @type {() => string} */ name, /** @type {() => string} */ words) {
  return h("p.hash", {}, h("span.quiet", {}, name), h("code", {}, words));
}

/** Whether the draw that was told is the draw that this page computes. */
class Check {
  #seed = "";
  #key = "";

  constructor(/** @type {() => void} */ changed) {
    this.changed = changed;
  }

  words(/** @type {Draw | undefined} */ draw) {
    const { paddles, head, nonces, seed, winner } = draw ?? {};
    if (!paddles || !head || !nonces || !seed || !crypto.subtle) return "";
    if (this.#seed !== seed) {
      this.#seed = seed;
      this.#key = "";
      drawnAgain({ paddles, head, nonces }).then((again) => {
        const isSame = again.seed === seed && again.winner === winner;
        this.#key = isSame ? "draw_checked" : "draw_differs";
        this.changed();
      });
    }
    return this.#key && t(this.#key);
  }
}
