// The words of the hall screen in English.

/** @type {Record<string, string>} */
export const words = {
  hall_server_time: "Server time",
  hall_full: "Full screen",
  hall_leader: "Leading",
  hall_price_sold: "Hammer price",
  hall_no_lots: "No lot has been published yet. It will appear here by itself.",
  hall_over: "All lots have ended",
  hall_lot_title: "Lot {lot} · {title}",
  hall_ticker: "What happens in the session",
  hall_to_front: "See the sessions of this house",
  hall_stop_1006:
    "This house shows its sessions to nobody without a link. Ask the exchange for a link to watch.",
  hall_stop_1008: "There is no session here that is called “{session}”.",
  hall_stop_other: "The server ended this connection for good. Load the page again.",
  ticker_lot_published: "Lot {lot} published: {title}",
  ticker_lot_opened: "Lot {lot} opened",
  ticker_price_changed: "Lot {lot}: {price}, paddle {paddle}",
  ticker_sides_changed: "Lot {lot}: the side ahead is at {price}",
  ticker_asking_stepped: "Lot {lot}: down to {price}",
  ticker_turn_began: "Lot {lot}: the turn of paddle {paddle}",
  ticker_deadline_moved: "Lot {lot}: extended to {time}",
  ticker_lot_paused: "Lot {lot} paused: {reason}",
  ticker_lot_resumed: "Lot {lot} goes on",
  ticker_called: "Lot {lot}: {call}",
  ticker_round_ended: "Lot {lot}: round over",
  ticker_envelopes_opened: "Lot {lot}: envelopes opened: {count}",
  ticker_bidder_disqualified: "Lot {lot}: paddle {paddle} disqualified: {reason}",
  ticker_bid_withdrawn: "Lot {lot}: paddle {paddle} withdrew",
  ticker_bid_voided: "Lot {lot}: the bid of paddle {paddle} struck: {reason}",
  ticker_lot_closed: "Lot {lot}: {result}",
};
