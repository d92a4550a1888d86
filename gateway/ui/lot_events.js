// What each event changes of a lot, as the server told it. An event replaces what was known.

import { takeDrawStep } from "./draw_events.js";
import { formatName, round } from "./lot.js";

/** @typedef {import("./store.js").Lot} Lot */

/** As many points as a snapshot has, and marks beside them: a page may stay open for days. */
export const HISTORY_POINTS = 500;
const MARKS = 100;
const NO_PAUSE = { pause_reason: undefined, pause_fault: undefined, paused_at: undefined };

/** @type {Record<string, (lot: Lot, event: any, at: string) => void>} */
export const LOT_EVENTS = {
  reserve_set: (lot, event) => (lot.reserve_amount = event.reserve),
  lot_opened: opened,
  bid_accepted: (lot, { bid_id, amount, maximum, royalty, schedule }) =>
    (lot.mine = { bid_id, amount, maximum, royalty, schedule }),
  price_changed: priceChanged,
  sides_changed: sidesChanged,
  standing_recomputed: recomputed,
  asking_stepped: (lot, { asking, closes_at }) => Object.assign(lot, { asking, closes_at }),
  turn_began: (lot, { paddle, asking, closes_at }) =>
    Object.assign(lot, { turn: paddle, asking, closes_at }),
  increment_changed: (lot, { increment, asking }) => Object.assign(lot, { increment, asking }),
  deadline_moved: deadlineMoved,
  lot_paused: (lot, { at, reason, fault }) =>
    Object.assign(lot, {
      phase: "paused",
      calls: 0,
      paused_at: at,
      pause_reason: reason,
      pause_fault: fault,
    }),
  lot_resumed: (lot, { closes_at }) =>
    Object.assign(lot, { ...NO_PAUSE, phase: "open", calls: 0, closes_at }),
  called: (lot, { call }, at) =>
    Object.assign(lot, { phase: "closing", calls: call, marks: marked(lot, { at, call }) }),
  round_ended: (lot, { closed_at, tied }) =>
    Object.assign(lot, { phase: "round_over", calls: 0, closes_at: closed_at, tied }),
  envelopes_opened: (lot, { closed_at, envelopes, count }) =>
    Object.assign(lot, { phase: "round_over", calls: 0, closes_at: closed_at, envelopes, count }),
  bidder_disqualified: (lot, { paddle, reason }) => bar(lot, paddle, reason, "disqualified"),
  bid_withdrawn: (lot, { paddle }) => bar(lot, paddle, "", "withdrew"),
  bidder_left: (lot, { paddle }) => (lot.left = [...(lot.left ?? []), paddle]),
  void_asked: (lot, { bid_id, reason, officer }) =>
    (lot.voids_awaited = [...(lot.voids_awaited ?? []), { bid_id, reason, officer }]),
  bid_voided: voided,
  draw: (lot, { step }) => takeDrawStep(lot, step),
  lot_provisional: (lot, { closed_at, paddle, price, answer_by }) =>
    Object.assign(lot, {
      phase: "provisional",
      calls: 0,
      closes_at: closed_at,
      leader: paddle,
      price,
      answer_by,
    }),
  result_refused: (lot, { paddle, reason }) => {
    lot.barred = [...(lot.barred ?? []), { paddle, reason, how: "refused" }];
  },
  runner_up_asked: (lot, { paddle, price }) =>
    Object.assign(lot, { phase: "runner_up", result: undefined, runner_up: { paddle, price } }),
  minutes_unsigned: (lot, { paddle, reason }) => {
    lot.barred = [...(lot.barred ?? []), { paddle, reason, how: "unsigned" }];
  },
  lot_closed: (lot, { closed_at, result }) =>
    Object.assign(lot, {
      ...NO_PAUSE,
      phase: "closed",
      calls: 0,
      closes_at: closed_at,
      result,
      tied: [],
      next_round: undefined,
      next_opens_at: undefined,
      answer_by: undefined,
      runner_up: undefined,
      voids_awaited: [],
    }),
};

/**
 * Events after which something else changed that they do not say: which round follows, whose turn
 * it is, what is asked of oneself, what stands of one's own bids. Guessing it would be a rule; a snapshot tells.
 * @type {Record<string, (lot: Lot, event: any) => boolean>}
 */
