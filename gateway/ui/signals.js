// What can be heard and felt: that I lead, am outbid, won, or that a lot of mine is about to end.

import { isTakingBids } from "./lot.js";
import { standing } from "./standing.js";

const LAST_CALL_MS = 30000;
const WATCH_MS = 1000;

/** @typedef {"sound" | "vibration"} Kind */
/** @typedef {{tones: number[], beats: number[]}} Signal tones in Hz, beats and pauses in ms */

/** @type {Record<string, Signal>} */
const SIGNALS = {
  leading: { tones: [523, 784], beats: [60] },
  outbid: { tones: [440, 330, 330], beats: [180, 90, 180] },
  won: { tones: [523, 659, 784, 1047], beats: [90, 60, 90, 60, 240] },
  bad: { tones: [262, 220], beats: [320] },
  ending: { tones: [880, 880], beats: [60, 120, 60] },
};
/** Which standing calls for which signal; the others come quietly. @type {Record<string, string>} */
const OF_STANDING = {
  leading: "leading",
  leading_reserve_not_met: "leading",
  outbid: "outbid",
  side_behind: "outbid",
  turn_mine: "ending",
  won: "won",
  won_units: "won",
  not_won: "bad",
  struck: "bad",
  disqualified: "bad",
  lot_withdrawn: "bad",
};
const TONE_S = 0.13;
const VOLUME = 0.12;

/** Sounds and vibrations of this page, each of which its reader can switch off for good. */
export class Signals {
  /** @type {Map<number, string>} my standing on each lot that I have bid on */
  #known = new Map();
  /** @type {Map<number, string>} the deadline of each lot whose end was signalled */
  #ending = new Map();
  /** @type {AudioContext | null} */
  #audio = null;

  /**
   * @param {import("./store.js").Store} store
   * @param {import("./bids.js").Bids} bids
   * @param {import("../../clients/js/gavel.js").ServerClock} clock
   */
  constructor(store, bids, clock) {
    this.store = store;
    this.bids = bids;
    this.clock = clock;
    // A browser lets a page be heard once somebody has touched it.
    addEventListener("pointerdown", () => this.#wake(), { passive: true });
    addEventListener("keydown", () => this.#wake(), { passive: true });
    setInterval(() => this.#watch(), WATCH_MS);
  }

  /** Whether this device can vibrate at all. */
  get canVibrate() {
    return typeof navigator.vibrate === "function";
  }

  /** @param {Kind} kind */
  isOn(kind) {
    return localStorage.getItem(`gavel.${kind}`) !== "off";
  }

  /**
   * Switches one on or off, and lets it be heard or felt once where it is on now.
   * @param {Kind} kind
   */
  toggle(kind) {
    localStorage.setItem(`gavel.${kind}`, this.isOn(kind) ? "off" : "on");
    if (this.isOn(kind)) this.#give(SIGNALS.leading, [kind]);
  }

  /** Signals every change of my standing on the lots that I have bid on. */
  follow() {
    for (const lot of this.store.lots.values()) {
      if (!lot.mine && !this.bids.latest(lot.lot)) continue;
      const { name } = standing(lot, this.store, this.bids);
      const known = this.#known.get(lot.lot);
      this.#known.set(lot.lot, name);
      const signal = OF_STANDING[name];
      const isNews = known !== undefined && known !== name && OF_STANDING[known] !== signal;
      if (isNews && signal) this.#give(SIGNALS[signal]);
    }
  }

  /** A lot of mine that is about to end is signalled once per deadline. */
  #watch() {
    for (const [number] of this.#known) {
      const lot = this.store.lots.get(number);
      if (!lot?.closes_at || !isTakingBids(lot) || this.#ending.get(number) === lot.closes_at) continue;
      const left = Date.parse(lot.closes_at) - this.clock.now();
      if (left <= 0 || LAST_CALL_MS < left) continue;
      this.#ending.set(number, lot.closes_at);
      this.#give(SIGNALS.ending);
    }
  }

  #give(/** @type {Signal} */ { tones, beats }, kinds = ["sound", "vibration"]) {
    const isTouched = navigator.userActivation?.hasBeenActive ?? true;
    const vibrates = this.canVibrate && isTouched && this.isOn("vibration");
    if (kinds.includes("vibration") && vibrates) {
      navigator.vibrate(beats);
    }
    if (kinds.includes("sound") && this.isOn("sound")) this.#play(tones);
  }

  #wake() {
    this.#audio ??= new AudioContext();
    if (this.#audio.state === "suspended") this.#audio.resume().catch(() => {});
  }

  #play(/** @type {number[]} */ tones) {
    const audio = this.#audio;
    if (audio?.state !== "running") return;
    tones.forEach((tone, place) => {
      const begin = audio.currentTime + place * TONE_S;
      const gain = new GainNode(audio, { gain: VOLUME });
      gain.gain.exponentialRampToValueAtTime(0.001, begin + TONE_S);
      const oscillator = new OscillatorNode(audio, { frequency: tone, type: "triangle" });
      oscillator.connect(gain).connect(audio.destination);
      oscillator.start(begin);
      oscillator.stop(begin + TONE_S);
    });
  }
}
