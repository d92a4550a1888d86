// The one large button: bids the asking price that was seen, once per press.

import { always, h, view } from "../element.js";
import { format } from "../lot.js";
import { t } from "../words.js";
import { canSend, cash, tOf, waitWords } from "./page.js";

/** After a press, further presses are taken for a double tap. */
const DOUBLE_TAP_MS = 1000;
/** A price that changed less than this ago was not yet seen: the one before it is meant. */
const SEEN_MS = 300;

/**
 * @param {import("./page.js").Page} page
 * @param {() => import("../store.js").Lot} lot
 */
export function askingButton(page, lot) {
  const seen = { asking: lot().asking, before: lot().asking, changedMs: 0 };
  /** @type {string | null} */
  let pressed = null;
  let placedMs = 0;
  const watch = () => {
    if (lot().asking === seen.asking) return;
    Object.assign(seen, { before: seen.asking, asking: lot().asking, changedMs: Date.now() });
  };
  const meant = () => (Date.now() - seen.changedMs < SEEN_MS ? seen.before : seen.asking);
  const press = () => (pressed = meant());
  const click = () => {
    const asking = pressed ?? meant();
    pressed = null;
    if (!asking || !canBid(page, lot()) || Date.now() - placedMs < DOUBLE_TAP_MS) return;
    placedMs = Date.now();
    const isPlain = !lot().terms.royalty;
    page.bids.place(lot().lot, isPlain ? { asking_at_most: asking } : { amount: asking });
  };
  return view(() => {
    always(watch);
    const button = h(
      "button.primary.large",
      {
        type: "button",
        "data-test": "bid-asking",
        onpointerdown: press,
        onclick: click,
      },
      () => words(page, lot()),
    );
    always(() => able(button, canBid(page, lot())));
    return button;
  });
}

/** Who bids by keyboard finds the focus again where a button was disabled under it. */
function able(/** @type {HTMLButtonElement} */ button, /** @type {boolean} */ isAble) {
  if (button.disabled !== isAble) return;
  if (!isAble) button.dataset.focused = String(document.activeElement === button);
  button.disabled = !isAble;
  const isFocusLost = button.dataset.focused === "true" && document.activeElement === document.body;
  if (isAble && isFocusLost) button.focus();
}

function canBid(
  /** @type {import("./page.js").Page} */ page,
  /** @type {import("../store.js").Lot} */ lot,
) {
  const { store } = page;
  const isReady = canSend(page, lot);
  const isBarred = lot.barred?.some((bar) => bar.paddle === store.paddle());
  const isFree = lot.leader !== store.paddle() || format(lot).leader_bids === "accepted";
  return isReady && !isBarred && isFree && Boolean(store.me?.deposit_confirmed);
}

function words(
  /** @type {import("./page.js").Page} */ page,
  /** @type {import("../store.js").Lot} */ lot,
) {
  const wait = waitWords(page, lot);
  if (wait) return wait;
  const isLeading = lot.leader === page.store.paddle();
  if (isLeading && !canBid(page, lot)) return t("bid_leading", { price: cash(lot, lot.price) });
  return tOf(lot, "bid_at", { asking: cash(lot, lot.asking) });
}
