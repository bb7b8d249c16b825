-- Settles all members of a batch in one call, each only while its lease has our own token.
-- KEYS: one claim each. ARGV: owner, retention in ms, then for each claim D (done) or R (released)
-- and the attempts. Attempts are set to the larger number, never incremented, so that a call that is
-- repeated or a batch that is redelivered counts nothing twice. Claims are strings, see claim.lua.
local owner, retention = ARGV[1], ARGV[2]
local settled = 0
local claims = {}
for from = 1, #KEYS, 1000 do
  local read = redis.call('MGET', unpack(KEYS, from, math.min(from + 999, #KEYS)))
  for i = 1, #read do
    claims[from + i - 1] = read[i]
  end
end
for i, key in ipairs(KEYS) do
  local claim = claims[i]
  if claim then
    local attempts, holder = string.match(claim, '^L (%d+) %d+ (.*)$')
    if holder == owner then
      local most = math.max(tonumber(attempts), tonumber(ARGV[2 * i + 2]))
      redis.call('SET', key, ARGV[2 * i + 1] .. ' ' .. string.format('%.0f', most), 'PX', retention)
      settled = settled + 1
    end
  end
end
return {settled}
