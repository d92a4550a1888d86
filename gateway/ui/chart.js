// The price over time, as steps.

const [WIDTH, HEIGHT, PAD] = [600, 120, 6];

/** @param {{at: string, price: string}[]} history  oldest first */
export function chart(history, label) {
  const svg = make("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "chart", role: "img", "aria-label": label });
  if (history.length < 2) return svg;
  const times = history.map((point) => Date.parse(point.at));
  // For drawing alone a float will do.
  const prices = history.map((point) => Number(point.price));
  const x = scale(times, WIDTH);
  const y = scale(prices, HEIGHT);
  const points = history.map((_, i) => [x(times[i]), HEIGHT - y(prices[i])]);
  const steps = points.map(([px, py], i) => (i ? `H${px}V${py}` : `M${px},${py}`)).join("");
  const [lastX, lastY] = points[points.length - 1];
  svg.append(
    make("path", { d: `${steps}V${HEIGHT}H${points[0][0]}Z`, class: "area" }),
    make("path", { d: steps, class: "line" }),
    make("circle", { cx: lastX, cy: lastY, r: 4, class: "now" }),
  );
  return svg;
}

function scale(values, length) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return (value) => PAD + ((value - least) / (most - least || 1)) * (length - 2 * PAD);
}

function make(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
