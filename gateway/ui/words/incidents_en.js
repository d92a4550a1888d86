// What the page says of faults of the house and its lines, in English.

/** @type {Record<string, string>} */
export const incidentsEn = {
  pause_fault:
    "Paused by the house because of a fault: {cause}. Your time is given back when the lot goes on.",
  fault_journal_stalled: "the journal took too long to write",
  fault_house_stalled: "the server stood still",
  fault_bidders_vanished: "many bidders lost their connection at once",
  faults: "Faults",
  faults_note:
    "Open lots paused by themselves, from the time below on. Resume them when everybody is back.",
  fault_cause: "What happened",
  fault_since: "Since",
  fault_lots: "Lots",
  fault_reach: "Whom it reached",
  fault_entry: "Entry",
  fault_counts: "{vanished} vanished, {connected} connected, {bids} bids in flight",
  fault_names: "vanished: {vanished}; connected: {connected}; in flight: {bids}",
  fault_bid_turned_away: "paddle {paddle} on lot {lot}, turned away",
  fault_bid_waiting: "paddle {paddle} on lot {lot}, not decided yet",
  fault_bid_unanswered: "paddle {paddle} on lot {lot}, decided as entry {seq}",
};
