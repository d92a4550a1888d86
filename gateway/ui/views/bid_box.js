// The bid box: my standing, the one large button, and a field for another amount or an envelope.

import { h, include, view } from "../element.js";
import { isSealed } from "../lot.js";
import { money } from "../format.js";
import { language, t } from "../words.js";
import { askingButton } from "./asking_button.js";
import { envelopeForm } from "./envelope_form.js";
import { offerForm } from "./offer_form.js";
import { standingCard } from "./standing_card.js";

/**
 * @param {import("./page.js").Page} page
 * @param {() => import("../store.js").Lot} lot
 */
export function bidBox(page, lot) {
  const isOver = () => lot().phase === "closed" || lot().phase === "opened";
  const limit = () => {
    const most = page.store.me?.limit;
    return most ? t("my_limit", { limit: money(most, lot().terms.currency, language()) }) : "";
  };
  const offers = () =>
    isSealed(lot()) ? [envelopeForm(page, lot)] : [askingButton(page, lot), offerForm(page, lot)];
  return view(() =>
    h(
      "aside.side.bid-box",
      { "aria-label": () => t("bid") },
      include(standingCard(page, lot)),
      h("div.offers", { hidden: isOver }, ...offers().map(include)),
      h("p.quiet.limit", { hidden: () => isOver() || limit() === "" }, limit),
    ),
  );
}
