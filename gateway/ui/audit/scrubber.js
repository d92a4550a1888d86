// The slider through a film, its buttons, and the filters by lot and paddle.

import { timeOfDay } from "../format.js";
import { always, h, view } from "../element.js";
import { inBoth, language, t } from "../words.js";
import { askedWords } from "./told.js";

/** @param {import("./film.js").Film} film */
export function scrubber(film) {
  const last = () => film.shown.length - 1;
  const slider = h("input.film-slider", {
    type: "range",
    min: 0,
    max: () => Math.max(0, last()),
    value: () => film.place,
    "aria-label": () => t("audit_slider"),
    "aria-valuetext": () => placeWords(film),
    "data-test": "slider",
    oninput: () => film.go(Number(slider.value)),
  });
  const button = (
    /** @type {string} */ name,
    /** @type {string | (() => string)} */ sign,
    /** @type {() => void} */ act,
    /** @type {() => boolean} */ isOff,
  ) =>
    h(
      "button.plain.film-button",
      {
        type: "button",
        "aria-label": () => t(`audit_${name}`),
        title: () => t(`audit_${name}`),
        "data-test": `film-${name}`,
        // Not `disabled`, which would take the focus from whoever goes through it by keys.
        "aria-disabled": () => String(isOff()),
        onclick: act,
      },
      sign,
    );
  const isFirst = () => film.place <= 0;
  const isLast = () => last() <= film.place;
  return view(() =>
    h(
      "div.scrubber",
      { role: "group", "aria-label": () => t("audit_controls") },
      h(
        "div.film-buttons",
        {},
        button("first", "«", () => film.go(0), isFirst),
        button("back", "‹", () => film.go(film.place - 1), isFirst),
        h(
          "button.primary.film-button",
          {
            type: "button",
            "aria-label": () => t(film.isRunning ? "audit_stop" : "audit_play"),
            "data-test": "film-play",
            disabled: () => last() < 1,
            onclick: () => film.turn(),
          },
          () => (film.isRunning ? "⏸" : "▶"),
        ),
        button("forth", "›", () => film.go(film.place + 1), isLast),
        button("last", "»", () => film.go(last()), isLast),
      ),
      slider,
      h("p.film-place", { "data-test": "film-place" }, () => placeWords(film)),
      filters(film),
    ),
  );
}

function placeWords(/** @type {import("./film.js").Film} */ film) {
  const frame = film.frame();
  if (!frame) return "";
  return t("audit_place", {
    place: film.place + 1,
    count: film.shown.length,
    seq: frame.seq,
    time: timeOfDay(frame.at, language()),
    asked: askedWords(frame),
  });
}

function filters(/** @type {import("./film.js").Film} */ film) {
  const number = (/** @type {string} */ text) => (/^\d+$/.test(text.trim()) ? Number(text) : null);
  const lot = h("select", {
    id: "film-lot",
    "data-test": "filter-lot",
    onchange: () => film.only({ lot: number(lot.value) }),
  });
  let drawn = "";
  const fill = () => {
    const key = [language(), ...film.terms.keys()].join();
    if (key === drawn) return;
    drawn = key;
    const kept = lot.value;
    lot.replaceChildren(
      h("option", { value: "" }, t("audit_every_lot")),
      ...[...film.terms].map(([lot, { title }]) =>
        h("option", { value: String(lot) }, `${t("lot", { lot })} · ${inBoth(title)}`),
      ),
    );
    lot.value = kept;
  };
  always(fill);
  const paddle = h("input", {
    id: "film-paddle",
    type: "text",
    inputMode: "numeric",
    "data-test": "filter-paddle",
    placeholder: () => t("audit_every_paddle"),
    oninput: () => film.only({ paddle: number(paddle.value) }),
  });
  return h(
    "div.film-filters",
    {},
    h("label", { for: "film-lot" }, () => t("audit_filter_lot")),
    lot,
    h("label", { for: "film-paddle" }, () => t("audit_filter_paddle")),
    paddle,
  );
}
