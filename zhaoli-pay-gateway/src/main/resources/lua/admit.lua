-- Refuses a nonce that was used, then takes the app's turn in its rate; neither when the app's
-- credentials are not those that the signature was checked by. Only a request that is admitted uses
-- its nonce up: refused ones would fill Redis, and could not be sent again.
--
-- The rate is kept as the moment, in microseconds, at which the app's bucket is full again (the
-- generic cell rate algorithm): one string is read and written where tokens and their time would be
-- two fields and an expiry. Each command costs, so what can be read is read at once.
--
-- KEYS: nonce, rate, version of the credentials. ARGV: seconds to keep the nonce, requests per
-- second, size of the bucket, version that the signature was checked by.
-- Answers 0: admitted, -1: the nonce was used before, n > 0: too fast, come back in n seconds,
-- n < -1: the credentials have version -2 - n now.
local known = redis.call('MGET', KEYS[1], KEYS[2], KEYS[3])
local version = known[3] or '0'
if version ~= ARGV[4] then
  return -2 - tonumber(version)
end

if known[1] then
  return -1
end

local turn = 1000000 / ARGV[2]
local burst = turn * ARGV[3]
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local full = tonumber(known[2]) or now
-- A clock that was set back, or a bucket made smaller, takes away no more than the bucket.
local kept = math.min(math.max(full, now), now + burst)
local taken = kept + turn
local wait = 0
if taken > now + burst then
  wait = math.max(1, math.ceil((taken - now - burst) / 1000000))
else
  kept = taken
  redis.call('SET', KEYS[1], '', 'EX', ARGV[1])
end

-- Refused ones write nothing, but for what the clock took back. A bucket that would be full again
-- need not be remembered. '%.3f' keeps what Lua's tostring would round away.
if wait == 0 or kept < full then
  redis.call('SET', KEYS[2], string.format('%.3f', kept), 'EX', math.ceil(burst / 1000000) + 1)
end
return wait
