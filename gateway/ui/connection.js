// The line to the server, as this page has it: the client's, and the store that hears it.

import { Client } from "../../clients/js/gavel.js";

/** The client of this page's session. It comes back sooner when somebody looks. */
export class Connection extends Client {
  /**
   * @param {{token?: string, session?: string}} who one's token, or the session to listen to
   * @param {import("./store.js").Store} store
   * @param {{changed: () => void, live: () => void,
   *   bid: import("../../clients/js/types.d.ts").Told["bid"]}} told
   */
  constructor(who, store, { changed, live, bid }) {
    const url = new URL("/ws", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const begun = (/** @type {number} */ seq, /** @type {any} */ snapshot) =>
      store.begin(seq, snapshot);
    const pushed = (/** @type {import("../../clients/js/types.d.ts").Push} */ push) => {
      store.hear(push);
      changed();
      // An event did not tell all that it changed: a snapshot does.
      if (store.isUntold) this.refresh();
    };
    super({
      url,
      ...who,
      receipts: "proven",
      storage: sessionStorage,
      told: { changed, live, bid, begun, pushed },
    });
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
  }
}
