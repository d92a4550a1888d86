// The programme of a lot in a line: which round this is, how it goes, who may bid, what follows.

import { moment } from "../format.js";
import { h, view } from "../element.js";
import { formatName, isInRound, isRunning, round } from "../lot.js";
import { language, t } from "../words.js";
import { percent } from "./royalty.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {import("./page.js").Page} Page */

/**
 * @param {Page} page
 * @param {() => Lot} lot
 */
export function programme(page, lot) {
  const note = () => noteWords(page, lot());
  return view(() =>
    h(
      "div.programme",
      { hidden: () => programmeWords(lot()) === "" && note() === "" },
      h("p.programme-line", { "data-test": "programme" }, () => programmeWords(lot())),
      h("p.note", { hidden: () => note() === "", "data-test": "programme-note" }, note),
    ),
  );
}

/**
 * `Round 2 of 3 · sealed · open to the best 2`; nothing where one round is the whole programme.
 * @param {Lot} lot
 */
export function programmeWords(lot) {
  const { rounds } = lot.terms;
  const { times = 1 } = round(lot);
  if (rounds.length === 1 && times === 1) return "";
  const parts = [
    t("round_of", { round: lot.round, rounds: rounds.length }),
    t(`format_short_${formatName(lot)}`),
    openToWords(round(lot).open_to),
  ];
  if (1 < times) parts.push(t("time_of", { time: lot.time, times }));
  return parts.filter(Boolean).join(" · ");
}

/**
 * Who may bid in a round, as its terms say it.
 * @param {any} openTo
 */
export function openToWords(openTo = "everybody") {
  if (typeof openTo === "string") return t(`open_to_${openTo}`);
  const [[name, n]] = Object.entries(openTo);
  const given = name === "within_basis_points" ? percent(Number(n)) : Number(n);
  return t(`open_to_${name}`, { n: given });
}

/** Who is in, where that is known by number, and which round follows. */
function noteWords(/** @type {Page} */ { store }, /** @type {Lot} */ lot) {
  if (lot.phase === "round_over") return nextWords(lot);
  if (!isRunning(lot)) return "";
  const paddle = store.paddle();
  if (paddle !== undefined && !isInRound(lot, paddle)) return t("not_in_round_calm");
  if (lot.open_to) return t("open_to_paddles", { paddles: lot.open_to.join(", ") });
  return lot.closed_to === undefined ? "" : t("closed_to_paddle", { paddle: lot.closed_to });
}

function nextWords(/** @type {Lot} */ lot) {
  if (!lot.next_round) return "";
  const next = { round: lot.next_round };
  if (!lot.next_opens_at) return t("next_by_auctioneer", next);
  return t("next_opens_at", { ...next, time: moment(lot.next_opens_at, language()) });
}
