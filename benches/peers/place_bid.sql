-- One lot, and the bids on it: whoever bids takes the asking price, one after the other.
CREATE TABLE lot (id int PRIMARY KEY, price bigint NOT NULL, leader int, bids bigint NOT NULL)
    WITH (fillfactor = 10);
CREATE TABLE bid (lot int, number bigint, bidder int NOT NULL, price bigint NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (lot, number));
INSERT INTO lot VALUES (1, 100000000, NULL, 0);

CREATE FUNCTION place_bid(on_lot int, by_bidder int, at_most bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    hot lot%ROWTYPE;
BEGIN
    SELECT * INTO hot FROM lot WHERE id = on_lot FOR UPDATE;
    IF at_most <= hot.price THEN
        RETURN 0;
    END IF;
    INSERT INTO bid (lot, number, bidder, price)
        VALUES (on_lot, hot.bids + 1, by_bidder, hot.price + 1);
    UPDATE lot SET price = hot.price + 1, leader = by_bidder, bids = hot.bids + 1 WHERE id = on_lot;
    RETURN hot.bids + 1;
END $$;
