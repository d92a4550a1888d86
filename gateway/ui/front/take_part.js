// How to take part, step by step, and the way in for whoever has a link.

import { h, include, view } from "../element.js";
import { keptHere } from "../views/kept_here.js";
import { entryForm } from "../views/entry_form.js";
import { t } from "../words.js";

const STEPS = [1, 2, 3, 4];

export function takePart() {
  const step = (/** @type {number} */ n) =>
    h(
      "li",
      {},
      h("h3", {}, () => t(`front_step_${n}`)),
      h("p", {}, () => t(`front_step_${n}_text`)),
    );
  return view(() =>
    h(
      "section.front-take-part",
      { "aria-labelledby": "take-part" },
      h("h2", { id: "take-part" }, () => t("front_take_part")),
      h("ol.front-steps", {}, ...STEPS.map(step)),
      h(
        "div.front-way-in",
        { "data-test": "notice" },
        h("h3", {}, () => t("entry_title")),
        h("p.care", {}, () => t("entry_care")),
        include(entryForm()),
        include(keptHere(() => true)),
      ),
    ),
  );
}
