// What this reader knows of the session: a snapshot and the events after it. Computes no rules.

import { LOT_EVENTS, UNTOLD } from "./lot_events.js";
import { kept } from "./kept.js";

/** @typedef {{vi: string, en: string}} Text */
/** @typedef {{code: string, decimals: number}} Currency */
/** @typedef {{of: string, basis_points: number}} Share */
/** @typedef {{lump_sum?: string, share?: Share, yearly_minimum?: string}} Royalty */
/** @typedef {{quantity: number, unit_price: string}} Pair */
/**
 * @typedef {object} PricePoint
 * @property {string} at
 * @property {string} bid_id
 * @property {number} bidder
 * @property {string} [channel] absent: online
 * @property {string} price
 * @property {Royalty} [royalty]
 * @property {number} leader
 * @property {string} [struck] why it no longer counts
 */
/**
 * @typedef {object} Member
 * @property {number} paddle
 * @property {boolean} deposit_confirmed
 * @property {string} [limit]
 * @property {string} [excluded]
 * @property {string} [absent]
 */
/**
 * @typedef {object} Envelope
 * @property {number} paddle
 * @property {string} bid_id
 * @property {string} amount
 * @property {Royalty} [royalty]
 * @property {Pair[]} [schedule]
 * @property {string} [fault]
 */
/** @typedef {{seq: number, at: string, message: string}} Announcement */
/** @typedef {{paddle: number, lot?: number, case: string, seq: number}} Forfeit */
/** @typedef {"turned_away" | "waiting" | {unanswered: number}} Stage */
/** @typedef {{lot: number, paddle: number, bid_id: string, stage: Stage}} InFlight */
/**
 * @typedef {object} ReportedFault
 * @property {number} seq
 * @property {number[]} lots
 * @property {{cause: string, since: string, connected: number[], vanished: number[],
 *   in_flight: InFlight[]}} fault
 */
/** @typedef {{paddle: number, amount: string}} Side */
/**
 * @typedef {object} Sides
 * @property {Side | null} exclusive
 * @property {Side[]} shared
 * @property {string | null} shared_sum
 * @property {"exclusive" | "shared" | null} ahead
 * @property {string | null} gap
 * @property {string} asking_exclusive
 * @property {string} asking_shared
 */
/**
 * @typedef {object} Draw
 * @property {number[]} paddles
 * @property {number[]} committed
 * @property {number[]} revealed
 * @property {string} [head]
 * @property {string} until
 * @property {number} [winner]
 * @property {Record<number, string>} [nonces] as far as they were heard
 * @property {string} [seed]
 * @property {number[]} [missing]
 */
/** @typedef {{issued: number, returned: number, valid: number, invalid: number}} BallotCount */
/** @typedef {{round: number, time: number, price: string | null, envelopes?: Envelope[]}} Before */
/** @typedef {{at: string, call?: number}} Mark a call of the auctioneer, or a deadline that moved */
/**
 * @typedef {object} Lot
 * @property {number} lot
 * @property {any} terms
 * @property {"published" | "open" | "paused" | "closing" | "round_over" | "drawing"
 *   | "provisional" | "runner_up" | "closed"} phase
 * @property {number} round
 * @property {number} time
 * @property {number[]} [open_to]
 * @property {number} [closed_to]
 * @property {number} [next_round]
 * @property {string} [next_opens_at]
 * @property {any} [increment]
 * @property {number} [turn]
 * @property {Sides} [sides]
 * @property {number[]} [tied]
 * @property {Draw} [draw]
 * @property {string} [answer_by]
 * @property {{paddle: number, price: string}} [runner_up]
 * @property {{bid_id: string, reason: string, officer: string}[]} [voids_awaited]
 * @property {string | null} closes_at
 * @property {number} calls
 * @property {string} [pause_reason]
 * @property {string} [pause_fault] the fault for which the house paused it
 * @property {string} [paused_at]
 * @property {string | null} price
 * @property {Royalty} [royalty]
 * @property {number | null} leader
 * @property {string | null} asking
 * @property {"none" | "not_met" | "met"} reserve
 * @property {string} [reserve_amount]
 * @property {PricePoint[]} history
 * @property {Envelope[]} [envelopes]
 * @property {BallotCount} [count]
 * @property {any} [result]
 * @property {{bid_id: string, amount?: string, maximum?: string, royalty?: Royalty,
 *   schedule?: Pair[]}} [mine]
 * @property {{paddle: number, reason: string, how: string}[]} [barred] heard, in no snapshot
 * @property {number[]} [left] heard, in no snapshot
 * @property {Before} [before] the round before, heard, in no snapshot
 * @property {Mark[]} [marks] beside the prices, heard, in no snapshot
 */

/** As many as a snapshot has. */
const ANNOUNCEMENTS = 5;

