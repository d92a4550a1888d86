// The requests under way on one connection: each gets its answer, its refusal, or nothing.

const ANSWER_TIMEOUT_MS = 4000;

/** A refusal: an answer with the data to act on. */
export class Refusal extends Error {
  /** @param {{code: number, message: string, retryable: boolean, data: any}} error */
  constructor(error) {
    super(error.message);
    this.code = error.code;
    this.retryable = error.retryable;
    this.data = error.data ?? {};
  }
}

/** No answer came: nobody here knows what became of the request. */
export class NoAnswer extends Error {}

/** Numbers requests and hands each answer to the one who asked. */
export class Requests {
  #next = 1;
  /** @type {Map<number, {resolve: (result: any) => void, reject: (why: Error) => void, timer: any}>} */
  #open = new Map();

  /**
   * @param {string} method
   * @param {object | undefined} params
   * @param {(text: string) => void} send
   * @returns {Promise<any>}
   */
  ask(method, params, send) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#settle(id)?.reject(new NoAnswer()), ANSWER_TIMEOUT_MS);
      this.#open.set(id, { resolve, reject, timer });
      send(JSON.stringify({ id, method, params }));
    });
  }

  /** @param {{id: number, result?: any, error?: any}} answer */
  answered(answer) {
    const asked = this.#settle(answer.id);
    if (answer.error) asked?.reject(new Refusal(answer.error));
    else asked?.resolve(answer.result);
  }

  /** The connection ended: none of these will be answered. */
  abandon() {
    for (const id of [...this.#open.keys()]) this.#settle(id)?.reject(new NoAnswer());
  }

  #settle(/** @type {number} */ id) {
    const asked = this.#open.get(id);
    if (!asked) return null;
    clearTimeout(asked.timer);
    this.#open.delete(id);
    return asked;
  }
}
