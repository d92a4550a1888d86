// A text that runs by itself, such as a countdown: `<running-text>` asks for it ten times a second,
// while anybody can see it.

const PERIOD_MS = 100;

/** @type {Set<RunningText>} those on the page that may be in sight */
const inSight = new Set();
const watch = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!(target instanceof RunningText) || !target.isConnected) continue;
    // An empty text has no place where it could be seen, and runs on until it has words.
    if (isIntersecting || target.textContent === "") inSight.add(target.show());
    else inSight.delete(target);
  }
});
setInterval(() => inSight.forEach((text) => text.show()), PERIOD_MS);

class RunningText extends HTMLElement {
  /** @type {() => {text: string, isHurried: boolean}} */
  ask = () => ({ text: "", isHurried: false });

  connectedCallback() {
    inSight.add(this.show());
    watch.observe(this);
  }

  disconnectedCallback() {
    watch.unobserve(this);
    inSight.delete(this);
  }

  /** Shows what it says now. */
  show() {
    const { text, isHurried } = this.ask();
    if (text !== this.textContent) this.replaceChildren(text);
    this.classList.toggle("hurried", isHurried);
    return this;
  }
}

customElements.define("running-text", RunningText);
