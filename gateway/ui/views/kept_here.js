// The receipts in this browser for somebody who cannot come in: they are saved without the house.

import { always, each, h, view } from "../element.js";
import { fileName, fileText, saveFile } from "../receipts/file.js";
import { Shelf } from "../receipts/shelf.js";
import { t } from "../words.js";

/** @typedef {import("../receipts/shelf.js").Owner} Owner */

/** @param {() => boolean} isShown whether anybody looks: the shelf is read no earlier */
export function keptHere(isShown) {
  /** @type {Owner[]} */
  let owners = [];
  let isRead = false;
  const read = async () => {
    if (isRead || !isShown()) return;
    isRead = true;
    const shelf = await Shelf.open().catch(() => null);
    owners = (await shelf?.owners().catch(() => [])) ?? [];
    own.refresh();
  };
  const row = (/** @type {() => Owner} */ owner) =>
    view(() =>
      h(
        "li",
        {},
        h("span", {}, () => t("receipts_here_of", { ...owner() })),
        h(
          "button.plain.small",
          { type: "button", onclick: () => save(owner()), "data-test": "here-save" },
          () => t("receipts_save"),
        ),
      ),
    );
  const own = view(() => {
    always(read);
    return h(
      "section.kept-here",
      { hidden: () => owners.length === 0, "data-test": "receipts-here" },
      h("h2", {}, () => t("receipts_here")),
      h("p.quiet", {}, () => t("receipts_here_text")),
      each(
        h("ul"),
        () => owners,
        ({ session, paddle }) => `${session} ${paddle}`,
        row,
      ),
    );
  });
  return own;
}

async function save(/** @type {Owner} */ owner) {
  const shelf = await Shelf.open();
  const [first] = await shelf.keys(owner.session);
  saveFile(fileName(owner), fileText(owner, first?.text ?? null, await shelf.receipts(owner)));
}
