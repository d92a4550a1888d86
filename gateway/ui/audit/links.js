// The links that an auditor has opened in this tab: one for each session.

import { takeToken, tokenIn } from "../token.js";

const KEY = "gavel.audit.links";

/** @typedef {{session: string, role: string, token: string}} Link */

/** The sessions that this tab may go through. */
export class Links {
  /** @type {Link[]} the latest first */
  all = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");

  /** Takes the link in the address, if there is one, out of it. */
  takeFromAddress() {
    const link = this.take(location.hash);
    if (link) history.replaceState(null, "", location.pathname);
    return link;
  }

  /** Takes the link with which this tab is in the room, if it is an auditor's and new. */
  takeFromTab() {
    const token = takeToken() ?? "";
    const { session, role } = claimsIn(token) ?? {};
    const isNew = role === "auditor" && this.all.every((kept) => kept.session !== session);
    return isNew ? this.take(token) : null;
  }

  /**
   * Takes the link in a text.
   * @param {string} text
   * @returns {Link | null} nothing where there is none
   */
  take(text) {
    const token = tokenIn(text);
    const link = token && claimsIn(token);
    if (!link) return null;
    this.#keep([link, ...this.all.filter(({ session }) => session !== link.session)]);
    return link;
  }

  /** @param {Link} link which does not hold any more */
  drop(link) {
    this.#keep(this.all.filter((kept) => kept !== link));
  }

  #keep(/** @type {Link[]} */ all) {
    this.all = all;
    sessionStorage.setItem(KEY, JSON.stringify(all));
  }
}

/** What a token says of itself; whether it holds, the house decides. */
function claimsIn(/** @type {string} */ token) {
  try {
    const written = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    const { session, role } = JSON.parse(atob(written));
    return session ? { session, role, token } : null;
  } catch {
    return null;
  }
}
