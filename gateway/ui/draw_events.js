// The steps of a draw, as the server tells them: who committed, who revealed what, who was drawn.

/** @typedef {import("./store.js").Lot} Lot */
/** @typedef {import("./store.js").Draw} Draw */

/**
 * Takes a step of the draw on this lot.
 * @param {Lot} lot
 * @param {any} step one of `began`, `committed`, `commits_closed`, `revealed`, `drawn`
 */
export function takeDrawStep(lot, step) {
  const [[name, fields]] = Object.entries(step);
  if (name === "began") {
    const { paddles, commit_by } = fields;
    lot.phase = "drawing";
    lot.tied = [];
    lot.draw = { paddles, committed: [], revealed: [], until: commit_by, nonces: {} };
    return;
  }
  if (!lot.draw) return;
  lot.draw = { ...lot.draw, ...STEPS[name]?.(lot.draw, fields) };
  if (name === "drawn") lot.phase = "round_over";
}

/** @type {Record<string, (draw: Draw, step: any) => Partial<Draw>>} */
const STEPS = {
  committed: ({ committed }, { paddle }) => ({ committed: [...committed, paddle] }),
  commits_closed: (_draw, { head, reveal_by }) => ({ head, until: reveal_by }),
  revealed: ({ revealed, nonces }, { paddle, nonce }) => ({
    revealed: [...revealed, paddle],
    nonces: { ...nonces, [paddle]: nonce },
  }),
  drawn: (_draw, { seed, winner, missing = [] }) => ({ seed, winner, missing }),
};
