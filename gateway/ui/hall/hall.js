// The hall screen: listens without a token, and shows the sale so that the last row can read it.

import { Connection } from "../connection.js";
import { each, h, include, view } from "../element.js";
import { coalesced } from "../refresh.js";
import { Store } from "../store.js";
import { turnTheme } from "../theme.js";
import { inBoth, language, needWords, speak, t } from "../words.js";
import { head } from "./head.js";
import { pickedLot } from "./pick.js";
import { stage } from "./stage.js";
import { summary } from "./summary.js";
import { runOrder } from "./run_order.js";
import { Ticker, ticker } from "./ticker.js";

/** @typedef {import("../store.js").Lot} Lot */
/**
 * @typedef {object} Hall what every part of the screen is given
 * @property {string} session
 * @property {Store} store
 * @property {Connection} connection
 * @property {Ticker} ticker
 * @property {import("../../../clients/js/gavel.js").ServerClock} clock
 * @property {() => Lot | undefined} picked the lot on the stage; none when all have ended
 * @property {() => void} changed asks for a refresh
 */

/** How often the screen looks whether another lot belongs on the stage. */
const PICK_MS = 500;

if (document.documentElement.dataset.lacks === undefined) {
  await needWords("hall");
  open(decodeURIComponent(location.pathname.split("/")[2] ?? ""));
}

/** @param {string} session */
function open(session) {
  const store = new Store(
    () => undefined,
    () => false,
  );
  const events = new Ticker(store);
  const changed = coalesced(() => screen.refresh());
  const heard = {
    begin(/** @type {number} */ seq, /** @type {any} */ snapshot) {
      store.begin(seq, snapshot);
      events.begin();
    },
    hear(/** @type {import("../../../clients/js/types.d.ts").Push} */ push) {
      store.hear(push);
      events.hear(push);
    },
    get isUntold() {
      return store.isUntold;
    },
  };
  const told = { changed, live: () => {}, bid: () => {} };
  const connection = new Connection({ session }, /** @type {any} */ (heard), told);
  const { clock } = connection;
  const picked = () => pickedLot(store, clock.now(), pinned());
  const hall = { session, store, connection, ticker: events, clock, picked, changed };
  const screen = view(() => screenOf(hall));
  document.body.replaceChildren(screen.root);
  addEventListener("hashchange", changed);
  addEventListener("keydown", (event) => press(event, changed));
  setInterval(changed, PICK_MS);
  screen.refresh();
  connection.open();
}

/** The lot that the address holds on the stage; nothing where the sale says which. */
function pinned() {
  return Number(/lot=(\d+)/.exec(location.hash)?.[1]) || null;
}

function screenOf(/** @type {Hall} */ hall) {
  const { store, connection } = hall;
  const isIn = () => store.seq !== null;
  const shown = () => {
    const lot = hall.picked();
    return lot ? [lot] : [];
  };
  return h(
    "div.hall",
    { class: () => `hall ${connection.state === "live" ? "" : "stale"}` },
    include(head(hall)),
    h(
      "main",
      { id: "stage", "aria-label": () => inBoth(store.title) || hall.session },
      include(waiting(hall)),
      each(
        h("div.stage-place", { hidden: () => !isIn() }),
        shown,
        (lot) => lot.lot,
        (lot) => stage(hall, lot),
      ),
      include(summary(hall)),
    ),
    include(runOrder(hall)),
    include(ticker(hall)),
  );
}

/** What stands on the stage while nothing is known, or when nothing ever will be. */
function waiting(/** @type {Hall} */ { session, store, connection }) {
  const words = () => {
    if (connection.state === "stopped") {
      const known = ["1006", "1008"].includes(String(connection.stopCode));
      return t(known ? `hall_stop_${connection.stopCode}` : "hall_stop_other", { session });
    }
    if (store.seq === null) return t("loading");
    return store.lots.size === 0 ? t("hall_no_lots") : "";
  };
  return view(() =>
    h(
      "div.hall-notice",
      { hidden: () => words() === "", role: "status", "data-test": "hall-notice" },
      h("p", {}, words),
      h("a.plain", { href: "/", hidden: () => connection.state !== "stopped" }, () =>
        t("hall_to_front"),
      ),
    ),
  );
}

/** One key each for language, light and the whole screen: there may be no mouse in a hall. */
function press(/** @type {KeyboardEvent} */ event, /** @type {() => void} */ changed) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = KEYS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  Promise.resolve(act()).then(changed, changed);
}

/** @type {Record<string, () => void | Promise<void>>} */
const KEYS = {
  l: () => speak(language() === "vi" ? "en" : "vi"),
  d: turnTheme,
  f: () =>
    document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen().catch(() => {}),
};
