// What the page knows: a snapshot, and every event since. It computes no rules.

const HISTORY = 50;

/** Changes to one lot, by event name. Each takes the lot and the event's fields. */
const CHANGES = {
  reserve_set: (lot, e) => ({ reserve_amount: e.reserve }),
  lot_opened: (lot, e) => ({ phase: "open", closes_at: e.closes_at, asking: e.asking }),
  bid_accepted: (lot, e) => ({ mine: e }),
  price_changed: (lot, e) => ({
    phase: "open",
    calls: 0,
    price: e.price,
    leader: e.leader,
    asking: e.asking,
    reserve: e.reserve,
    history: [...lot.history, e].slice(-HISTORY),
  }),
  deadline_moved: (lot, e) => ({ closes_at: e.closes_at, moved: true }),
  lot_paused: (lot, e) => ({ phase: "paused", paused_at: e.at, pause_reason: e.reason }),
  lot_resumed: (lot, e) => ({ phase: "open", calls: 0, closes_at: e.closes_at }),
  called: (lot, e) => ({ phase: "closing", calls: e.call }),
  envelopes_opened: (lot, e) => ({
    phase: "opened",
    closes_at: e.closed_at,
    envelopes: e.envelopes,
  }),
  bidder_disqualified: (lot, e) => ({
    envelopes: lot.envelopes?.map((envelope) =>
      envelope.paddle === e.paddle ? { ...envelope, fault: "disqualified" } : envelope,
    ),
  }),
  lot_closed: (lot, e) => ({ phase: "closed", closes_at: e.closed_at, result: e.result }),
};

/** Everything the page shows. Listeners hear of every change. */
export class Store {
  lots = new Map();
  roster = null;
  me = null;
  seq = null;
  selected = null;
  /** Bids of this page, the latest of each lot: sent, recorded, refused or unknown. */
  bids = new Map();
  badge = "connecting";
  refusal = null;

  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
  }

  /** Takes a snapshot, which replaces all that was known. */
  join(welcome, subscribed) {
    this.welcome = welcome;
    const snapshot = subscribed.snapshot;
    if (snapshot) {
      this.title = snapshot.title;
      this.lots = new Map(snapshot.lots.map((lot) => [lot.lot, lot]));
      this.me = snapshot.me ?? null;
      this.roster = snapshot.roster ?? null;
      this.seq = subscribed.seq;
    }
    this.selected ??= this.#first();
    this.changed();
  }

  #first() {
    const live = [...this.lots.values()].find((lot) => lot.phase === "open");
    return live?.lot ?? this.lots.keys().next().value ?? null;
  }

  /** Takes a push; false if something before it was missed. */
  push(push) {
    if (push.prev > this.seq) return false;
    for (const event of push.events) {
      const [[name, fields]] = Object.entries(event);
      this.#happen(name, fields);
    }
    this.seq = Math.max(this.seq, push.seq);
    this.changed();
    return true;
  }

  #happen(name, fields) {
    if (name === "lot_published") {
      this.lots.set(fields.lot, {
        ...fields,
        phase: "published",
        calls: 0,
        history: [],
        asking: fields.terms.opening ?? null,
      });
      this.selected ??= fields.lot;
    } else if (name === "bidder_admitted") {
      this.#member(fields.paddle, { ...fields, deposit_confirmed: false });
    } else if (name === "deposit_confirmed") {
      this.#member(fields.paddle, { deposit_confirmed: true });
    } else if (name === "session_created") {
      this.title = fields.title;
    } else if (CHANGES[name]) {
      const lot = this.lots.get(fields.lot);
      if (lot) this.lots.set(fields.lot, { ...lot, ...CHANGES[name](lot, fields) });
    }
  }

  #member(paddle, change) {
    if (this.welcome.paddle === paddle) this.me = { paddle, ...this.me, ...change };
    if (!this.roster) return;
    const known = this.roster.find((member) => member.paddle === paddle) ?? { paddle };
    const others = this.roster.filter((member) => member.paddle !== paddle);
    this.roster = [...others, { ...known, ...change }].sort((a, b) => a.paddle - b.paddle);
  }

  select(lot) {
    this.selected = lot;
    this.changed();
  }

  /** Remembers what became of this page's own bid. */
  bid(lot, change) {
    this.bids.set(lot, { ...this.bids.get(lot), ...change });
    this.changed();
  }
}

/** Where a bidder stands on a lot, as one word; null for nowhere. */
export function standing(lot, paddle, bid) {
  if (bid?.state === "sent" || bid?.state === "unknown") return bid.state;
  if (lot.result?.sold) {
    if (lot.result.sold.paddle === paddle) return "won";
    return tookPart(lot, paddle, bid) ? "not_won" : null;
  }
  if (lot.phase === "closed") return tookPart(lot, paddle, bid) ? "not_sold" : null;
  if (lot.terms.rounds[0].format.sealed) {
    if (!lot.mine) return null;
    return lot.phase === "opened" ? "examined" : "envelope_in";
  }
  if (lot.leader === paddle) return lot.reserve === "not_met" ? "leading_not_met" : "leading";
  if (lot.mine) return "outbid";
  return null;
}

function tookPart(lot, paddle, bid) {
  return Boolean(lot.mine || bid) || lot.history.some((point) => point.bidder === paddle);
}