export const UNTOLD = {
  lot_published: () => true,
  lot_opened: (lot, { round, time }) =>
    round !== 1 || time !== 1 || formatName(lot) === "exclusive",
  price_changed: (lot) => formatName(lot) === "turns",
  turn_began: () => true,
  round_ended: () => true,
  envelopes_opened: () => true,
  bidder_disqualified: () => true,
  bid_withdrawn: () => true,
  bid_voided: () => true,
  draw: (_lot, { step }) => step.drawn !== undefined,
};

function opened(/** @type {Lot} */ lot, /** @type {any} */ event) {
  const { round: number, time, open_to, closed_to, closes_at, asking } = event;
  const isFirst = number === 1 && time === 1;
  const { price, envelopes } = lot;
  if (!isFirst) lot.before = { round: lot.round, time: lot.time, price, envelopes };
  Object.assign(lot, {
    phase: "open",
    round: number,
    time,
    open_to,
    closed_to,
    closes_at,
    asking,
    calls: 0,
    tied: [],
    voids_awaited: [],
  });
  for (const name of OF_ONE_ROUND) lot[name] = undefined;
  lot.increment = round(lot).format.english?.increment;
  if (formatName(lot) === "sealed") Object.assign(lot, { price: null, leader: null });
}

/** @type {(keyof Lot & ("mine" | "envelopes"))[]} */
const OF_ONE_ROUND = /** @type {any} */ ([
  "mine",
  "envelopes",
  "count",
  "draw",
  "turn",
  "sides",
  "left",
  "next_round",
  "next_opens_at",
  "paused_at",
  "pause_reason",
  "pause_fault",
]);

function deadlineMoved(
  /** @type {Lot} */ lot,
  /** @type {any} */ { closes_at },
  /** @type {string} */ at,
) {
  if (lot.phase === "drawing" && lot.draw) lot.draw = { ...lot.draw, until: closes_at };
  else Object.assign(lot, { closes_at, marks: marked(lot, { at }) });
}

function marked(/** @type {Lot} */ lot, /** @type {import("./store.js").Mark} */ mark) {
  return [...(lot.marks ?? []), mark].slice(-MARKS);
}

function priceChanged(/** @type {Lot} */ lot, /** @type {any} */ event) {
  const { bid_id, bidder, channel, price, royalty, leader, asking, reserve, at } = event;
  const phase = lot.phase === "closing" ? "open" : lot.phase;
  Object.assign(lot, { price, royalty, leader, asking, reserve, phase, calls: 0 });
  const point = { at, bid_id, bidder, channel, price, royalty, leader };
  lot.history = [...lot.history, point].slice(-HISTORY_POINTS);
}

function sidesChanged(/** @type {Lot} */ lot, /** @type {any} */ { sides }) {
  const phase = lot.phase === "closing" ? "open" : lot.phase;
  Object.assign(lot, { sides, asking: sides.asking_exclusive, phase, calls: 0 });
}

/** A round that was over goes on where it has a deadline again. */
function recomputed(/** @type {Lot} */ lot, /** @type {any} */ event) {
  const { price, leader, asking, reserve, closes_at } = event;
  Object.assign(lot, { price, leader, asking, reserve, royalty: undefined });
  if (lot.phase === "paused") lot.closes_at = closes_at;
  const isRunning = lot.phase === "open" || lot.phase === "closing";
  const goesOn = lot.phase === "round_over" && closes_at;
  if (isRunning || goesOn) Object.assign(lot, { phase: "open", calls: 0, closes_at });
}

function bar(
  /** @type {Lot} */ lot,
  /** @type {number} */ paddle,
  /** @type {string} */ reason,
  /** @type {string} */ how,
) {
  lot.barred = [...(lot.barred ?? []), { paddle, reason, how }];
  lot.envelopes = lot.envelopes?.map((envelope) =>
    envelope.paddle === paddle ? { ...envelope, fault: "disqualified" } : envelope,
  );
}

/** The bid stays in the record, struck through. */
function voided(/** @type {Lot} */ lot, /** @type {any} */ { bid_id, reason }) {
  lot.voids_awaited = lot.voids_awaited?.filter((awaited) => awaited.bid_id !== bid_id);
  lot.history = lot.history.map((point) =>
    point.bid_id === bid_id ? { ...point, struck: reason } : point,
  );
  lot.envelopes = lot.envelopes?.map((envelope) =>
    envelope.bid_id === bid_id ? { ...envelope, fault: "voided" } : envelope,
  );
}
