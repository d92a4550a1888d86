// The desk: what an officer can do to the chosen lot, and what came of it.

import { deskNote, isPermitted, isPossible } from "../desk_acts.js";
import { h, include, view } from "../element.js";
import { moment } from "../format.js";
import { keyCap, keyProps } from "../keys.js";
import { isByHammer, opensAt } from "../lot.js";
import { language, t } from "../words.js";
import { floorBid } from "./floor_bid.js";
import { incrementForm } from "./increment_form.js";
import { Outcome } from "./outcome.js";
import { cash } from "./page.js";
import { announceButton } from "./announce_form.js";
import { afterwards } from "./afterwards.js";
import { perform } from "./perform.js";
import { voidsAwaited } from "./voids.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./page.js").Page} Page */
/** @typedef {import("../desk_acts.js").Act} Act */

const CALLS = 3;
/** Who may say something to the room. */
const SPEAKERS = ["clerk", "auctioneer"];
/** Acts that are shown only where they can be done. @type {Act[]} */
const RARE = ["draw", "withdraw_bid"];

/** The key of each act, as it is shown on its button. @type {Partial<Record<Act | "next", string>>} */
const KEYS = {
  open: "O",
  pause: "P",
  resume: "R",
  call: "C",
  hammer: "H",
  draw: "D",
  pass: "B",
  withdraw: "W",
  disqualify: "X",
  next: "N",
};

/** Phases in which no round runs or follows. */
const AFTER = ["drawing", "provisional", "runner_up", "closed"];

/**
 * @param {Page} page
 * @param {() => Lot} lot
 */
export function desk(page, lot) {
  const role = page.connection.welcome?.role;
  const outcome = new Outcome(page, (amount) => cash(lot(), amount));
  const can = (/** @type {Act} */ act) =>
    !outcome.isBusy && page.connection.state === "live" && isPossible(act, lot());
  const button = (/** @type {Act} */ act, look = "plain", words = () => t(`desk_${act}`)) =>
    isPermitted(role, act)
      ? actButton(lot, act, look, words, can, () => perform(outcome, act, lot()))
      : "";
  const call = () => button("call", "primary", () => callWords(lot()));
  const open = () => button("open", "plain", () => openWords(lot()));
  const isOver = () => lot().phase === "closed" || lot().phase === "runner_up";
  const isAfter = () => AFTER.includes(lot().phase);
  const ends = () => [
    button("pass"),
    button("withdraw", "danger"),
    button("disqualify", "danger"),
    button("withdraw_bid", "danger"),
  ];
  const speak = () =>
    SPEAKERS.includes(role ?? "") ? include(announceButton(page, outcome)) : "";
  const part = (/** @type {Act} */ act, /** @type {() => any} */ build) =>
    isPermitted(role, act) ? include(build()) : "";
  return view(() =>
    h(
      "section.desk.card",
      {},
      h("h2", {}, () => `${t("desk")} · ${t("lot", { lot: lot().lot })}`),
      h("p.quiet", { hidden: () => !deskNote(lot()), "data-test": "desk-note" }, () =>
        noteWords(lot()),
      ),
      h("div.acts", { hidden: isAfter }, open(), button("pause"), button("resume")),
      h(
        "div.acts.hammering",
        { hidden: isAfter },
        call(),
        button("hammer", "primary"),
        button("draw", "primary"),
      ),
      h("div.acts.wide", {}, include(nextButton(page)), speak()),
      part("bid_for", () => floorBid(page, lot, outcome)),
      part("seller_answers", () => afterwards(page, lot, outcome)),
      include(
        voidsAwaited(lot, outcome, () => isPermitted(role, "confirm_void") && can("confirm_void")),
      ),
      h("div.acts.grave", { hidden: isOver }, ...ends()),
      part("set_increment", () => incrementForm(lot, outcome, () => can("set_increment"))),
      include(outcome.view("desk-outcome")),
    ),
  );
}

function actButton(
  /** @type {() => Lot} */ lot,
  /** @type {Act} */ act,
  /** @type {string} */ look,
  /** @type {() => string} */ words,
  /** @type {(act: Act) => boolean} */ can,
  /** @type {() => void} */ onclick,
) {
  const isRare = RARE.includes(act);
  const props = {
    type: "button",
    "data-test": `desk-${act}`,
    disabled: () => !can(act),
    hidden: () => (act === "call" ? !isByHammer(lot()) : isRare && !isPossible(act, lot())),
    onclick,
    ...keyProps(KEYS[act]),
  };
  return h(`button.${look}`, props, words, keyCap(KEYS[act]));
}

/** Goes on to the next lot of the run order that has not ended. */
function nextButton(/** @type {Page} */ page) {
  const next = () => {
    const lots = [...page.store.lots.values()];
    const place = lots.findIndex((lot) => lot.lot === page.chosen()?.lot);
    const order = [...lots.slice(place + 1), ...lots.slice(0, Math.max(0, place))];
    return order.find((lot) => lot.phase !== "closed");
  };
  const props = {
    type: "button",
    "data-test": "desk-next",
    disabled: () => !next(),
    onclick: () => page.choose(/** @type {Lot} */ (next()).lot),
    ...keyProps(KEYS.next),
  };
  const words = () => (next() ? t("desk_next", { lot: next()?.lot ?? "" }) : t("desk_next_none"));
  return view(() => h("button.plain", props, words, keyCap(KEYS.next)));
}

function callWords(/** @type {Lot} */ lot) {
  return lot.calls < CALLS ? t(`desk_call_${lot.calls + 1}`) : t("desk_call_done");
}

function openWords(/** @type {Lot} */ lot) {
  return lot.next_round ? t("desk_open_round", { round: lot.next_round }) : t("desk_open");
}

function noteWords(/** @type {Lot} */ lot) {
  const note = deskNote(lot);
  if (!note) return "";
  const opens = lot.next_opens_at ?? lot.answer_by ?? opensAt(lot);
  return t(note, {
    time: opens ? moment(opens, language()) : "",
    round: lot.next_round ?? "",
    paddles: (lot.tied ?? []).join(", "),
    paddle: lot.runner_up?.paddle ?? lot.leader ?? "",
    price: cash(lot, lot.runner_up?.price ?? lot.price),
  });
}
