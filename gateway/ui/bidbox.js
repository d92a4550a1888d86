// The bidder's side: where I stand, one large button, a field for another amount.

import { h, say } from "./dom.js";
import { money, parse } from "./format.js";
import { refusal } from "./refusals.js";
import { standing } from "./store.js";
import { lang, word } from "./words.js";

const DOUBLE_TAP_MS = 700;
const FAR_ABOVE = 2n;

/** The bid box of the chosen lot. Built once, so that a half-typed amount survives every push. */
export class BidBox {
  constructor(aside, store, bids) {
    this.store = store;
    this.bids = bids;
    this.standing = h("p.standing", { "data-test": "standing", role: "status" });
    this.note = h("p.note", { role: "status", "data-test": "note" });
    this.button = h("button.primary", { type: "button", "data-test": "bid-asking", onclick: () => this.#bidAsking() });
    this.label = h("span");
    this.input = h("input", { "data-test": "bid-amount", inputmode: "text", autocomplete: "off", id: "amount", "aria-describedby": "hint" });
    this.kinds = ["amount", "maximum"].map((kind) => {
      const radio = h("input", { type: "radio", name: "kind", value: kind });
      radio.checked = kind === "amount";
      return { kind, radio, label: h("span"), box: null };
    });
    for (const kind of this.kinds) kind.box = h("label.kind", {}, kind.radio, kind.label);
    this.hint = h("p.hint", { id: "hint" });
    this.submit = h("button.secondary", { type: "submit", "data-test": "bid-submit" });
    this.form = h("form", { onsubmit: (event) => this.#submit(event) },
      h("label.field", { for: "amount" }, this.label), this.input, this.hint,
      h("div.kinds", {}, ...this.kinds.map((kind) => kind.box)), this.submit);
    this.input.addEventListener("input", () => this.#hint(false));
    aside.append(h("div.card.bidbox", {}, this.standing, this.note, this.button, this.form));
  }

  show(lot) {
    this.lot = lot;
    if (!lot) return;
    const bid = this.store.bids.get(lot.lot);
    const amount = (value) => money(value, lot.terms.currency, lang());
    const place = standing(lot, this.store.welcome.paddle, bid);
    this.standing.dataset.standing = place ?? "none";
    say(this.standing, word(`standing_${place ?? "none"}`, amount(lot.mine?.amount)));
    say(this.note, this.#note(lot, bid, amount));
    const sealed = Boolean(lot.terms.rounds[0].format.sealed);
    const live = lot.phase === "open" || lot.phase === "closing";
    const busy = bid?.state === "sent" || bid?.state === "unknown";
    this.button.hidden = sealed;
    this.button.disabled = !live || busy || place?.startsWith("leading") || this.store.badge === "refused";
    say(this.button, word("bid_asking", amount(lot.asking)));
    this.form.hidden = lot.phase === "closed" || lot.phase === "opened";
    this.submit.disabled = !live || busy;
    say(this.label, word(sealed ? "envelope" : "other_amount"));
    say(this.submit, word(sealed ? "send_envelope" : "send"));
    for (const { kind, label, box } of this.kinds) {
      say(label, word(`kind_${kind}`));
      box.hidden = sealed;
    }
    this.#hint(false);
  }

  #note(lot, bid, amount) {
    const me = this.store.me;
    if (!me) return word("not_admitted");
    if (!me.deposit_confirmed) return word("no_deposit");
    if (bid?.error) return refusal(bid.error, lot.terms.currency);
    if (lot.mine?.maximum && lot.phase !== "closed") return word("my_maximum", amount(lot.mine.maximum));
    return bid?.state === "recorded" ? word("recorded") : "";
  }

  /** The button bids what it shows. A second tap on the same breath is not a second bid. */
  #bidAsking() {
    const now = performance.now();
    if (now - (this.tapped ?? -Infinity) < DOUBLE_TAP_MS) return;
    this.tapped = now;
    this.bids.send(this.lot.lot, { asking_at_most: this.lot.asking });
  }

  #submit(event) {
    event.preventDefault();
    const { terms, asking, lot } = this.lot;
    const typed = parse(this.input.value, terms.currency);
    if (typed === null) return this.#hint(true);
    const sealed = Boolean(terms.rounds[0].format.sealed);
    const chosen = this.kinds.find(({ radio }) => radio.checked).kind;
    const kind = sealed ? "amount" : chosen;
    const whole = (text) => BigInt(text.split(".")[0]);
    const amount = (value) => money(value, terms.currency, lang());
    const far = !sealed && kind === "amount" && asking && whole(typed) >= FAR_ABOVE * whole(asking);
    if (far && !confirm(word("far_above", amount(typed), amount(asking)))) return undefined;
    this.input.value = "";
    this.bids.send(lot, { [kind]: typed });
    return undefined;
  }

  /** Shows what a typed amount is understood as, while it is typed. */
  #hint(insist) {
    const typed = this.input.value.trim();
    const value = parse(typed, this.lot.terms.currency);
    const unclear = value === null && typed !== "" && insist;
    this.input.toggleAttribute("aria-invalid", unclear || (insist && typed === ""));
    const understood = value ? `= ${money(value, this.lot.terms.currency, lang())}` : word("amount_hint");
    say(this.hint, insist && value === null ? word("amount_unclear") : understood);
  }
}
