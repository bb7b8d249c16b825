-- Takes one call from an endpoint's bucket, which holds a second's worth of calls.
-- KEYS: bucket. ARGV: calls per second.
-- Answers 0: it may be called now, n > 0: not now, come back in n milliseconds.
local per_second = tonumber(ARGV[1])
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000

local bucket = redis.call('HMGET', KEYS[1], 'calls', 'at')
local calls = tonumber(bucket[1]) or per_second
-- The clock may be set back: then nothing is refilled, and nothing taken away.
local elapsed = math.max(0, now - (tonumber(bucket[2]) or now))
calls = math.min(per_second, calls + elapsed * per_second)

local wait = 0
if calls >= 1 then
  calls = calls - 1
else
  wait = math.max(1, math.ceil((1 - calls) * 1000 / per_second))
end

-- '%.17g' keeps what Lua's tostring would round away: the time has 16 digits.
redis.call('HSET', KEYS[1], 'calls', string.format('%.17g', calls), 'at', string.format('%.17g', now))
redis.call('EXPIRE', KEYS[1], 3)
return wait
