// The faults of the session, for the desk: what happened, since when, and whom it reached.

import { each, h, view } from "../element.js";
import { dayAndTime } from "../format.js";
import { language, t } from "../words.js";

/** @typedef {import("../store.js").ReportedFault} ReportedFault */

/** @param {import("./page.js").Page} page */
export function faults({ store }) {
  const head = (/** @type {string} */ name) => h("th", { scope: "col" }, () => t(name));
  const row = (/** @type {() => ReportedFault} */ reported) =>
    view(() =>
      h(
        "tr",
        {},
        h("td", {}, () => t(`fault_${reported().fault.cause}`)),
        h("td", {}, () => dayAndTime(reported().fault.since, language())),
        h("td", {}, () => reported().lots.join(", ")),
        h(
          "td",
          {},
          h(
            "details",
            {},
            h("summary", {}, () => countWords(reported())),
            h("p", {}, () => nameWords(reported())),
          ),
        ),
        h("td", {}, () => String(reported().seq)),
      ),
    );
  const heads = ["fault_cause", "fault_since", "fault_lots", "fault_reach", "fault_entry"];
  const latestFirst = () => [...store.faults].reverse();
  return view(() =>
    h(
      "section.card.faults",
      { hidden: () => store.faults.length === 0, "data-test": "faults" },
      h("h2", {}, () => t("faults")),
      h("p.quiet", {}, () => t("faults_note")),
      h(
        "div.scroll",
        { tabIndex: 0, role: "region", "aria-label": () => t("faults") },
        h(
          "table",
          {},
          h("thead", {}, h("tr", {}, ...heads.map(head))),
          each(h("tbody"), latestFirst, (one) => one.seq, row),
        ),
      ),
    ),
  );
}

function countWords(/** @type {ReportedFault} */ { fault }) {
  const { vanished, connected, in_flight } = fault;
  const bids = in_flight.length;
  return t("fault_counts", { vanished: vanished.length, connected: connected.length, bids });
}

function nameWords(/** @type {ReportedFault} */ { fault }) {
  const listed = (/** @type {(string | number)[]} */ names) => names.join(", ") || "—";
  const { vanished, connected, in_flight } = fault;
  const bids = listed(in_flight.map(bidWords));
  return t("fault_names", { vanished: listed(vanished), connected: listed(connected), bids });
}

function bidWords(/** @type {ReportedFault["fault"]["in_flight"][number]} */ bid) {
  const { lot, paddle, stage } = bid;
  if (typeof stage === "string") return t(`fault_bid_${stage}`, { lot, paddle });
  return t("fault_bid_unanswered", { lot, paddle, seq: stage.unanswered });
}
