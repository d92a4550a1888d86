// What can be wrong with amounts, schedules and royalties, in English, by the fault's name.

/** @type {Record<string, (given: any) => string>} */
export const faultsEn = {
  empty: () => "nothing is filled in",
  not_a_number: () => "it is no number",
  not_positive: () => "an amount is above zero",
  too_many_digits: () => "it is more than any amount can be",
  wrong_scale: () => "it has more digits after the point than the currency",
  too_many_pairs: ({ most }) => `at most ${most} rows on this lot`,
  above_cap: ({ cap }) => `one bidder asks for at most ${cap} units on this lot`,
  share: () => "a share lies between 0.01 and 100 %",
  no_forecast: () => "the forecast of this lot does not say what that share is taken of",
  value: () => "its value today is nothing, or more than can be bid",
};
