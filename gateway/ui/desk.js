// The desk: what the auctioneer may do now, and the roster. What is impossible cannot be pressed.

import { ask } from "./dialog.js";
import { h, say } from "./dom.js";
import { money, parse } from "./format.js";
import { refusal } from "./refusals.js";
import { lang, word } from "./words.js";

/** What each button needs of the lot, and what it asks. */
const ACTS = {
  open: { when: (lot) => lot.phase === "published", params: () => ({}) },
  call: {
    when: (lot) => live(lot) && byHammer(lot) && lot.calls < 3,
    params: (lot) => ({ call: lot.calls + 1 }),
  },
  hammer: {
    when: (lot) => (live(lot) && byHammer(lot) && lot.calls === 3) || lot.phase === "opened",
    sure: "really_hammer",
    params: () => ({}),
  },
  pause: { when: live, reason: true },
  resume: { when: (lot) => lot.phase === "paused", params: () => ({}) },
  pass: {
    when: (lot) => (live(lot) && byHammer(lot)) || lot.phase === "opened",
    sure: "really_pass",
    params: () => ({}),
  },
  withdraw: { when: (lot) => lot.phase !== "closed", reason: true },
  disqualify: { when: (lot) => lot.phase !== "closed", reason: true, paddle: true },
};

function live(lot) {
  return lot.phase === "open" || lot.phase === "closing";
}

function byHammer(lot) {
  return lot.terms.rounds[0].pace === "hammer";
}

/** The desk of the chosen lot, and the roster. */
export class Desk {
  constructor(aside, store, connection) {
    Object.assign(this, { store, connection });
    this.heading = h("h2");
    this.note = h("p.note", { role: "alert", "data-test": "desk-note" });
    this.buttons = Object.keys(ACTS).map((act) => {
      const props = { type: "button", "data-test": `desk-${act}`, onclick: () => this.#act(act) };
      return { act, button: h("button.act", { ...props, "data-act": act }) };
    });
    this.acts = h("div.acts", {}, ...this.buttons.map(({ button }) => button));
    this.rosterHeading = h("h2");
    this.roster = h("ul.roster", { "data-test": "roster" });
    this.admit = h("button.secondary", { type: "button", "data-test": "desk-admit", onclick: () => this.#admit() });
    aside.append(
      h("div.card.desk", {}, this.heading, this.acts, this.note),
      h("div.card", {}, this.rosterHeading, this.roster, this.admit),
    );
  }

  show(lot) {
    const role = this.store.welcome.role;
    this.lot = lot;
    say(this.heading, lot ? `${word("desk")} · ${word("lot", lot.lot)}` : word("desk"));
    this.acts.hidden = role !== "auctioneer" || !lot;
    for (const { act, button } of lot ? this.buttons : []) {
      button.disabled = !ACTS[act].when(lot);
      say(button, word(act, Math.min(lot.calls + 1, 3)));
    }
    say(this.rosterHeading, `${word("roster")} (${this.store.roster?.length ?? 0})`);
    this.roster.replaceChildren(...(this.store.roster ?? []).map((member) => this.#member(member)));
    say(this.admit, word("admit"));
    this.admit.hidden = role === "auditor";
  }

  #member(member) {
    const state = word(member.deposit_confirmed ? "deposit_ok" : "deposit_missing");
    const limit = member.limit ? ` · ${money(member.limit, { code: "" }, lang())}` : "";
    const confirm = () => this.#send("confirm_deposit", { paddle: member.paddle });
    const button = member.deposit_confirmed || this.store.welcome.role === "auditor"
      ? null
      : h("button.small", { type: "button", onclick: confirm }, word("confirm_deposit"));
    return h("li", {}, h("b", {}, word("paddle", member.paddle)), h("span.quiet", {}, state + limit), button);
  }

  async #act(act) {
    const { lot } = this.lot;
    const { reason, paddle, sure, params } = ACTS[act];
    let filled = params?.(this.lot) ?? {};
    if (reason || sure) {
      const fields = [paddle && ["paddle", "paddle_number"], reason && ["reason", "reason"]].filter(Boolean);
      const answer = await ask(sure ? word(sure, lot) : word(act), fields);
      if (!answer) return;
      filled = { ...answer, ...(answer.paddle ? { paddle: Number(answer.paddle) } : {}) };
    }
    const error = await this.#send(act, { lot, ...filled });
    if (error?.code === 2115) await this.#draw(lot, error.data.paddles);
  }

  async #draw(lot, paddles) {
    const answer = await ask(word("draw"), [], paddles.map((paddle) => [String(paddle), word("paddle", paddle)]));
    if (answer) await this.#send("hammer", { lot, drawn: Number(answer.choice) });
  }

  async #admit() {
    const answer = await ask(word("admit"), [["paddle", "paddle_number"], ["limit", "limit", true]]);
    if (!answer) return;
    const limit = answer.limit ? parse(answer.limit, { decimals: 0 }) : null;
    if (answer.limit && !limit) return say(this.note, word("amount_unclear"));
    await this.#send("admit", { paddle: Number(answer.paddle), ...(limit ? { limit } : {}) });
  }

  /** Asks; shows a refusal, and returns it. */
  async #send(method, params) {
    say(this.note, "");
    try {
      const { error } = await this.connection.ask(method, params);
      const currency = this.lot?.terms.currency ?? { code: "", decimals: 0 };
      if (error) say(this.note, refusal(error, currency));
      return error;
    } catch {
      say(this.note, word("badge_reconnecting"));
      return null;
    }
  }
}
