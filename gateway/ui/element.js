// Elements with live parts: a function given for a text, a property or a list is asked again
// at every refresh, and the page is touched only where the answer changed.

/** @typedef {{root: HTMLElement, refresh: () => void}} View */

/** @type {(() => void)[] | null} */
let bindings = null;

/**
 * Builds a view and keeps what is live in it.
 * @param {() => HTMLElement} build
 * @returns {View}
 */
export function view(build) {
  const outer = bindings;
  /** @type {(() => void)[]} */
  const own = [];
  bindings = own;
  const root = build();
  bindings = outer;
  return { root, refresh: () => own.forEach((bind) => bind()) };
}

/**
 * An element: `h("p.note", {hidden: () => true}, "text", () => "live text", child)`.
 * @param {string} name a tag, with classes after points
 * @param {Record<string, any>} [props] properties, `on…` handlers, `data-` and `aria-` attributes
 * @param {...(Node | string | (() => string))} children
 * @returns {any}
 */
export function h(name, props = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const node = document.createElement(tag);
  node.classList.add(...classes);
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else bind(value, (now) => set(node, key, now));
  }
  for (const child of children) node.append(typeof child === "function" ? live(child) : child);
  return node;
}

/**
 * Does `act` at every refresh of the view being built.
 * @param {() => void} act
 */
export function always(act) {
  bindings?.push(act);
}

/**
 * Includes a view: it is refreshed with the one around it.
 * @param {View} part
 * @returns {HTMLElement}
 */
export function include(part) {
  always(part.refresh);
  return part.root;
}

/**
 * A view that is refreshed only where `state` answers something else than before: one of many that
 * seldom change.
 * @param {View} part
 * @param {() => string} state all that it depends on
 * @returns {View}
 */
export function steady({ root, refresh }, state) {
  /** @type {string | undefined} */
  let last;
  return {
    root,
    refresh() {
      const now = state();
      if (now !== last) ((last = now), refresh());
    },
  };
}

/**
 * Fills `parent` with one view per item, kept by key and in order.
 * @template T
 * @param {HTMLElement} parent
 * @param {() => T[]} items
 * @param {(item: T) => string | number} keyOf
 * @param {(item: () => T) => View} build
 * @returns {HTMLElement}
 */
export function each(parent, items, keyOf, build) {
  /** @type {Map<string | number, {item: T, row: View}>} */
  const rows = new Map();
  always(() => {
    const now = items();
    const keys = new Set(now.map(keyOf));
    for (const [key, { row }] of rows) if (!keys.has(key)) (row.root.remove(), rows.delete(key));
    now.forEach((item, place) => {
      const kept = rows.get(keyOf(item)) ?? newRow(rows, keyOf(item), item, build);
      kept.item = item;
      kept.row.refresh();
      if (parent.children[place] !== kept.row.root) {
        parent.insertBefore(kept.row.root, parent.children[place] ?? null);
      }
    });
  });
  return parent;
}

/** @template T */
function newRow(
  /** @type {Map<any, any>} */ rows,
  /** @type {any} */ key,
  /** @type {T} */ item,
  /** @type {any} */ build,
) {
  const kept = { item, row: /** @type {any} */ (null) };
  kept.row = build(() => kept.item);
  rows.set(key, kept);
  return kept;
}

function live(/** @type {() => string} */ ask) {
  const text = document.createTextNode("");
  bind(ask, (now) => (text.data = now ?? ""));
  return text;
}

function bind(/** @type {any} */ value, /** @type {(now: any) => void} */ apply) {
  if (typeof value !== "function") return apply(value);
  /** @type {any} */
  let last;
  always(() => {
    const now = value();
    if (now !== last) apply((last = now));
  });
}

function set(/** @type {any} */ node, /** @type {string} */ key, /** @type {any} */ value) {
  if (key === "class") node.className = value;
  else if (key.includes("-") || key === "role" || key === "for" || key === "list") {
    if (value === null || value === undefined) node.removeAttribute(key);
    else node.setAttribute(key, String(value));
  } else node[key] = value;
}
