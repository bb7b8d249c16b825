-- Settles all members of a batch in one call, each only while its lease has our own token.
-- KEYS: the hashes that the claims lie in. ARGV: owner, retention in ms, then for each claim the
-- number of its hash, its field, D (done) or R (released), and the attempts. Attempts are set to the
-- larger number, never incremented, so that a call that is repeated or a batch that is redelivered
-- counts nothing twice. What a claim is, see claim.lua.
local owner, retention = ARGV[1], ARGV[2]
local settled = 0

local members = {}
for i = 1, (#ARGV - 2) / 4 do
  local hash = tonumber(ARGV[4 * i - 1])
  members[hash] = members[hash] or {}
  table.insert(members[hash], i)
end

for hash, claims in pairs(members) do
  for from = 1, #claims, 1000 do
    local fields = {}
    for c = from, math.min(from + 999, #claims) do
      fields[#fields + 1] = ARGV[4 * claims[c]]
    end
    local read = redis.call('HMGET', KEYS[hash], unpack(fields))
    local written = {}
    for f, field in ipairs(fields) do
      local i = claims[from + f - 1]
      local claim = read[f]
      if claim then
        local attempts, holder = string.match(claim, '^L (%d+) %d+ (.*)$')
        if holder == owner then
          local most = math.max(tonumber(attempts), tonumber(ARGV[4 * i + 2]))
          written[#written + 1] = field
          written[#written + 1] = ARGV[4 * i + 1] .. ' ' .. string.format('%.0f', most)
          settled = settled + 1
        end
      end
    end
    if #written > 0 then
      redis.call('HSET', KEYS[hash], unpack(written))
      redis.call('PEXPIRE', KEYS[hash], retention)
    end
  end
end
return {settled}
