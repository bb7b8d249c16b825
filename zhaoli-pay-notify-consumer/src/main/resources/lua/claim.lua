-- Claims all members of a batch in one call.
-- KEYS: one claim each. ARGV: owner, lease in ms, retention in ms, then each claim's header attempts.
-- Answers, for each key, a code and the stored attempts:
--   0 claimed, 1 done before, 2 held by another, 3 more attempts stored than the header knows.
-- A claim is a string: its state (L leased, R released, D done), then the attempts, then, while it is
-- leased, the end of the lease in ms and the owner, with spaces between. One write is cheaper than
-- that of a hash and its expiry, and all are read at once.
local owner, lease, retention = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local leased = ' ' .. string.format('%.0f', now + lease) .. ' ' .. owner
local keep = lease > tonumber(retention) and ARGV[2] or retention
local answer = {}
local claims = {}
for from = 1, #KEYS, 1000 do
  local read = redis.call('MGET', unpack(KEYS, from, math.min(from + 999, #KEYS)))
  for i = 1, #read do
    claims[from + i - 1] = read[i]
  end
end
for i, key in ipairs(KEYS) do
  local header = tonumber(ARGV[3 + i])
  local claim = claims[i]
  local code, stored = 0, header
  if claim then
    local state, attempts, till, holder = string.match(claim, '^(%u) (%d+) ?(%d*) ?(.*)$')
    stored = tonumber(attempts)
    if state == 'D' then
      code = 1
    elseif state == 'L' and holder ~= owner and tonumber(till) > now then
      code = 2
    elseif header < stored then
      code = 3
    else
      stored = header
    end
  end
  if code == 0 then
    redis.call('SET', key, 'L ' .. header .. leased, 'PX', keep)
  end
  answer[2 * i - 1] = code
  answer[2 * i] = stored
end
return answer
