// The ticker: what happened last in the session, the newest first, a sentence each.

import { timeOfDay } from "../format.js";
import { each, h, view } from "../element.js";
import { aheadAmount } from "../lot.js";
import { cash } from "../views/page.js";
import { resultWords } from "../views/result.js";
import { inBoth, language, t } from "../words.js";

/** @typedef {import("../store.js").Lot} Lot */
/** @typedef {{key: string, at: string, name: string, event: any, lot?: Lot}} Happening */

const KEPT = 8;

/** What was heard, as far as it is worth a sentence to everybody. */
export class Ticker {
  /** @type {Happening[]} the newest first */
  happenings = [];

  /** @param {import("../store.js").Store} store which has heard the same */
  constructor(store) {
    this.store = store;
  }

  /** What a snapshot tells of what happened before anybody listened here. */
  begin() {
    if (0 < this.happenings.length) return;
    const prices = [...this.store.lots.values()].flatMap((lot) =>
      lot.history.map((event, place) => ({
        key: `${lot.lot}-${place}`,
        at: event.at,
        name: "price_changed",
        event,
        lot,
      })),
    );
    const said = this.store.announcements.map((event) => ({
      key: `${event.seq}`,
      at: event.at,
      name: "announced",
      event,
    }));
    const all = [...prices, ...said].sort((one, other) => (one.at < other.at ? 1 : -1));
    this.happenings = all.slice(0, KEPT);
  }

  /** @param {import("../../../clients/js/types.d.ts").Push} push */
  hear({ seq, at, events }) {
    events.forEach((told, place) => {
      const [[name, event]] = Object.entries(told);
      const lot = this.store.lots.get(event.lot);
      const isTold = lot ? SENTENCES[name] : name === "announced";
      if (!isTold) return;
      // A lot changes; its sentence tells how it was.
      const happening = { key: `${seq}.${place}`, at, name, event, lot: lot && { ...lot } };
      this.happenings = [happening, ...this.happenings].slice(0, KEPT);
    });
  }
}

/** @param {import("./hall.js").Hall} hall */
export function ticker({ ticker: events }) {
  return view(() =>
    h(
      "section.ticker",
      { "aria-label": () => t("hall_ticker"), hidden: () => events.happenings.length === 0 },
      each(
        h("ol", { "data-test": "ticker" }),
        () => events.happenings,
        (happening) => happening.key,
        (happening) =>
          view(() =>
            h(
              "li",
              {},
              h("time", {}, () => timeOfDay(happening().at, language())),
              h("span", {}, () => sentence(happening())),
            ),
          ),
      ),
    ),
  );
}

function sentence(/** @type {Happening} */ { name, event, lot }) {
  if (!lot) return t("ticker_announced", event);
  return t(`ticker_${name}`, { lot: lot.lot, ...SENTENCES[name](event, lot) });
}

/**
 * What each sentence is told beside the lot.
 * @type {Record<string, (event: any, lot: Lot) => Record<string, string | number>>}
 */
const SENTENCES = {
  lot_published: (_, lot) => ({ title: inBoth(lot.terms.title) }),
  lot_opened: ({ round }) => ({ round }),
  price_changed: ({ price, bidder }, lot) => ({ price: cash(lot, price), paddle: bidder }),
  sides_changed: (_, lot) => ({ price: cash(lot, aheadAmount(lot)) }),
  asking_stepped: ({ asking }, lot) => ({ price: cash(lot, asking) }),
  turn_began: ({ paddle }) => ({ paddle }),
  deadline_moved: ({ closes_at }) => ({ time: timeOfDay(closes_at, language()) }),
  lot_paused: ({ reason }) => ({ reason }),
  lot_resumed: () => ({}),
  called: ({ call }) => ({ call: t(`call_${call}`) }),
  round_ended: () => ({}),
  envelopes_opened: ({ envelopes }) => ({ count: envelopes.length }),
  bidder_disqualified: ({ paddle, reason }) => ({ paddle, reason }),
  bid_withdrawn: ({ paddle }) => ({ paddle }),
  bid_voided: ({ paddle, reason }) => ({ paddle, reason }),
  lot_closed: (_, lot) => ({ result: resultWords(lot) }),
};
