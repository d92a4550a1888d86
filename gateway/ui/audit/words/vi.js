// Everything that the auditor's page says in Vietnamese, beside what every page says.

import { words as checks } from "./checks_vi.js";
import { words as journal } from "./journal_vi.js";
import { words as page } from "./page_vi.js";

/** @type {Record<string, string>} */
export const words = { ...page, ...checks, ...journal };
