// Everything that a page says in Vietnamese; the desk has its own words beside.

import { vi } from "./vi.js";
import { endsVi } from "./ends_vi.js";
import { offersVi } from "./offers_vi.js";
import { receiptsVi } from "./receipts_vi.js";
import { termsVi } from "./terms_vi.js";

export { refusalsVi as refusals } from "./refusals_vi.js";

/** @type {Record<string, string>} */
export const words = { ...vi, ...termsVi, ...offersVi, ...endsVi, ...receiptsVi };
