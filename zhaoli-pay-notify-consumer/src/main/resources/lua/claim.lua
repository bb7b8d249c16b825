-- Claims all members of a batch in one call.
-- KEYS: the hashes that the claims lie in. ARGV: owner, lease in ms, retention in ms, then for each
-- claim the number of its hash, its field, and its header attempts.
-- Answers, for each claim, a code and the stored attempts:
--   0 claimed, 1 done before, 2 held by another, 3 more attempts stored than the header knows.
-- A claim is its state (L leased, R released, D done), then the attempts, then, while it is leased,
-- the end of the lease in ms and the owner, with spaces between. All claims of a hash are read by
-- one command and written by one: a command for each costs three times as much.
local owner, lease, retention = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local leased = ' ' .. string.format('%.0f', now + lease) .. ' ' .. owner
local keep = lease > tonumber(retention) and ARGV[2] or retention
local answer = {}

local members = {}
for i = 1, (#ARGV - 3) / 3 do
  local hash = tonumber(ARGV[3 * i + 1])
  members[hash] = members[hash] or {}
  table.insert(members[hash], i)
end

for hash, claims in pairs(members) do
  for from = 1, #claims, 1000 do
    local till = math.min(from + 999, #claims)
    local fields = {}
    for c = from, till do
      fields[#fields + 1] = ARGV[3 * claims[c] + 2]
    end
    local read = redis.call('HMGET', KEYS[hash], unpack(fields))
    local written = {}
    for f, field in ipairs(fields) do
      local i = claims[from + f - 1]
      local header = tonumber(ARGV[3 * i + 3])
      local claim = read[f]
      local code, stored = 0, header
      if claim then
        local state, attempts, ends, holder = string.match(claim, '^(%u) (%d+) ?(%d*) ?(.*)$')
        stored = tonumber(attempts)
        if state == 'D' then
          code = 1
        elseif state == 'L' and holder ~= owner and tonumber(ends) > now then
          code = 2
        elseif header < stored then
          code = 3
        else
          stored = header
        end
      end
      if code == 0 then
        written[#written + 1] = field
        written[#written + 1] = 'L ' .. header .. leased
      end
      answer[2 * i - 1] = code
      answer[2 * i] = stored
    end
    if #written > 0 then
      redis.call('HSET', KEYS[hash], unpack(written))
      redis.call('PEXPIRE', KEYS[hash], keep)
    end
  end
end
return answer
