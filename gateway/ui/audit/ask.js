// What an auditor asks the house for, over HTTP.

/** The house's no: `status` says of which kind, the message is its own sentence. */
export class Refused extends Error {
  /**
   * @param {number} status 0 where no answer came
   * @param {string} sentence
   */
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

/**
 * @param {import("./links.js").Link} link
 * @param {string} what below the session's address: `entries`, `state`, `pack`, `minutes`
 * @param {Record<string, string | number>} [params]
 * @returns {Promise<Response>} rejects with `Refused`
 */
export async function ask({ session, token }, what, params = {}) {
  const query = new URLSearchParams(
    Object.entries(params).map(([key, value]) => [key, `${value}`]),
  );
  const address = `/audit/${encodeURIComponent(session)}/${what}?${query}`;
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(address, { headers }).catch((error) => {
    throw new Refused(0, String(error));
  });
  if (!answer.ok) throw new Refused(answer.status, await answer.text());
  return answer;
}
