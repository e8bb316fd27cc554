// What Redis does for us in one step each (Lua). Keys, all with the prefix before them; digests are eight bytes:
//
//   relays        hash: relay -> the last of its records that is counted here
//   key           the mark of the digests' key
//   v:SENDER      hash: "tier:audience:bucket" -> recipients (buckets.h)
//   c:SENDER      hash: claim -> "expires:inside:families:outside"
//   m:SENDER      list: "at:mark:recipients", newest first
//   h:SENDER      hash: recipient -> day * 65536 + messages;  g:SENDER the same for pairs
//   d:BYTE        hash: domain -> day * 65536 + messages, of domains whose digest begins with BYTE
#pragma once

namespace hallpass {

// KEYS: prefix. ARGV: relay, seq, sender, claim, at, inside, families, outside, mark, caps of rows, of copies,
// then three lists, each behind its length: habits, domains, pairs. Counts a record once, whoever sends it how
// often: records of a relay come in order. Returns the last record counted.
inline constexpr const char* kCountScript = R"lua(
local p, relay, seq, sender = KEYS[1], ARGV[1], tonumber(ARGV[2]), ARGV[3]
local last = tonumber(redis.call('HGET', p .. 'relays', relay) or '0')
if seq <= last then return last end
local at, rows, copies = tonumber(ARGV[5]), tonumber(ARGV[10]), tonumber(ARGV[11])
local day, total = math.floor(at / 86400), tonumber(ARGV[6]) + tonumber(ARGV[7]) + tonumber(ARGV[8])

if total > 0 then
  local v = p .. 'v:' .. sender
  local widths = {5, 30, 720}
  for tier = 1, 3 do
    local bucket = math.floor(at / widths[tier])
    for audience = 0, 2 do
      local n = tonumber(ARGV[6 + audience])
      if n > 0 then redis.call('HINCRBY', v, (tier - 1) .. ':' .. audience .. ':' .. bucket, n) end
    end
  end
  if redis.call('HLEN', v) > 400 and seq % 16 == 0 then
    for _, field in ipairs(redis.call('HKEYS', v)) do
      local tier, bucket = string.match(field, '^(%d):%d:(%d+)$')
      if tonumber(bucket) < math.floor(at / widths[tonumber(tier) + 1]) - 120 then redis.call('HDEL', v, field) end
    end
  end
  redis.call('EXPIRE', v, 172800)
  if ARGV[9] ~= '0' then
    local m = p .. 'm:' .. sender
    redis.call('LPUSH', m, at .. ':' .. ARGV[9] .. ':' .. total)
    redis.call('LTRIM', m, 0, copies - 1)
    redis.call('EXPIRE', m, 86400)
  end
end

local function note(key, field, most)
  local old = tonumber(redis.call('HGET', key, field) or '0')
  local count, seen = old % 65536, math.floor(old / 65536)
  if seen < day - 120 then count = math.floor(count / 2) end
  if redis.call('HSET', key, field, math.max(seen, day) * 65536 + math.min(count + 1, 60000)) == 1 then
    redis.call('EXPIRE', key, 34560000)
    if redis.call('HLEN', key) > most * 1.25 then
      local all, order = redis.call('HGETALL', key), {}
      for i = 1, #all, 2 do order[#order + 1] = {math.floor(tonumber(all[i + 1]) / 65536), all[i]} end
      table.sort(order, function(a, b) return a[1] < b[1] end)
      for i = 1, #order - most do redis.call('HDEL', key, order[i][2]) end
    end
  end
end
local i = 12
local function each(use)
  local n = tonumber(ARGV[i])
  for k = i + 1, i + n do use(ARGV[k]) end
  i = i + n + 1
end
each(function(field) note(p .. 'h:' .. sender, field, rows) end)
each(function(field) note(p .. 'd:' .. string.byte(field), field, 250) end)
each(function(field) note(p .. 'g:' .. sender, field, rows) end)

redis.call('HDEL', p .. 'c:' .. sender, ARGV[4])
redis.call('HSET', p .. 'relays', relay, seq)
return seq
)lua";

// KEYS: prefix. ARGV: sender, claim, now, expires, inside, families, outside, "1" for pairs, then domains.
// Claims, and returns what was there before: v, live claims, m, h, g, and one number for each domain.
inline constexpr const char* kRecallScript = R"lua(
local p, sender, claim, now = KEYS[1], ARGV[1], ARGV[2], tonumber(ARGV[3])
local c, live = p .. 'c:' .. sender, {}
local claims = redis.call('HGETALL', c)
for i = 1, #claims, 2 do
  local expires = tonumber(string.match(claims[i + 1], '^%d+'))
  if expires < now then redis.call('HDEL', c, claims[i])
  elseif claims[i] ~= claim then live[#live + 1] = claims[i + 1] end
end
redis.call('HSET', c, claim, ARGV[4] .. ':' .. ARGV[5] .. ':' .. ARGV[6] .. ':' .. ARGV[7])
redis.call('EXPIRE', c, 3600)
local domains = {}
for i = 9, #ARGV do domains[#domains + 1] = redis.call('HGET', p .. 'd:' .. string.byte(ARGV[i]), ARGV[i]) or '0' end
return {redis.call('HGETALL', p .. 'v:' .. sender), live, redis.call('LRANGE', p .. 'm:' .. sender, 0, -1),
        redis.call('HGETALL', p .. 'h:' .. sender),
        ARGV[8] == '1' and redis.call('HGETALL', p .. 'g:' .. sender) or {}, domains}
)lua";

}  // namespace hallpass
