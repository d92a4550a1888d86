// The frames around the one that is looked at: who asked what, and whether it was done.

import { timeOfDay } from "../format.js";
import { each, h, view } from "../element.js";
import { language, t } from "../words.js";
import { askedWords, handWords } from "./told.js";

/** @typedef {import("./film.js").Frame} Frame */

const AROUND = 6;

/** @param {import("./film.js").Film} film */
export function frames(film) {
  const seen = () => {
    const from = Math.max(0, Math.min(film.place - AROUND, film.shown.length - 2 * AROUND - 1));
    return film.shown
      .slice(from, from + 2 * AROUND + 1)
      .map((frame, place) => ({ frame, place: from + place }));
  };
  return view(() =>
    each(
      h("ol.frames", { "aria-label": () => t("audit_frames"), "data-test": "frames" }),
      seen,
      ({ frame }) => frame.seq,
      (one) => row(film, one),
    ),
  );
}

function row(
  /** @type {import("./film.js").Film} */ film,
  /** @type {() => {frame: Frame, place: number}} */ one,
) {
  const isSeen = () => one().frame === film.frame();
  return view(() =>
    h(
      "li",
      {},
      h(
        "button.frame-row",
        {
          type: "button",
          "aria-current": () => (isSeen() ? "true" : null),
          onclick: () => film.go(one().place),
        },
        h("span.frame-seq", {}, () => String(one().frame.seq)),
        h("span.frame-time", {}, () => timeOfDay(one().frame.at, language())),
        h("span.frame-who", {}, () => handWords(one().frame)),
        h("span.frame-what", {}, () => askedWords(one().frame)),
        h("span", { class: () => `frame-verdict ${verdict(one().frame)}` }, () =>
          t(`audit_${verdict(one().frame)}`),
        ),
      ),
    ),
  );
}

function verdict(/** @type {Frame} */ { refused }) {
  return refused ? "refused" : "accepted";
}
