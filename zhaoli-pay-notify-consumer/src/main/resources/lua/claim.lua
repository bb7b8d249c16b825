-- Claims all members of a batch in one call.
-- KEYS: one claim each. ARGV: owner, lease in ms, retention in ms, then each claim's header attempts.
-- Answers, for each key, a code and the stored attempts:
--   0 claimed, 1 done before, 2 held by another, 3 more attempts stored than the header knows.
-- A claim is a hash: s state (L leased, R released, D done), o owner, u lease end in ms, a attempts.
local owner, lease, retention = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local answer = {}
for i, key in ipairs(KEYS) do
  local header = tonumber(ARGV[3 + i])
  local claim = redis.call('HMGET', key, 's', 'o', 'u', 'a')
  local state = claim[1]
  local stored = tonumber(claim[4] or '0')
  local code
  if state == 'D' then
    code = 1
  elseif state == 'L' and claim[2] ~= owner and tonumber(claim[3]) > now then
    code = 2
  elseif state and header < stored then
    code = 3
  else
    code = 0
    stored = math.max(stored, header)
    redis.call('HSET', key, 's', 'L', 'o', owner, 'u', string.format('%.0f', now + lease), 'a', stored)
    redis.call('PEXPIRE', key, math.max(retention, lease))
  end
  answer[2 * i - 1] = code
  answer[2 * i] = stored
end
return answer
