-- Refuses a nonce that was used, then takes one token from the app's bucket; neither when the app's
-- credentials are not those that the signature was checked by. Only a request that is admitted uses
-- its nonce up: refused ones would fill Redis, and could not be sent again.
-- KEYS: nonce, bucket, version of the credentials. ARGV: seconds to keep the nonce, tokens per
-- second, size of the bucket, version that the signature was checked by.
-- Answers 0: admitted, -1: the nonce was used before, n > 0: too fast, come back in n seconds,
-- n < -1: the credentials have version -2 - n now.
local version = redis.call('GET', KEYS[3]) or '0'
if version ~= ARGV[4] then
  return -2 - tonumber(version)
end

if redis.call('EXISTS', KEYS[1]) == 1 then
  return -1
end

local per_second = tonumber(ARGV[2])
local burst = tonumber(ARGV[3])
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000

local bucket = redis.call('HMGET', KEYS[2], 'tokens', 'at')
local tokens = tonumber(bucket[1]) or burst
-- The clock may be set back: then nothing is refilled, and nothing taken away.
local elapsed = math.max(0, now - (tonumber(bucket[2]) or now))
tokens = math.min(burst, tokens + elapsed * per_second)

local wait = 0
if tokens >= 1 then
  tokens = tokens - 1
  redis.call('SET', KEYS[1], '1', 'EX', ARGV[1])
else
  wait = math.max(1, math.ceil((1 - tokens) / per_second))
end

-- '%.17g' keeps what Lua's tostring would round away: the time has 16 digits.
redis.call('HSET', KEYS[2], 'tokens', string.format('%.17g', tokens), 'at', string.format('%.17g', now))
-- A bucket that would be full again need not be remembered.
redis.call('EXPIRE', KEYS[2], math.ceil(burst / per_second) + 1)
return wait
