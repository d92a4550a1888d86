// One frame in full: the question, the answer, and who could see what of it.

import { timeOfDay } from "../format.js";
import { each, h, view } from "../element.js";
import { language, refusal, t } from "../words.js";
import { askedWords, audienceWords, cashOf, eventWords, factsOf, handWords } from "./told.js";

/** @param {import("./film.js").Film} film */
export function frame(film) {
  const now = () => film.frame();
  const one = () => {
    const frame = now();
    return frame ? [frame] : [];
  };
  return view(() =>
    each(
      h("div.frame-place"),
      one,
      ({ seq }) => seq,
      (frame) => view(() => full(film, frame)),
    ),
  );
}

function full(
  /** @type {import("./film.js").Film} */ film,
  /** @type {() => import("./film.js").Frame} */ frame,
) {
  const refused = () => frame().refused;
  return h(
    "article.frame",
    { "data-test": "frame" },
    h("h3", { "data-test": "frame-title" }, () =>
      t("audit_entry", { seq: frame().seq, time: timeOfDay(frame().at, language()) }),
    ),
    h("p.frame-part", {}, () => t("audit_question")),
    h("p.frame-asked", { "data-test": "frame-asked" }, () =>
      frame().asked ? `${handWords(frame())} · ${askedWords(frame())}` : t("audit_withheld"),
    ),
    facts(film, () => (frame().asked ? Object.values(frame().asked?.command ?? {})[0] : {})),
    h("p.frame-part", {}, () => t("audit_answer")),
    h("p.frame-refused", { hidden: () => !refused(), "data-test": "frame-refused" }, () => {
      const why = refused();
      return why ? `${why.code}: ${refusal(why, (amount) => cashOf(film, frame(), amount))}` : "";
    }),
    each(
      h("ol.frame-events", { "data-test": "frame-events" }),
      () => frame().events.map((told, place) => ({ ...told, place })),
      ({ place }) => place,
      (told) =>
        view(() =>
          h(
            "li",
            {},
            h(
              "p.frame-event",
              {},
              h("strong", {}, () => eventWords(told().event)),
              h("span.frame-audience", {}, () => audienceWords(told().heard_by)),
            ),
            facts(film, () => Object.values(told().event)[0]),
          ),
        ),
    ),
  );
}

function facts(/** @type {import("./film.js").Film} */ film, /** @type {() => any} */ fields) {
  return each(
    h("dl.frame-facts"),
    () => factsOf(film, fields() ?? {}),
    ({ name }) => name,
    (fact) =>
      view(() =>
        h(
          "div",
          {},
          h("dt", {}, () => fact().label),
          h("dd", {}, () => fact().value),
        ),
      ),
  );
}
