// When the page is refreshed: once for many changes, right before it is painted.

/** A page that nobody sees is not painted, and must be right all the same. */
const UNSEEN_MS = 50;

/**
 * @param {() => void} refresh
 * @returns {() => void} asks for a refresh
 */
export function coalesced(refresh) {
  let isDue = false;
  let frame = 0;
  let timer = 0;
  const now = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    isDue = false;
    refresh();
  };
  return () => {
    if (isDue) return;
    isDue = true;
    frame = requestAnimationFrame(now);
    timer = setTimeout(now, UNSEEN_MS);
  };
}
