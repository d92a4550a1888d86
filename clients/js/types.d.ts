// The types that gavel.js speaks of.

/** `live`: hello was answered and nothing is missing. `stopped`: it does not come back. */
export type LineState = "connecting" | "live" | "lost" | "stopped";

/** The answer to `hello`. `key` checks receipts: hold it against the one that was made public. */
export interface Welcome {
  session: string;
  role: string;
  paddle?: number;
  at: string;
  key?: string;
}

/** What one sequence did, as far as this reader may hear it. */
export interface Push {
  seq: number;
  prev: number;
  at: string;
  /** Where a lot came to another stage: what everybody must agree on. The client looks at it. */
  check?: string;
  events: object[];
}

/** What is asked with a bid: the lot, one kind of offer, what it depends on. Amounts are texts. */
export interface Asked {
  lot: number;
  amount?: string;
  maximum?: string;
  asking_at_most?: string;
  schedule?: { quantity: number; unit_price: string }[];
  royalty?: object;
  confirm_jump?: true;
  /** Refused at another price. */
  expected_price?: string;
  /** Refused when it is decided at that time or later. */
  valid_until?: string;
}

/** `unknown`: it was sent, no answer came, and it is being asked for. */
export interface SentBid {
  bid_id: string;
  asked: Asked;
  state: "sent" | "unknown" | "accepted" | "refused";
}

/** How a bid ended. `unknown` only where the line stopped for good: ask over another one. */
export type Outcome =
  | { verdict: "accepted"; bid_id: string; seq: number; at: string; receipt?: object }
  | { verdict: "refused"; bid_id: string; code: number; message: string; data: any }
  | { verdict: "unknown"; bid_id: string };

/** A bid that is not decided, and who waits for that. */
export interface OpenBid {
  sent: SentBid;
  isPursued: boolean;
  ended: Promise<Outcome>;
  end: (outcome: Outcome) => void;
}

export interface OpenRequest {
  resolve: (result: any) => void;
  reject: (why: Error) => void;
  timer: any;
}

/** What a client tells; leave out what you do not need. */
export interface Told {
  /** The line or the clock changed. */
  changed?: () => void;
  /** The line stands again and nothing is missing. */
  live?: () => void;
  /** All that is known begins anew from here; without a snapshot the session has not begun. */
  begun?: (seq: number, snapshot: any) => void;
  /** The next push: none comes twice, none is left out. */
  pushed?: (push: Push) => void;
  /** A bid changed its state; with the outcome once it is decided. */
  bid?: (bid: SentBid, outcome?: Outcome) => void;
}

export interface Options {
  /** `wss://auction.example/ws` */
  url: string | URL;
  /** The token from the invitation; or `session`. */
  token?: string;
  /** To listen to the room of this session without a token, where the house lets anybody. */
  session?: string;
  /** What comes with the answer to every bid; `plain` if left out. */
  receipts?: "plain" | "proven";
  /** Keeps bids without an answer over a restart: `sessionStorage`, or a file. */
  storage?: Pick<Storage, "getItem" | "setItem"> | null;
  /** For Node below 22, which has none of its own. */
  WebSocket?: typeof WebSocket;
  told?: Told;
}
