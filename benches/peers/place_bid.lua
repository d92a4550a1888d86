-- KEYS: the lot, its bids. ARGV: the bidder, and what he would pay at most. The number of the bid, or 0.
local kept = redis.call('HMGET', KEYS[1], 'price', 'bids')
local price, bids = tonumber(kept[1] or '100000000') + 1, tonumber(kept[2] or '0') + 1
if tonumber(ARGV[2]) < price then return 0 end
redis.call('RPUSH', KEYS[2], bids .. ':' .. ARGV[1] .. ':' .. price)
redis.call('HSET', KEYS[1], 'price', price, 'leader', ARGV[1], 'bids', bids)
return bids
