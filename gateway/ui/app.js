// The page: takes the token from the link, joins the sale, and shows what the role may see.

import { BidBox } from "./bidbox.js";
import { Bids } from "./bids.js";
import { Connection } from "./connection.js";
import { Desk } from "./desk.js";
import { h, say } from "./dom.js";
import { remaining } from "./format.js";
import { drawLots } from "./lots.js";
import { refusal } from "./refusals.js";
import { Room } from "./room.js";
import { Store } from "./store.js";
import { choose, lang, text, word } from "./words.js";

const DESKS = ["clerk", "auctioneer", "auditor"];
const at = (id) => document.getElementById(id);

/** The token of the link: kept for this tab, and taken out of the address bar. */
function token() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem("token", given);
    history.replaceState(null, "", location.pathname);
  }
  return sessionStorage.getItem("token");
}

const store = new Store(() => later());
const room = new Room(at("room"), at("story"));
let side = null;
let drawing = false;

/** Draws once a frame, however many pushes came. */
function later() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    draw();
  });
}

function draw() {
  showBadge();
  if (!store.welcome) return;
  const lot = store.lots.get(store.selected);
  say(at("session-title"), text(store.title));
  document.title = text(store.title) || document.title;
  say(at("who"), whoAmI(store.welcome));
  drawLots(at("lots"), store);
  room.show(lot);
  side?.show(lot);
  countDown();
}

function whoAmI({ role, paddle }) {
  return role === "observer" ? word("watching") : word(role, paddle);
}

function showBadge() {
  const badge = at("badge");
  badge.dataset.state = store.badge;
  say(badge, word(`badge_${store.badge}`));
  badge.title = word("clock_offset", Math.round(connection?.offsetMs ?? 0), Math.round(connection?.roundTripMs ?? 0));
  const sentence = store.refusal ? refusal(store.refusal, { code: "" }) : word("no_token");
  if (store.badge === "refused") explain(sentence);
}

/** Says in the middle of the page why there is nothing to see. */
function explain(sentence) {
  say(at("session-title"), word("badge_refused"));
  at("main").replaceChildren(h("p.card.explain", { "data-test": "explain" }, sentence));
}

function countDown() {
  for (const element of document.querySelectorAll("[data-countdown]")) {
    const deadline = Date.parse(element.dataset.countdown);
    if (Number.isNaN(deadline)) continue;
    const left = deadline - connection.now();
    say(element, remaining(left));
    element.classList.toggle("soon", left < 30_000);
  }
}

function joined(welcome, subscribed) {
  if (!side && welcome.role === "bidder") side = new BidBox(at("side"), store, bids);
  if (!side && DESKS.includes(welcome.role)) side = new Desk(at("side"), store, connection);
  at("main").dataset.role = welcome.role;
  store.join(welcome, subscribed);
  bids.settle();
}

const connection = new Connection(token(), {
  since: () => store.seq,
  onJoined: joined,
  onPush: (push) => {
    if (push.heartbeat) {
      if (push.heartbeat.seq > store.seq) connection.subscribe();
    } else if (!store.push(push)) {
      connection.subscribe();
    }
  },
  onState: (state, error) => {
    store.badge = state;
    store.refusal = error ?? store.refusal;
    later();
  },
});
const bids = new Bids(connection, store);

for (const language of ["vi", "en"]) {
  document.querySelector(`[data-test="lang-${language}"]`).addEventListener("click", () => {
    choose(language);
    markLanguage();
    later();
  });
}

function markLanguage() {
  for (const button of document.querySelectorAll(".languages button")) {
    button.setAttribute("aria-pressed", String(button.lang === lang()));
  }
}

markLanguage();
setInterval(() => store.welcome && countDown(), 200);
if (connection.token) {
  connection.open();
} else {
  store.badge = "refused";
  later();
}
