// A sheet of style that comes with the part of the house that it is for.

import { h } from "./element.js";

/**
 * Loads a sheet; without it the page can still be read.
 * @param {string} href
 * @returns {Promise<Event>} once it is here, or cannot come
 */
export function needSheet(href) {
  return new Promise((done) =>
    document.head.append(h("link", { rel: "stylesheet", href, onload: done, onerror: done })),
  );
}
