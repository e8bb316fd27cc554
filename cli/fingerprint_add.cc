// hallpass fingerprint add FILE --category C [--name N]
// Takes the wording of a blank form; hallpassd picks it up within seconds.
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/form_document.h"
#include "hallpass/forms.h"

namespace hallpass::cli {
namespace {

struct AddWords {
  std::string file, name, category;
};

int add(const AddWords& words, const Invocation& call) {
  const auto settings = settings_with_forms(call);
  if (!settings) return report_error(settings.error());
  const auto document = read_form_document(*settings, words.file);
  if (!document) return report_error(document.error());
  const std::string name = words.name.empty() ? words.file.substr(words.file.rfind('/') + 1) : words.name;
  const auto added = add_form(settings->form_file, settings->form_key, name, words.category, *document);
  if (!added) return report_error(added.error());
  if (call.out.json) {
    call.out.object({{"schema", 1}, {"name", added->name}, {"category", added->category}, {"prints", added->prints}, {"words", added->words}});
  }
  call.out.line("known as '" + added->name + "', " + added->category + ": " + std::to_string(added->prints) + " prints, " +
                std::to_string(added->words) + " words");
  return 0;
}

}  // namespace

void declare_fingerprint_add(CLI::App& app, Invocation& call) {
  auto words = std::make_shared<AddWords>();
  app.add_option("FILE", words->file, "the blank form: PDF, Word, HTML, text, ...")->required();
  app.add_option("--category", words->category, "what a filled-in one is: record.special_education, custom.NAME, ...")->required();
  app.add_option("--name", words->name, "its name in reports; default: the file's name. The same name replaces the form");
  app.callback([&call, words] { call.run = [&call, words] { return add(*words, call); }; });
}

}  // namespace hallpass::cli
