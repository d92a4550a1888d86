// What stands in place of the room: why this page has stopped.

import { h, include, view } from "../element.js";
import { dropToken } from "../token.js";
import { t } from "../words.js";
import { keptHere } from "./kept_here.js";

const STOP_CODES = [1006, 1008, 3500, 3501, 3502, 3503, 3504];
/** Where the link is at fault, and to load the page again would be of no use. */
const LINK_CODES = [1006, 1008, 3501, 3503, 3504];

/** @param {import("./page.js").Page} page */
export function stopped({ connection }) {
  const why = () => {
    const code = connection.stopCode;
    return STOP_CODES.includes(code) ? t(`stop_${code}`) : t("stop_other", { code });
  };
  const isLink = () => LINK_CODES.includes(connection.stopCode);
  const leave = () => (dropToken(), location.reload());
  return view(() =>
    h(
      "section.notice.stopped",
      {
        hidden: () => connection.state !== "stopped",
        role: "alert",
        "data-test": () => (connection.state === "stopped" ? "notice" : "no-notice"),
      },
      h("h1", {}, () => t("stop_title")),
      h("p", {}, why),
      h(
        "div.row",
        {},
        h(
          "button.primary",
          { type: "button", hidden: isLink, onclick: () => location.reload() },
          () => t("stop_reload"),
        ),
        h(
          "button",
          {
            type: "button",
            class: () => (isLink() ? "primary" : "plain"),
            onclick: leave,
            "data-test": "leave",
          },
          () => t("stop_leave"),
        ),
      ),
      include(keptHere(() => connection.state === "stopped")),
    ),
  );
}