/** The session as this reader may see it, up to `seq`. */
export class Store {
  /** @type {number | null} The last sequence heard; nothing before the first snapshot. */
  seq = null;
  /** Whether an event said that something changed, but not all of what: a snapshot tells. */
  isUntold = false;
  /** @type {Text | null} */
  title = null;
  /** @type {Map<number, Lot>} */
  lots = new Map();
  /** @type {Map<number, number>} when each lot changed last, in changes of any lot */
  #changed = new Map();
  #changes = 0;
  /** @type {Member | null} */
  me = null;
  /** @type {Member[] | null} */
  roster = null;
  /** @type {string[]} the keys that sign from now on, as they were heard, until somebody takes them */
  announced = [];
  /** @type {Announcement[]} the latest words of the desk to the room, the oldest first */
  announcements = [];
  /** @type {Forfeit[]} all of them for the desk, one's own for a bidder */
  forfeits = [];
  /** @type {ReportedFault[]} the latest, for the desk */
  faults = [];

  /**
   * @param {() => number | undefined} paddle the reader's own
   * @param {() => boolean} isDesk whether the reader keeps the roster
   */
  constructor(paddle, isDesk) {
    this.paddle = paddle;
    this.isDesk = isDesk;
  }

  /**
   * Begins anew from a snapshot; without one the session has not been created yet. What no
   * snapshot tells stays as it was heard.
   * @param {number} seq
   * @param {any} snapshot
   */
  begin(seq, snapshot) {
    this.seq = seq;
    this.isUntold = false;
    this.title = snapshot?.title ?? null;
    this.me = snapshot?.me ?? null;
    this.roster = snapshot?.roster ?? (this.isDesk() ? [] : null);
    this.announcements = snapshot?.announcements ?? [];
    this.forfeits = snapshot?.forfeits ?? this.forfeits;
    this.faults = snapshot?.faults ?? this.faults;
    const known = this.lots;
    const lots = /** @type {Lot[]} */ (snapshot?.lots ?? []);
    this.lots = new Map(lots.map((lot) => [lot.lot, kept(known.get(lot.lot), lot)]));
    for (const { lot } of lots) this.#changed.set(lot, ++this.#changes);
  }

  /**
   * Hears a push, the next one to what is known.
   * @param {{seq: number, at: string, events: object[]}} push
   */
  hear(push) {
    this.seq = push.seq;
    for (const event of push.events) {
      const [[name, fields]] = Object.entries(event);
      SESSION_EVENTS[name]?.(this, fields, push.at);
      const lot = this.lots.get(fields.lot);
      if (!lot) continue;
      this.#changed.set(fields.lot, ++this.#changes);
      LOT_EVENTS[name]?.(lot, fields, push.at);
      if (UNTOLD[name]?.(lot, fields)) this.isUntold = true;
    }
  }

  /**
   * When a lot changed last: a number that only grows, over all lots.
   * @param {number} lot
   */
  version(lot) {
    return this.#changed.get(lot) ?? 0;
  }

  /**
   * @param {number} paddle
   * @param {Partial<Member>} change
   */
  member(paddle, change) {
    if (paddle === this.paddle()) {
      this.me = { paddle, deposit_confirmed: false, ...this.me, ...change };
    }
    if (!this.roster) return;
    const known = this.roster.find((member) => member.paddle === paddle);
    const others = this.roster.filter((member) => member !== known);
    const member = { paddle, deposit_confirmed: false, ...known, ...change };
    this.roster = [...others, member].sort((a, b) => a.paddle - b.paddle);
  }
}

/** @type {Record<string, (store: Store, event: any, at: string) => void>} */
const SESSION_EVENTS = {
  session_created: (store, event) => (store.title = event.title),
  signing_key_set: (store, { key }) => store.announced.push(key),
  announced: (store, { message }, at) => {
    const told = { seq: /** @type {number} */ (store.seq), at, message };
    store.announcements = [...store.announcements, told].slice(-ANNOUNCEMENTS);
  },
  bidder_admitted: (store, { paddle, limit }) => store.member(paddle, { limit }),
  deposit_confirmed: (store, { paddle }) => store.member(paddle, { deposit_confirmed: true }),
  bidder_excluded: (store, { paddle, reason }) => store.member(paddle, { excluded: reason }),
  bidder_absent: (store, { paddle, reason }) => store.member(paddle, { absent: reason }),
  deposit_forfeited: (store, event) =>
    (store.forfeits = [...store.forfeits, { ...event, seq: store.seq }]),
  fault_reported: (store, { lots, fault }) =>
    (store.faults = [...store.faults, { seq: /** @type {number} */ (store.seq), lots, fault }]),
  lot_published: (store, { lot, terms, reserve }) =>
    store.lots.set(lot, published(lot, terms, reserve)),
};

/** @returns {Lot} */
function published(
  /** @type {number} */ lot,
  /** @type {any} */ terms,
  /** @type {Lot["reserve"]} */ reserve,
) {
  const nothing = { closes_at: null, calls: 0, price: null, leader: null, asking: null };
  return { ...nothing, lot, terms, reserve, phase: "published", round: 1, time: 1, history: [] };
}
