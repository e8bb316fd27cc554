// hallpass fingerprint test FILE: exit 1 where it is a form that is filled in.
#include <memory>
#include <nlohmann/json.hpp>

#include "base/mask.h"
#include "cli/form_document.h"
#include "hallpass/forms.h"

namespace hallpass::cli {
namespace {

int test(const std::string& file, const Invocation& call) {
  const auto settings = settings_with_forms(call);
  if (!settings) return report_error(settings.error());
  const auto library = load_forms(settings->form_file, settings->form_key);
  if (!library) return report_error(library.error());
  const auto document = read_form_document(*settings, file);
  if (!document) return report_error(document.error());
  const auto match = match_document(**library, *document);
  if (!match) {
    if (call.out.json) call.out.object({{"schema", 1}, {"file", file}, {"form", nullptr}});
    call.out.line(file + ": none of the " + std::to_string((*library)->forms().size()) + " forms");
    return 0;
  }
  const FormInfo& form = (*library)->forms()[match->form];
  if (call.out.json) {
    call.out.object({{"schema", 1}, {"file", file}, {"form", form.name}, {"category", form.category}, {"share", match->share},
                     {"filled_words", match->filled_words}, {"filled", match->filled()}});
  }
  call.out.line(file + ": the form '" + printable(form.name) + "' (" + form.category + "), " + (match->filled() ? "filled in" : "blank") + ": " +
                std::to_string(static_cast<int>(match->share * 100)) + " % of a page of it, " + std::to_string(match->filled_words) +
                " words that are not the form's");
  return match->filled() ? 1 : 0;
}

}  // namespace

void declare_fingerprint_test(CLI::App& app, Invocation& call) {
  auto file = std::make_shared<std::string>();
  app.add_option("FILE", *file, "a document")->required();
  app.callback([&call, file] { call.run = [&call, file] { return test(*file, call); }; });
}

}  // namespace hallpass::cli
