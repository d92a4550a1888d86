// The page: takes the token, opens the line, and shows the floor as the role may see it.

import { Bids } from "./bids.js";
import { Connection } from "./connection.js";
import { listenForKeys } from "./keys.js";
import { Nonces } from "./nonces.js";
import { Presence } from "./presence.js";
import { Receipts } from "./receipts/receipts.js";
import { coalesced } from "./refresh.js";
import { Signals } from "./signals.js";
import { each, h, include, view } from "./element.js";
import { Store } from "./store.js";
import { takeToken } from "./token.js";
import { announcement } from "./views/announcement.js";
import { bidBox } from "./views/bid_box.js";
import { closeUntenable } from "./views/dialog.js";
import { header } from "./views/header.js";
import { lots } from "./views/lots.js";
import { myReceipts } from "./views/my_receipts.js";
import { stopped } from "./views/notice.js";
import { receiptAlarm } from "./views/receipt_alarm.js";
import { record } from "./views/record.js";
import { room } from "./views/room.js";
import { inBoth, t } from "./words.js";

/** @typedef {import("./views/page.js").Page} Page */
/** @typedef {import("./store.js").Lot} Lot */

/** @type {typeof import("./views/desk_room.js") | null} loaded for whom it is */
let deskSide = null;
const DESK_ROLES = ["clerk", "auctioneer", "second_officer", "auditor", "supervisor"];

// What the browser lacks is said already, and nothing here would run.
if (document.documentElement.dataset.lacks === undefined) begin();

function begin() {
  const token = takeToken();
  if (token) comeIn(token);
  else standOutside();
}

/** Who has no link sees the front page, which whoever has one never loads. */
async function standOutside() {
  const { front } = await import("./front/front.js");
  front();
}

/** @param {string} token */
function comeIn(token) {
  const store = new Store(
    () => connection.welcome?.paddle,
    () => isOneOf(connection, DESK_ROLES),
  );
  const changed = coalesced(() => {
    nonces.follow();
    receipts.follow();
    signals.follow();
    closeUntenable();
    floor.refresh();
    const title = inBoth(store.title);
    document.title = title ? `${title} · Gavel` : "Gavel";
  });
  /** @type {Connection} */
  const connection = new Connection({ token }, store, {
    changed,
    live: () => {
      receipts.recover();
      presence.ask();
      if (isOneOf(connection, DESK_ROLES)) loadDesk(changed);
    },
    bid: (bid, outcome) => bids.heard(bid, outcome),
  });
  const receipts = new Receipts(connection, store, changed);
  const bids = new Bids(connection, receipts, changed);
  const signals = new Signals(store, bids, connection.clock);
  const choose = (/** @type {number} */ lot) => {
    history.replaceState(null, "", `#lot=${lot}`);
    changed();
  };
  const nonces = new Nonces(connection, store, changed);
  const chosen = () => chosenLot(store);
  const { clock } = connection;
  const presence = new Presence(connection, changed, () => isOneOf(connection, DESK_ROLES));
  listenForKeys();
  const known = { store, bids, nonces, receipts, signals, presence, connection, clock };
  const page = { ...known, chosen, choose, changed };
  addEventListener("hashchange", () =>
    location.hash.includes("token=") ? location.reload() : changed(),
  );
  const floor = floorView(page);
  document.body.replaceChildren(floor.root);
  floor.refresh();
  connection.open();
}

async function loadDesk(/** @type {() => void} */ changed) {
  deskSide ??= await import("./views/desk_room.js");
  changed();
}

/** The lot that the address names; else the first that still goes on; else the first. */
function chosenLot(/** @type {Store} */ store) {
  const named = store.lots.get(Number(/lot=(\d+)/.exec(location.hash)?.[1]));
  if (named) return named;
  const all = [...store.lots.values()];
  return all.find((lot) => lot.phase !== "closed" && lot.phase !== "published") ?? all[0];
}

function floorView(/** @type {Page} */ page) {
  const { store, connection } = page;
  const role = () => connection.welcome?.role ?? "none";
  const isReady = () => !isOneOf(connection, DESK_ROLES) || deskSide !== null;
  const isIn = () => store.seq !== null && isReady();
  const chosen = () => (isIn() && page.chosen() ? [/** @type {Lot} */ (page.chosen())] : []);
  return view(() =>
    h(
      "div.page",
      {},
      include(header(page, page.changed)),
      include(stopped(page)),
      include(receiptAlarm(page)),
      include(announcement(page)),
      h("p.loading", { hidden: () => isIn() || connection.state === "stopped" }, () =>
        t("loading"),
      ),
      h(
        "main",
        {
          hidden: () => !isIn(),
          class: () => `floor ${role()}${connection.state === "live" ? "" : " stale"}`,
        },
        include(lots(page)),
        each(
          h("div.chosen"),
          chosen,
          (lot) => `${lot.lot},${role()}`,
          (lot) => chosenView(page, lot),
        ),
        each(
          h("div.book"),
          () => (isIn() ? booksOf(connection) : []),
          (part) => part.name,
          (part) => part()(page),
        ),
      ),
    ),
  );
}

function chosenView(/** @type {Page} */ page, /** @type {() => Lot} */ lot) {
  const role = page.connection.welcome?.role ?? "";
  if (deskSide && DESK_ROLES.includes(role)) return deskSide.deskRoom(page, lot);
  return view(() =>
    h(
      "div.lot-floor",
      {},
      include(room(page, lot)),
      role === "bidder" ? include(bidBox(page, lot)) : "",
      include(record(page, lot)),
    ),
  );
}

/** What is kept beside the lots: the desk's books, or a bidder's receipts. */
function booksOf(/** @type {Connection} */ connection) {
  if (isOneOf(connection, DESK_ROLES)) return deskSide?.books ?? [];
  return isOneOf(connection, ["bidder"]) ? [myReceipts] : [];
}

function isOneOf(/** @type {Connection} */ connection, /** @type {string[]} */ roles) {
  return roles.includes(connection.welcome?.role ?? "");
}
