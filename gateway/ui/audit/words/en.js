// Everything that the auditor's page says in English, beside what every page says.

import { words as checks } from "./checks_en.js";
import { words as journal } from "./journal_en.js";
import { words as page } from "./page_en.js";

/** @type {Record<string, string>} */
export const words = { ...page, ...checks, ...journal };
