#include "cli/commands.h"

#include <algorithm>
#include <array>

namespace hallpass::cli {

void declare_audit_show(CLI::App& app, Invocation& call);
void declare_audit_verify(CLI::App& app, Invocation& call);
void declare_config_check(CLI::App& app, Invocation& call);
void declare_config_show(CLI::App& app, Invocation& call);
void declare_detectors(CLI::App& app, Invocation& call);
void declare_diff(CLI::App& app, Invocation& call);
void declare_evaluate(CLI::App& app, Invocation& call);
void declare_explain(CLI::App& app, Invocation& call);
void declare_fingerprint_add(CLI::App& app, Invocation& call);
void declare_fingerprint_list(CLI::App& app, Invocation& call);
void declare_fingerprint_remove(CLI::App& app, Invocation& call);
void declare_fingerprint_test(CLI::App& app, Invocation& call);
void declare_history_import(CLI::App& app, Invocation& call);
void declare_keys_make(CLI::App& app, Invocation& call);
void declare_quarantine_backup(CLI::App& app, Invocation& call);
void declare_quarantine_delete(CLI::App& app, Invocation& call);
void declare_quarantine_expire(CLI::App& app, Invocation& call);
void declare_quarantine_export(CLI::App& app, Invocation& call);
void declare_quarantine_hold(CLI::App& app, Invocation& call);
void declare_quarantine_list(CLI::App& app, Invocation& call);
void declare_quarantine_note(CLI::App& app, Invocation& call);
void declare_quarantine_reject(CLI::App& app, Invocation& call);
void declare_quarantine_release(CLI::App& app, Invocation& call);
void declare_quarantine_restore(CLI::App& app, Invocation& call);
void declare_quarantine_show(CLI::App& app, Invocation& call);
void declare_quarantine_stats(CLI::App& app, Invocation& call);
void declare_quarantine_verify(CLI::App& app, Invocation& call);
void declare_read(CLI::App& app, Invocation& call);
void declare_roster_build(CLI::App& app, Invocation& call);
void declare_roster_lookup(CLI::App& app, Invocation& call);
void declare_roster_show(CLI::App& app, Invocation& call);
void declare_roster_stats(CLI::App& app, Invocation& call);
void declare_roster_verify(CLI::App& app, Invocation& call);
void declare_scan(CLI::App& app, Invocation& call);
void declare_version(CLI::App& app, Invocation& call);

namespace {

constexpr std::array kCommands{
    CommandRow{"audit show", "what happened to held messages, and who did it", declare_audit_show},
    CommandRow{"audit verify", "is the audit chain whole?", declare_audit_verify},
    CommandRow{"config check", "tell every mistake in the configuration", declare_config_check},
    CommandRow{"config show", "print the settings and rules in force", declare_config_show},
    CommandRow{"detectors", "list what is looked for", declare_detectors},
    CommandRow{"diff", "compare two configurations on the same mail", declare_diff},
    CommandRow{"evaluate", "measure verdicts and findings against labels", declare_evaluate},
    CommandRow{"explain", "say why a message got its verdict", declare_explain},
    CommandRow{"fingerprint add", "know a form of the district by its wording", declare_fingerprint_add},
    CommandRow{"fingerprint list", "the forms that are known", declare_fingerprint_list},
    CommandRow{"fingerprint remove", "forget a form", declare_fingerprint_remove},
    CommandRow{"fingerprint test", "is a document one of the forms, and is it filled in?", declare_fingerprint_test},
    CommandRow{"history import", "learn who writes to whom from sent mail", declare_history_import},
    CommandRow{"keys make", "make the keys of the quarantine", declare_keys_make},
    CommandRow{"quarantine backup", "copy the store, still sealed", declare_quarantine_backup},
    CommandRow{"quarantine delete", "end an item and destroy its message", declare_quarantine_delete},
    CommandRow{"quarantine expire", "destroy what retention says; dry run without --yes", declare_quarantine_expire},
    CommandRow{"quarantine export", "write messages out, unsealed, with a manifest", declare_quarantine_export},
    CommandRow{"quarantine hold", "put an item under legal hold, or lift it", declare_quarantine_hold},
    CommandRow{"quarantine list", "list held messages, newest first", declare_quarantine_list},
    CommandRow{"quarantine note", "add a remark to the record of an item", declare_quarantine_note},
    CommandRow{"quarantine reject", "end an item without sending it", declare_quarantine_reject},
    CommandRow{"quarantine release", "send a held message on", declare_quarantine_release},
    CommandRow{"quarantine restore", "put a backup where no store is", declare_quarantine_restore},
    CommandRow{"quarantine show", "say why an item is held; --reveal prints it", declare_quarantine_show},
    CommandRow{"quarantine stats", "the store in numbers", declare_quarantine_stats},
    CommandRow{"quarantine verify", "check every item, row and audit record", declare_quarantine_verify},
    CommandRow{"read", "show what the readers see of a message or a document", declare_read},
    CommandRow{"roster build", "make the index of an export", declare_roster_build},
    CommandRow{"roster lookup", "who has a name, number, address or phone", declare_roster_lookup},
    CommandRow{"roster show", "what the index knows of one person", declare_roster_show},
    CommandRow{"roster stats", "how many of whom are in the index", declare_roster_stats},
    CommandRow{"roster verify", "is the index whole and made with this key?", declare_roster_verify},
    CommandRow{"scan", "judge messages; sends nothing", declare_scan},
    CommandRow{"version", "print the version", declare_version},
};
static_assert(std::ranges::adjacent_find(kCommands, std::ranges::greater_equal{}, &CommandRow::words) ==
                  kCommands.end(),
              "kCommands: keep rows sorted by words; words are unique");

}  // namespace

std::span<const CommandRow> commands() { return kCommands; }

}  // namespace hallpass::cli
