-- Aborts everywhere, many messages over one connection, connections that end anywhere.
local function begin(conn, steps, canary)
  if steps < 1 then return end
  assert(mt.mailfrom(conn, "<t@school.example>") == nil)
  if steps < 2 then return end
  assert(mt.rcptto(conn, "<a@x>") == nil)
  if steps < 3 then return end
  assert(mt.header(conn, "Subject", canary) == nil)
  if steps < 4 then return end
  assert(mt.bodystring(conn, canary .. "\r\n") == nil)
end

local conn = assert(mt.connect(socket, 50, 0.1))
assert(mt.conninfo(conn, "client.school.example", "192.0.2.7") == nil)
for i = 1, 200 do
  begin(conn, i % 5, "aborted-canary")
  if i % 5 > 0 then assert(mt.abort(conn) == nil) end
  begin(conn, 4, "whole-" .. i)
  assert(mt.eom(conn) == nil)
  assert(mt.getreply(conn) == SMFIR_CONTINUE)
end
mt.disconnect(conn)

for steps = 0, 4 do
  for _, polite in ipairs({true, false}) do
    conn = assert(mt.connect(socket))
    assert(mt.conninfo(conn, "client.school.example", "192.0.2.7") == nil)
    begin(conn, steps, "unfinished-canary")
    mt.disconnect(conn, polite)
  end
end
