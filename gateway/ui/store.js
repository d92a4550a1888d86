// What this reader knows of the session: a snapshot and the events after it. Computes no rules.

/** @typedef {{vi: string, en: string}} Text */
/** @typedef {{code: string, decimals: number}} Currency */
/** @typedef {{at: string, bidder: number, price: string, leader: number}} PricePoint */
/** @typedef {{paddle: number, deposit_confirmed: boolean, limit?: string}} Member */
/** @typedef {{paddle: number, amount: string, fault?: string}} Envelope */
/**
 * @typedef {object} Lot
 * @property {number} lot
 * @property {any} terms
 * @property {"published" | "open" | "paused" | "closing" | "opened" | "closed"} phase
 * @property {string | null} closes_at
 * @property {number} calls
 * @property {string} [pause_reason]
 * @property {string} [paused_at]
 * @property {string | null} price
 * @property {number | null} leader
 * @property {string | null} asking
 * @property {"none" | "not_met" | "met"} reserve
 * @property {string} [reserve_amount]
 * @property {PricePoint[]} history
 * @property {Envelope[]} [envelopes]
 * @property {any} [result]
 * @property {{bid_id: string, amount?: string, maximum?: string}} [mine]
 * @property {{paddle: number, reason: string}[]} [barred]
 */

const HISTORY_POINTS = 500;

/** The session as this reader may see it, up to `seq`. */
export class Store {
  /** @type {number | null} The last sequence heard; nothing before the first snapshot. */
  seq = null;
  /** @type {Text | null} */
  title = null;
  /** @type {Map<number, Lot>} */
  lots = new Map();
  /** @type {Member | null} */
  me = null;
  /** @type {Member[] | null} */
  roster = null;

  /**
   * @param {() => number | undefined} paddle the reader's own
   * @param {() => boolean} isDesk whether the reader keeps the roster
   */
  constructor(paddle, isDesk) {
    this.paddle = paddle;
    this.isDesk = isDesk;
  }

  /**
   * Begins anew from a snapshot; without one the session has not been created yet.
   * @param {number} seq
   * @param {any} snapshot
   */
  begin(seq, snapshot) {
    this.seq = seq;
    this.title = snapshot?.title ?? null;
    this.me = snapshot?.me ?? null;
    this.roster = snapshot?.roster ?? (this.isDesk() ? [] : null);
    this.lots = new Map((snapshot?.lots ?? []).map((/** @type {Lot} */ lot) => [lot.lot, lot]));
  }

  /**
   * Hears a push. `gap`: something before it was missed, and nothing of it was taken.
   * @param {{seq: number, prev: number, events: object[]}} push
   * @returns {"taken" | "known" | "gap"}
   */
  hear(push) {
    if (this.seq === null || this.seq < push.prev) return "gap";
    if (push.seq <= this.seq) return "known";
    this.seq = push.seq;
    for (const event of push.events) {
      const [[name, fields]] = Object.entries(event);
      TAKE[name]?.(this, fields, this.lots.get(fields.lot));
    }
    return "taken";
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

/** @type {Record<string, (store: Store, event: any, lot: any) => void>} */
const TAKE = {
  session_created: (store, event) => (store.title = event.title),
  bidder_admitted: (store, { paddle, limit }) => store.member(paddle, { limit }),
  deposit_confirmed: (store, { paddle }) => store.member(paddle, { deposit_confirmed: true }),
  lot_published: (store, event) => store.lots.set(event.lot, published(event)),
  reserve_set: (_store, event, lot) => (lot.reserve_amount = event.reserve),
  lot_opened: (_store, { closes_at, asking }, lot) =>
    Object.assign(lot, { phase: "open", closes_at, asking }),
  bid_accepted: (_store, { bid_id, amount, maximum }, lot) =>
    (lot.mine = { bid_id, amount, maximum }),
  price_changed: (_store, event, lot) => priceChanged(event, lot),
  deadline_moved: (_store, { closes_at }, lot) => (lot.closes_at = closes_at),
  lot_paused: (_store, { at, reason }, lot) =>
    Object.assign(lot, { phase: "paused", calls: 0, paused_at: at, pause_reason: reason }),
  lot_resumed: (_store, { closes_at }, lot) =>
    Object.assign(lot, { phase: "open", calls: 0, closes_at }),
  called: (_store, { call }, lot) => Object.assign(lot, { phase: "closing", calls: call }),
  envelopes_opened: (_store, { closed_at, envelopes }, lot) =>
    Object.assign(lot, { phase: "opened", closes_at: closed_at, envelopes }),
  bidder_disqualified: (_store, event, lot) => disqualified(event, lot),
  lot_closed: (_store, { closed_at, result }, lot) =>
    Object.assign(lot, { phase: "closed", calls: 0, closes_at: closed_at, result }),
};

/** @returns {Lot} */
function published(/** @type {any} */ { lot, terms, reserve }) {
  const nothing = { closes_at: null, calls: 0, price: null, leader: null, asking: null };
  return { ...nothing, lot, terms, reserve, phase: "published", history: [] };
}

function priceChanged(/** @type {any} */ event, /** @type {any} */ lot) {
  const { bidder, price, leader, asking, reserve, at } = event;
  const phase = lot.phase === "closing" ? "open" : lot.phase;
  Object.assign(lot, { price, leader, asking, reserve, phase, calls: 0 });
  lot.history = [...lot.history, { at, bidder, price, leader }].slice(-HISTORY_POINTS);
}

function disqualified(/** @type {any} */ { paddle, reason }, /** @type {any} */ lot) {
  lot.barred = [...(lot.barred ?? []), { paddle, reason }];
  lot.envelopes = lot.envelopes?.map((/** @type {Envelope} */ envelope) =>
    envelope.paddle === paddle ? { ...envelope, fault: "disqualified" } : envelope,
  );
}
