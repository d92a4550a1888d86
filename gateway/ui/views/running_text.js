// A text that runs by itself, such as a countdown: `<running-text>` asks for it ten times a second.

const PERIOD_MS = 100;

class RunningText extends HTMLElement {
  /** @type {() => {text: string, isHurried: boolean}} */
  ask = () => ({ text: "", isHurried: false });
  /** @type {any} */
  #timer = null;

  connectedCallback() {
    this.#show();
    this.#timer = setInterval(() => this.#show(), PERIOD_MS);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #show() {
    const { text, isHurried } = this.ask();
    if (text !== this.textContent) this.replaceChildren(text);
    this.classList.toggle("hurried", isHurried);
  }
}

customElements.define("running-text", RunningText);
