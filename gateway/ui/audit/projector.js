// The film on its screen: the slider, the filters, the frames around the one that is looked at, that
// one in full, and the session as it stood then.

import { h, include, view } from "../element.js";
import { t } from "../words.js";
import { frame } from "./frame.js";
import { frames } from "./frames.js";
import { scene } from "./scene.js";
import { scrubber } from "./scrubber.js";

/** @param {import("./film.js").Film} film */
export function projector(film) {
  const news = () => {
    if (film.refusal) return t(refusalKey(film.refusal.status), { sentence: film.refusal.message });
    if (!film.isLoaded && film.frames.length === 0) return t("audit_loading");
    if (film.shown.length === 0) return t("audit_no_frames");
    return 0 < film.openLots.length ? t("audit_sealed", { lots: film.openLots.join(", ") }) : "";
  };
  return view(() =>
    h(
      "section.projector",
      { "aria-labelledby": "film-title" },
      h("h2", { id: "film-title", "data-test": "film-title" }, () =>
        t("audit_film", { session: film.link.session }),
      ),
      h(
        "p.audit-news",
        {
          class: () => `audit-news${film.refusal ? " bad" : ""}`,
          hidden: () => news() === "",
          role: "status",
          "data-test": "audit-news",
        },
        news,
      ),
      h(
        "div.film",
        { hidden: () => film.frames.length === 0 },
        include(scrubber(film)),
        h("div.film-frames", {}, include(frames(film)), include(frame(film))),
        include(scene(film)),
      ),
    ),
  );
}

function refusalKey(/** @type {number} */ status) {
  return [0, 401, 403, 404, 500].includes(status)
    ? `audit_refused_${status}`
    : "audit_refused_other";
}
