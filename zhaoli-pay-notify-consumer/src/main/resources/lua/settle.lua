-- Settles all members of a batch in one call, each only while its lease has our own token.
-- KEYS: one claim each. ARGV: owner, retention in ms, then for each claim D (done) or R (released)
-- and the attempts. Attempts are set to the larger number, never incremented, so that a call that is
-- repeated or a batch that is redelivered counts nothing twice.
local owner, retention = ARGV[1], tonumber(ARGV[2])
local settled = 0
for i, key in ipairs(KEYS) do
  local claim = redis.call('HMGET', key, 's', 'o', 'a')
  if claim[1] == 'L' and claim[2] == owner then
    local attempts = math.max(tonumber(claim[3] or '0'), tonumber(ARGV[2 * i + 2]))
    redis.call('HSET', key, 's', ARGV[2 * i + 1], 'o', '', 'u', 0, 'a', attempts)
    redis.call('PEXPIRE', key, retention)
    settled = settled + 1
  end
end
return {settled}
