-- What an MTA is told for each kind of verdict, asked as Postfix asks: queue id late, few replies.
local function send(conn, recipients, headers)
  mt.macro(conn, SMFIC_MAIL, "{auth_authen}", "alice")
  assert(mt.mailfrom(conn, "<t@school.example>") == nil)
  assert(mt.getreply(conn) == SMFIR_CONTINUE, "MAIL is answered")
  for _, recipient in ipairs(recipients) do
    mt.macro(conn, SMFIC_RCPT, "i", "4XyZ")
    assert(mt.rcptto(conn, recipient) == nil)
  end
  for _, header in ipairs(headers or {}) do assert(mt.header(conn, header[1], header[2]) == nil) end
  assert(mt.header(conn, "Subject", "Marks") == nil)
  assert(mt.bodystring(conn, "Good morning.\r\n") == nil)
  assert(mt.eom(conn) == nil)
  return mt.getreply(conn)
end

local conn = assert(mt.connect(socket, 50, 0.1))
assert(mt.conninfo(conn, "client.school.example", "192.0.2.7") == nil)
for _, option in ipairs({SMFIP_NR_CONN, SMFIP_NR_RCPT, SMFIP_NR_HDR, SMFIP_NR_BODY, SMFIP_NOHELO, SMFIP_NOEOH, SMFIP_NR_DATA, SMFIP_HDR_LEADSPC}) do
  assert(mt.test_option(conn, option), "an option was not asked for")
end
assert(not mt.test_option(conn, SMFIP_NR_MAIL), "MAIL must be answered")

assert(send(conn, {"<a@x>"}) == SMFIR_CONTINUE)
assert(mt.eom_check(conn, MT_HDRADD, "X-Hallpass-Verdict", " allow"))
assert(not mt.eom_check(conn, MT_HDRADD, "X-Hallpass-Findings"))
assert(not mt.eom_check(conn, MT_RCPTDELETE, "<a@x>"))

assert(send(conn, {"<tag@x>"}) == SMFIR_CONTINUE)
assert(mt.eom_check(conn, MT_HDRADD, "X-Hallpass-Verdict", " tag"))
assert(mt.eom_check(conn, MT_HDRADD, "X-Hallpass-Findings", " record.grades"))

assert(send(conn, {"<encrypt@x>", "<a@x>"}) == SMFIR_CONTINUE)
assert(mt.eom_check(conn, MT_HDRADD, "X-Hallpass-Route", " require-tls"))

assert(send(conn, {"<a@x>", "<hold@x>"}) == SMFIR_CONTINUE)
assert(mt.eom_check(conn, MT_RCPTDELETE, "<hold@x>"))
assert(not mt.eom_check(conn, MT_RCPTDELETE, "<a@x>"))

assert(send(conn, {"<hold@x>"}) == SMFIR_DISCARD)
assert(send(conn, {"<reject@x>"}) == SMFIR_REPLYCODE)

assert(send(conn, {"<a@x>"}, {{"X-Hallpass-Verdict", "allow"}, {"x-hallpass-ROUTE", "require-tls"}}) == SMFIR_CONTINUE)
assert(mt.eom_check(conn, MT_HDRDELETE, "X-Hallpass-Verdict"))
assert(mt.eom_check(conn, MT_HDRDELETE, "x-hallpass-ROUTE"))
assert(not mt.eom_check(conn, MT_HDRADD, "X-Hallpass-Route"))
mt.disconnect(conn)
