// The chosen lot: price, asking price, countdown, result, history.

import { chart } from "./chart.js";
import { h, say } from "./dom.js";
import { clock, money } from "./format.js";
import { lang, text, word } from "./words.js";

/** The lot's room. Built once, then told what changed, so that nothing flickers or is read twice. */
export class Room {
  constructor(section, story) {
    Object.assign(this, { section, story });
    this.title = h("h2");
    this.number = h("p.eyebrow");
    this.summary = h("p.summary");
    this.state = h("p.state");
    this.price = figure("price", { "data-test": "price", "aria-live": "polite" });
    this.asking = figure("asking", { "data-test": "asking" });
    this.countdown = figure("countdown", { "data-test": "countdown", role: "timer" });
    this.leader = h("p.leader", { "data-test": "leader" });
    this.price.box.append(this.leader);
    this.result = h("p.result", { role: "status", "data-test": "result" });
    this.calls = h("ol.calls", { "aria-live": "assertive" });
    section.append(
      h("div.heading", {}, this.number, this.title, this.summary),
      this.result,
      h("div.figures", {}, ...[this.price, this.asking, this.countdown].map((f) => f.box)),
      this.calls,
      this.state,
    );
  }

  /** @param {object|undefined} lot */
  show(lot) {
    this.section.hidden = !lot;
    if (!lot) return;
    const amount = (value) => money(value, lot.terms.currency, lang());
    const sealed = Boolean(lot.terms.rounds[0].format.sealed);
    say(this.number, `${word("lot", lot.lot)} · ${word(`phase_${lot.phase}`)} · ${word(lot.terms.direction ?? "forward")}`);
    say(this.title, text(lot.terms.title));
    say(this.summary, text(lot.terms.summary));
    const sold = lot.result?.sold;
    this.price.set(word(lot.phase === "closed" ? "final_price" : "price"), amount(sold?.price ?? lot.price));
    this.price.box.hidden = sealed && !sold;
    const ceiling = lot.terms.rounds[0].format.sealed?.ceiling;
    if (sealed) this.asking.set(word(ceiling ? "ceiling" : "opening"), amount(ceiling ?? lot.terms.opening));
    else this.asking.set(word(lot.price ? "asking" : "opening"), amount(lot.asking));
    this.asking.box.hidden = lot.phase === "closed";
    this.#showTime(lot);
    say(this.leader, lot.leader ? `${word("leader")}: ${word("paddle", lot.leader)}` : "");
    this.leader.hidden = sealed || lot.phase === "closed";
    this.#showState(lot, amount);
    say(this.result, lot.result ? outcome(lot.result, amount) : "");
    this.result.hidden = !lot.result;
    this.#showCalls(lot);
    this.story.replaceChildren(...story(lot, amount, sealed));
  }

  #showTime(lot) {
    const box = this.countdown.value;
    const ticking = lot.phase === "open" && lot.closes_at;
    box.toggleAttribute("data-countdown", Boolean(ticking));
    if (ticking) box.dataset.countdown = lot.closes_at;
    const label = ["opened", "closed"].includes(lot.phase) ? "closed_at" : "closes_in";
    const still = label === "closed_at" ? clock(lot.closes_at, lang()) : waiting(lot);
    this.countdown.set(word(label), ticking ? box.textContent : still);
  }

  #showState(lot, amount) {
    const parts = [];
    if (lot.phase === "paused") parts.push(word("paused", lot.pause_reason), word("time_kept"));
    if (lot.reserve !== "none" && lot.phase !== "closed") parts.push(word(`reserve_${lot.reserve}`));
    if (lot.reserve_amount) parts.push(word("reserve_secret", amount(lot.reserve_amount)));
    say(this.state, parts.join(" · "));
    this.state.dataset.reserve = lot.reserve;
  }

  #showCalls(lot) {
    const byHammer = lot.terms.rounds[0].pace === "hammer";
    this.calls.hidden = !byHammer || lot.phase === "closed";
    const made = [1, 2, 3].map((n) => h("li", { class: n <= lot.calls ? "made" : null }, word("calls", n)));
    if (this.shown !== `${lot.lot}/${lot.calls}/${lang()}`) this.calls.replaceChildren(...made);
    this.shown = `${lot.lot}/${lot.calls}/${lang()}`;
  }
}

function figure(name, attributes) {
  const label = h("dt");
  const value = h("dd", attributes);
  const box = h(`dl.figure.${name}`, {}, label, value);
  const set = (title, shown) => {
    say(label, title);
    say(value, shown);
  };
  return { box, value, set };
}

function waiting(lot) {
  if (lot.terms.rounds[0].pace === "hammer") return word("no_deadline");
  if (lot.phase === "paused") return word("phase_paused");
  return lot.phase === "open" ? word("clock_waits") : "—";
}

function outcome(result, amount) {
  if (result.sold) return word("result_sold", result.sold.paddle, amount(result.sold.price));
  if (result.withdrawn) return word("result_withdrawn", result.withdrawn.reason);
  return word(`result_${result}`);
}

function story(lot, amount, sealed) {
  if (sealed) {
    if (!lot.envelopes) return [h("p.quiet", {}, word("sealed_secret"))];
    return [h("h3", {}, word("envelopes")), envelopes(lot.envelopes, amount)];
  }
  if (!lot.history.length) return [h("p.quiet", {}, word("no_history"))];
  return [h("h3", {}, word("history")), chart(lot.history, word("history")), history(lot.history, amount)];
}

function history(points, amount) {
  const rows = [...points].reverse().map((point) =>
    h("tr", {}, h("td", {}, clock(point.at, lang())), h("td", {}, word("paddle", point.bidder)),
      h("td", {}, amount(point.price)), h("td", {}, word("paddle", point.leader))));
  return table("history", ["at", "who_bid", "price", "leader"], rows);
}

function envelopes(opened, amount) {
  const rows = opened.map((envelope) =>
    h("tr", { class: envelope.fault ? "void" : null }, h("td", {}, word("paddle", envelope.paddle)),
      h("td", {}, amount(envelope.amount)), h("td", {}, envelope.fault ? word(`fault_${envelope.fault}`) : "")));
  return table("envelopes", ["who_bid", "price", ""], rows);
}

function table(name, heads, rows) {
  const head = h("tr", {}, ...heads.map((key) => h("th", { scope: "col" }, key && word(key))));
  return h("div.scroll", {}, h("table", { "data-test": name }, h("thead", {}, head), h("tbody", {}, ...rows)));
}
