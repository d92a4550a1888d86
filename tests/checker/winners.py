"""Who won a lot, and at what price: English or sealed first price, in one round."""
from decimal import ROUND_UP, Decimal, getcontext

getcontext().prec = 60

class Lot:
    """A lot and the bids that stand; amounts bear a sign, so that the higher is the better."""

    def __init__(self, terms):
        (self.format, self.rules), = terms["rounds"][0]["format"].items()
        self.known = len(terms["rounds"]) == 1 and "times" not in terms["rounds"][0] and (
            self.format == "english" or self.format == "sealed" and "pricing" not in self.rules)
        self.sign = -1 if terms.get("direction") == "reverse" else 1
        self.unit = Decimal(1).scaleb(-terms["currency"]["decimals"])
        self.opening, self.reserve, self.bids = self.signed(terms.get("opening", 0)), None, []

    def signed(self, amount):
        return self.sign * Decimal(amount)

    def beyond(self, best):
        """The least bid beyond this one."""
        increment, price = self.rules["increment"], self.signed(best)
        if "table" in increment:
            bands = increment["table"]
            step = [band["step"] for band in bands if Decimal(band.get("from", 0)) <= price][-1]
        else:
            step = (price * increment["basis_points"] / 10000).quantize(self.unit, ROUND_UP)
        return self.signed(max(price + self.signed(step), self.unit))

    def english(self):
        leader = lead = second = None
        price = self.opening
        for paddle, _, amount, is_open in self.bids:
            if leader in (None, paddle):
                leader, lead = paddle, amount if lead is None else max(lead, amount)
            elif lead < amount:
                leader, lead, second = paddle, amount, lead
            else:
                second = amount if second is None else max(second, amount)
            if second is not None:
                price = max(price, min(self.beyond(second), lead))
            if is_open and leader == paddle:
                price = max(price, amount)
            if self.reserve is not None and self.reserve <= lead:
                price = max(price, self.reserve)
        return [(leader, price)]

    def sealed(self):
        best = max((amount for _, _, amount, _ in self.bids), default=None)
        return [(paddle, amount) for paddle, _, amount, _ in self.bids if amount == best]

    def fold(self, kind, event):
        """Takes an event up. 1 where it was a sale that came out the same here, or else 0."""
        if kind == "reserve_set":
            self.reserve = self.signed(event["reserve"])
        elif kind == "bid_accepted" and self.format == "english":
            amount = self.signed(event.get("amount") or event["maximum"])
            self.bids.append((event["paddle"], event["bid_id"], amount, "amount" in event))
        elif kind == "envelopes_opened":
            self.bids = [(bid["paddle"], bid["bid_id"], self.signed(bid["amount"]), True)
                         for bid in event["envelopes"] if "fault" not in bid]
        elif kind in ("bidder_disqualified", "bid_withdrawn"):
            self.bids = [bid for bid in self.bids if bid[0] != event["paddle"]]
        elif kind == "bid_voided":
            self.bids = [bid for bid in self.bids if bid[1] != event["bid_id"]]
        elif kind in ("increment_changed", "result_refused"):
            self.known = False
        elif kind == "lot_closed" and self.known and "sold" in event["result"]:
            sold, ours = event["result"]["sold"], getattr(self, self.format)()
            if (sold["paddle"], self.signed(sold["price"])) not in ours:
                raise ValueError(f"lot {event['lot']} was sold to {sold}, by its bids to {ours}")
            return 1
        return 0
