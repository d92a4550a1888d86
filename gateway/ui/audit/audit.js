// The auditor's page: picks a session, goes through it as through a film, and checks it.

import { each, h, include, view } from "../element.js";
import { languages } from "../views/header.js";
import { themeSwitch } from "../views/theme_switch.js";
import { needWords, t } from "../words.js";
import { checker } from "./checker.js";
import { Film } from "./film.js";
import { Links } from "./links.js";
import { picker } from "./picker.js";
import { projector } from "./projector.js";

/**
 * @typedef {object} Room what every part of the page is given
 * @property {Links} links
 * @property {() => Film | null} film the one that is looked at
 * @property {(link: import("./links.js").Link) => void} pick
 * @property {() => void} changed asks for a refresh
 */

if (document.documentElement.dataset.lacks === undefined) needWords("audit").then(open);

function open() {
  const links = new Links();
  /** @type {Film | null} */
  let film = null;
  const changed = () => page.refresh();
  const pick = (/** @type {import("./links.js").Link} */ link) => {
    film?.close();
    film = new Film(link, changed);
    film.open();
    changed();
  };
  const room = { links, film: () => film, pick, changed };
  const page = view(() => pageOf(room));
  document.body.replaceChildren(page.root);
  const first = links.takeFromAddress() ?? links.takeFromTab() ?? links.all[0];
  if (first) pick(first);
  addEventListener("hashchange", () => {
    const link = links.takeFromAddress();
    if (link) pick(link);
  });
  page.refresh();
}

function pageOf(/** @type {Room} */ room) {
  const films = () => {
    const film = room.film();
    return film ? [film] : [];
  };
  return h(
    "div.audit",
    {},
    head(room),
    h(
      "main",
      {},
      include(picker(room)),
      each(
        h("div.audit-film"),
        films,
        ({ link }) => link.token,
        (film) => projector(film()),
      ),
      include(checker(room)),
    ),
  );
}

function head(/** @type {Room} */ { changed }) {
  return h(
    "header.audit-head",
    {},
    h("img.mark", { src: "/ui/icon.svg", alt: "", width: 36, height: 36 }),
    h(
      "div.audit-names",
      {},
      h("p.house", {}, () => t("house")),
      h("h1", {}, () => t("audit_title")),
    ),
    h("a.pill", { href: "/" }, () => t("audit_front")),
    themeSwitch(changed),
    languages(changed),
  );
}
