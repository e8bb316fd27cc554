// hallpass fingerprint list
#include <nlohmann/json.hpp>

#include "base/mask.h"
#include "cli/form_document.h"
#include "hallpass/forms.h"

namespace hallpass::cli {

void declare_fingerprint_list(CLI::App& app, Invocation& call) {
  app.callback([&call] {
    call.run = [&call] {
      const auto settings = settings_with_forms(call);
      if (!settings) return report_error(settings.error());
      const auto library = load_forms(settings->form_file, settings->form_key);
      if (!library) return report_error(library.error());
      std::vector<std::vector<std::string>> rows;
      for (const FormInfo& form : (*library)->forms()) {
        if (call.out.json) {
          call.out.object({{"schema", 1}, {"name", form.name}, {"category", form.category}, {"prints", form.prints}, {"words", form.words}});
        }
        rows.push_back({printable(form.name), form.category, std::to_string(form.prints), std::to_string(form.words)});
      }
      call.out.table({"FORM", "CATEGORY", "PRINTS", "WORDS"}, rows);
      return 0;
    };
  });
}

}  // namespace hallpass::cli
