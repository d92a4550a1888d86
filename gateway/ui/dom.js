// Builds elements: the one place where the page touches createElement.

/**
 * @param {string} tag  a tag name, with classes: "p.price"
 * @param {Object<string, any>} [props]  attributes; `onclick` and the like are listeners
 * @param {...(Node|string|null|undefined)} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Sets an element's text only where it changed, so that screen readers stay calm. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
