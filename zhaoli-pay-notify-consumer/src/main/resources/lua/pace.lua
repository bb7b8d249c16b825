-- Takes calls from endpoints' buckets, each of which holds a second's worth of calls.
-- KEYS: buckets. ARGV: 1 where the calls waited in line, 0 where they are new; for how many ms the
-- line stands after somebody was in it; then for each bucket its calls per second, and how many
-- are wanted.
-- Answers for each: how many may be made now, and how many thousandths of a call are left.
local in_line = ARGV[1] == '1'
local line_ms = tonumber(ARGV[2])
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local answer = {}

for i, key in ipairs(KEYS) do
  local per_second = tonumber(ARGV[2 * i + 1])
  local wanted = tonumber(ARGV[2 * i + 2])

  local bucket = redis.call('HMGET', key, 'calls', 'at', 'line')
  local calls = tonumber(bucket[1]) or per_second
  -- The clock may be set back: then nothing is refilled, and nothing taken away.
  local elapsed = math.max(0, now - (tonumber(bucket[2]) or now))
  -- At one call a second the poller comes too late for each as it falls due.
  calls = math.min(math.max(per_second, 1.5), calls + elapsed * per_second)

  -- As long as somebody waits, who is new gets only what those leave over: half a bucket is theirs.
  -- Nothing at all would make everybody wait for ever, since who is refused stands in line, too.
  local line = math.min(tonumber(bucket[3]) or 0, now + line_ms / 1000)
  local free = calls
  if not in_line and line > now then
    free = calls - per_second / 2
  end
  local granted = math.max(0, math.min(wanted, math.floor(free)))
  if in_line or granted < wanted then
    line = now + line_ms / 1000
  end
  calls = calls - granted

  -- '%.17g' keeps what Lua's tostring would round away: the time has 16 digits.
  redis.call('HSET', key, 'calls', string.format('%.17g', calls), 'at', string.format('%.17g', now),
    'line', string.format('%.17g', line))
  redis.call('PEXPIRE', key, 3000 + line_ms)
  answer[2 * i - 1] = granted
  answer[2 * i] = math.floor(calls * 1000)
end
return answer
