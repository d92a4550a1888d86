// Checking and taking home: the pack is checked in this page, from the house or from a file; pack and
// minutes are saved.

import { each, h, view } from "../element.js";
import { saveBlob } from "../save.js";
import { language, t } from "../words.js";
import { Refused, ask } from "./ask.js";
import { checkPack } from "./check/pack.js";

/** @typedef {import("./check/pack.js").Finding} Finding */

/** @param {import("./audit.js").Room} room */
export function checker({ film, changed }) {
  /** @type {Finding[]} */
  let findings = [];
  /** @type {string | (() => string)} what is being done, or how it ended */
  let news = "";
  let isBusy = false;
  const key = h("input", {
    id: "audit-key",
    type: "text",
    autocomplete: "off",
    spellcheck: false,
    "data-test": "audit-key",
    placeholder: "auction.example/autumn-2026+4563f70e+…",
  });
  const file = h("input.unseen", {
    id: "audit-file",
    type: "file",
    accept: ".tar",
    "data-test": "audit-file",
    onchange: () => file.files?.[0] && work(() => check(file.files[0].arrayBuffer())),
  });
  const tell = (/** @type {() => string} */ words) => ((news = words), changed());
  const work = async (/** @type {() => Promise<void>} */ act) => {
    isBusy = true;
    changed();
    await act().catch((refusal) => tell(() => failureWords(refusal)));
    isBusy = false;
    changed();
  };
  const check = async (/** @type {Promise<ArrayBuffer>} */ fetched) => {
    findings = [];
    tell(() => t("check_reading"));
    const bytes = new Uint8Array(await fetched);
    const read = (/** @type {number} */ entries) => tell(() => t("check_read", { entries }));
    const { session, size, root, findings: found } = await checkPack(bytes, key.value, read);
    findings = found;
    const isWrong = found.some(({ state }) => state === "wrong");
    tell(() => t(isWrong ? "check_wrong" : "check_fine", { session, size, root }));
  };
  const link = () => film()?.link;
  const fetched = (/** @type {string} */ what, /** @type {Record<string, string>} */ params = {}) =>
    ask(/** @type {any} */ (link()), what, params);
  const save = (
    /** @type {string} */ what,
    /** @type {Record<string, string>} */ params,
    ending = "tar",
  ) =>
    work(async () => {
      tell(() => t("check_fetching"));
      const blob = await (await fetched(what, params)).blob();
      saveBlob(`${link()?.session}.${ending}`, blob);
      tell(() => t("check_saved"));
    });
  const isClosed = () => link() !== undefined && film()?.isLoaded && film()?.openLots.length === 0;
  const button = (/** @type {string} */ name, /** @type {() => void} */ act, look = "plain") =>
    h(
      `button.${look}`,
      { type: "button", "data-test": name, disabled: () => isBusy || !isClosed(), onclick: act },
      () => t(name),
    );
  return view(() =>
    h(
      "section.checker",
      { "aria-labelledby": "check-title" },
      h("h2", { id: "check-title" }, () => t("check_title")),
      h("p.quiet", {}, () => t("check_how")),
      h("label", { for: "audit-key" }, () => t("check_key")),
      key,
      h(
        "div.row",
        {},
        button(
          "check_session",
          () => work(() => check(fetched("pack").then((pack) => pack.arrayBuffer()))),
          "primary",
        ),
        h("label.plain.file", { for: "audit-file" }, () => t("check_file")),
        file,
      ),
      h(
        "div.row",
        {},
        button("save_pack", () => save("pack", {})),
        button("save_minutes", () => save("minutes", { language: language() }, "html")),
        button("save_minutes_pdf", () => save("minutes", { format: "pdf" }, "pdf")),
      ),
      h("p.quiet", { hidden: () => link() === undefined || isClosed() }, () => t("check_open")),
      h("p.check-news", { role: "status", "data-test": "check-news" }, () =>
        typeof news === "string" ? news : news(),
      ),
      each(
        h("ol.findings", { "data-test": "findings" }),
        () => findings,
        ({ name }) => name,
        (finding) =>
          view(() =>
            h(
              "li",
              {
                class: () => `finding ${finding().state}`,
                "data-test": `finding-${finding().name}`,
              },
              h("span.finding-sign", { "aria-hidden": "true" }, () => SIGNS[finding().state]),
              h("strong", {}, () => t(`finding_${finding().name}`)),
              h("span.finding-state", {}, () => t(`finding_${finding().state}`)),
              h("p", {}, () => t(finding().why, finding().given)),
            ),
          ),
      ),
    ),
  );
}

const SIGNS = { fine: "✓", wrong: "✗", open: "?", not_reached: "–" };

function failureWords(/** @type {unknown} */ refusal) {
  if (!(refusal instanceof Refused)) return t("check_failed", { sentence: String(refusal) });
  const known = [0, 401, 403, 404, 409, 500, 503].includes(refusal.status);
  return t(known ? `audit_refused_${refusal.status}` : "audit_refused_other", {
    sentence: refusal.message,
  });
}
