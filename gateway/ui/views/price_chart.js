// `<price-chart>`: the price over time as steps, drawn to the size it has.

import { number, timeOfDay } from "../format.js";
import { minorUnits } from "../amount.js";
import { language, t } from "../words.js";
import { cash } from "./page.js";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 190;
const EDGE = { top: 14, right: 10, bottom: 24, left: 10 };
const MARKS = 60;
/** How often it is drawn at most: the price itself must not wait for it. */
const PERIOD_MS = 200;

class PriceChart extends HTMLElement {
  /** @type {import("../store.js").Lot | null} */
  #lot = null;
  /** @type {number | undefined} */
  #paddle;
  #drawn = "";
  #width = 0;
  /** @type {any} */
  #waiting = null;
  // The width as it was laid out: to ask for it would lay the page out once more.
  #watch = new ResizeObserver(([{ contentRect }]) => {
    this.#width = Math.floor(contentRect.width);
    this.#draw();
  });

  connectedCallback() {
    this.#watch.observe(this);
  }

  disconnectedCallback() {
    this.#watch.disconnect();
  }

  /**
   * @param {import("../store.js").Lot} lot
   * @param {number | undefined} paddle whose bids are marked
   */
  show(lot, paddle) {
    const isOther = lot.lot !== this.#lot?.lot;
    this.#lot = lot;
    this.#paddle = paddle;
    if (isOther) this.#draw();
    this.#waiting ??= setTimeout(() => ((this.#waiting = null), this.#draw()), PERIOD_MS);
  }

  #draw() {
    const lot = this.#lot;
    const width = this.#width;
    if (!lot || width === 0) return;
    const history = lot.history.filter((point) => !point.struck);
    const latest = [history.at(-1)?.at, lot.marks?.at(-1)?.at];
    const key = [width, lot.lot, history.length, ...latest, language()].join();
    if (key === this.#drawn) return;
    this.#drawn = key;
    const counted = { ...lot, history };
    this.replaceChildren(...(history.length === 0 ? [] : [picture(counted, width, this.#paddle)]));
  }
}

customElements.define("price-chart", PriceChart);

function picture(
  /** @type {import("../store.js").Lot} */ lot,
  /** @type {number} */ width,
  /** @type {number | undefined} */ paddle,
) {
  const along = timeline(lot, width);
  const points = place(lot, along);
  const first = lot.history[0];
  const last = lot.history[lot.history.length - 1];
  const label = t("chart", {
    count: points.length,
    first: cash(lot, first.price),
    last: cash(lot, last.price),
  });
  const root = shape("svg", {
    viewBox: `0 0 ${width} ${HEIGHT}`,
    width,
    height: HEIGHT,
    role: "img",
    "aria-label": label,
  });
  const line = steps(points, width - EDGE.right);
  const floor = HEIGHT - EDGE.bottom;
  root.append(
    shape("path", { class: "fill", d: `${line}V${floor}H${points[0].x}Z` }),
    ...beside(lot).flatMap((mark) => standingMark(along(mark.at), mark.call)),
    shape("line", { class: "ground", x1: EDGE.left, x2: width - EDGE.right, y1: floor, y2: floor }),
    shape("path", { class: "steps", d: line }),
    ...points.slice(-MARKS).map(({ x, y, bidder }) => mark(x, y, bidder === paddle)),
    ...legends(lot, points, width),
  );
  return root;
}

/** The calls and moved deadlines since the first bid. */
function beside(/** @type {import("../store.js").Lot} */ { history, marks = [] }) {
  const from = Date.parse(history[0].at);
  return marks.filter((mark) => from <= Date.parse(mark.at));
}

/** Where a time lies between the first bid and the last thing that happened. */
function timeline(/** @type {import("../store.js").Lot} */ lot, /** @type {number} */ width) {
  const from = Date.parse(lot.history[0].at);
  const last = [...lot.history, ...beside(lot)].map(({ at }) => Date.parse(at));
  const length = Math.max(...last) - from;
  const wide = width - EDGE.left - EDGE.right - 12;
  return (/** @type {string} */ at) =>
    EDGE.left + 4 + (length === 0 ? 0 : (Date.parse(at) - from) / length) * wide;
}

/** A line with its sign above it: the number of a call, or a plus where the deadline moved. */
function standingMark(/** @type {number} */ x, /** @type {number | undefined} */ call) {
  const sign = shape("text", { class: "stamp", x, y: 11, "text-anchor": "middle" });
  sign.textContent = call ? String(call) : "+";
  const look = call ? "beside call" : "beside";
  return [shape("line", { class: look, x1: x, x2: x, y1: 15, y2: HEIGHT - EDGE.bottom }), sign];
}

/** Where each point lies: times as numbers, prices by exact shares of the range. */
function place(
  /** @type {import("../store.js").Lot} */ lot,
  /** @type {(at: string) => number} */ along,
) {
  const prices = lot.history.map((point) => minorUnits(point.price, lot.terms.currency));
  const least = prices.reduce((one, other) => (other < one ? other : one));
  const most = prices.reduce((one, other) => (one < other ? other : one));
  const high = HEIGHT - EDGE.top - EDGE.bottom - 42;
  return lot.history.map(({ at, bidder }, i) => {
    const share = most === least ? 500 : Number(((prices[i] - least) * 1000n) / (most - least));
    return {
      x: along(at),
      y: EDGE.top + 20 + high - (share / 1000) * high,
      bidder,
    };
  });
}

function steps(/** @type {{x: number, y: number}[]} */ points, /** @type {number} */ end) {
  const [first, ...rest] = points;
  return `M${first.x} ${first.y}${rest.map(({ x, y }) => `H${x}V${y}`).join("")}H${end}`;
}

/** My own bids are squares, all others dots: no meaning by colour alone. */
function mark(/** @type {number} */ x, /** @type {number} */ y, /** @type {boolean} */ isMine) {
  if (isMine)
    return shape("rect", { class: "mark mine", x: x - 4.5, y: y - 4.5, width: 9, height: 9 });
  return shape("circle", { class: "mark", cx: x, cy: y, r: 3 });
}

function legends(
  /** @type {import("../store.js").Lot} */ lot,
  /** @type {{x: number, y: number}[]} */ points,
  /** @type {number} */ width,
) {
  const { history, terms } = lot;
  const [first, last] = [history[0], history[history.length - 1]];
  const text = (/** @type {object} */ where, /** @type {string} */ words) => {
    const node = shape("text", where);
    node.textContent = words;
    return node;
  };
  const right = width - EDGE.right;
  const low = HEIGHT - 6;
  const amount = (/** @type {string} */ price) => number(price, terms.currency, language());
  const end = points[points.length - 1];
  const isFalling = points[0].y < end.y;
  const drawn = [
    text(
      { class: "amount", x: right, y: end.y + (isFalling ? 16 : -10), "text-anchor": "end" },
      amount(last.price),
    ),
    text({ x: EDGE.left, y: low }, timeOfDay(first.at, language())),
  ];
  if (1 < history.length) {
    drawn.push(text({ x: right, y: low, "text-anchor": "end" }, timeOfDay(last.at, language())));
    if (first.price !== last.price) {
      drawn.push(
        text({ x: EDGE.left, y: points[0].y + (isFalling ? -10 : 16) }, amount(first.price)),
      );
    }
  }
  return drawn;
}

function shape(/** @type {string} */ name, /** @type {Record<string, any>} */ attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  return node;
}
