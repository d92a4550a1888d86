// Everything that a page says in English; the desk has its own words beside.

import { en } from "./en.js";
import { endsEn } from "./ends_en.js";
import { offersEn } from "./offers_en.js";
import { receiptsEn } from "./receipts_en.js";
import { termsEn } from "./terms_en.js";

export { refusalsEn as refusals } from "./refusals_en.js";

/** @type {Record<string, string>} */
export const words = { ...en, ...termsEn, ...offersEn, ...endsEn, ...receiptsEn };
