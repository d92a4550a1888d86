// What can be wrong with terms, in English, by the fault's name: for whoever publishes a lot.

/** @type {Record<string, (given: any) => string>} */
export const termsFaultsEn = {
  title: () => "the title has 1 to 200 characters in each language",
  summary: () => "the description has at most 4,000 characters in each language",
  currency: () => "a currency has a code of 1 to 8 characters and 0 to 4 decimals",
  amount: () => "an amount has more digits than the currency, or is beyond any bid",
  rounds: () => "a lot has 1 to 16 rounds, each held 1 to 100 times",
  quantity: () =>
    "a quantity lies between 1 and 1,000,000,000; several units need a round for them",
  no_opening: () => "an English, Dutch or exclusive round needs an opening price",
  increment_table: () =>
    "increment bands: 1 to 32, the first without a beginning, each next higher",
  increment_percentage: () => "an increment lies between 0.01 and 1,000 %",
  max_jump: () => "a maximum jump is at least one step",
  until_left: () => "a round lasts until 1 or more bidders are left",
  soft_close: () => "a soft close needs a timed round, a window and an extension",
  soft_close_cap: () => "a cap is at least one move, or a time after the closing time",
  floor_above_ceiling: () => "the floor lies above the ceiling",
  opening_out_of_reach: () => "no envelope can reach the opening price between floor and ceiling",
  rights: () => "rights have a territory, a field and a term, in each language",
  documents: () =>
    "a lot has at most 20 documents, each with a title in both languages and an https:// address",
  grid_without_opening: () => "a grid needs an opening price to count from",
  off_grid: () => "with a grid, the reserve and every step are whole steps of it",
  sealed_pace: () => "a sealed round needs a deadline that does not wait for a first bid",
  stepped_pace: () => "Dutch rounds and rounds in turns go by steps, and no other round does",
  second_price_alone: () => "a second price needs a reserve or an opening price",
  units: () => "a round for several units takes 1 to 20 rows a bidder and a cap of at least 1",
  whole_pro_rata: () => "units that are served whole cannot be shared by quantity",
  highest_losing_alone: () => "the highest losing price needs a reserve or an opening price",
  exclusive: () => "an exclusive round sells, against 2 or more shared licences",
  dutch_prices: () =>
    "Dutch prices go from the opening price to the last in 1 to 10,000 whole steps",
  dutch_first: () => "a Dutch round comes first and is held once",
  turns_first: () => "turns are taken by the bidders of a round before",
  only_round: () => "a second price, several units and exclusive or shared take the only round",
  open_to: () => "the first round is open to everybody, a later one by the rounds before it",
  opens_in_order: () => "only the first round opens at a time; a later one so long after",
  closes_too_early: () => "the closing time lies after the opening time and in the future",
  duration: () => "a duration lies between one millisecond and a year",
  reserve: () => "the reserve is at least as good for the seller as the opening price",
  provisional: () => "a seller's answer needs a reserve and a time up to a year",
  forecast: () => "a forecast has 1 to 50 years, the same for every base, each base once",
  royalty_format: () => "royalties are bid in English and sealed rounds of one unit",
  consent: () => "the seller's consent names its document",
  profile_format: () => "the profile admits English, sealed and Dutch rounds only",
  profile_direction: () => "the profile admits sales only, no orders",
  profile_structure: () => "the profile admits one unit at the winner's own plain price",
  profile_hybrid: () =>
    "the profile admits rounds of one format, and a continuation among the tied",
  profile_deposit: () => "the profile asks for a deposit of 5 to 20 % of the opening price (L39)",
  profile_single_bidder: () =>
    "the profile sells to a single bidder only with the seller's written consent (L49)",
};
