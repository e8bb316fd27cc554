// hallpass fingerprint remove NAME
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/form_document.h"
#include "hallpass/forms.h"

namespace hallpass::cli {

void declare_fingerprint_remove(CLI::App& app, Invocation& call) {
  auto name = std::make_shared<std::string>();
  app.add_option("NAME", *name, "as `hallpass fingerprint list` has it")->required();
  app.callback([&call, name] {
    call.run = [&call, name] {
      const auto settings = settings_with_forms(call);
      if (!settings) return report_error(settings.error());
      const auto removed = remove_form(settings->form_file, settings->form_key, *name);
      if (!removed) return report_error(removed.error());
      if (call.out.json) call.out.object({{"schema", 1}, {"removed", *name}});
      call.out.line("forgot '" + *name + "'");
      return 0;
    };
  });
}

}  // namespace hallpass::cli
