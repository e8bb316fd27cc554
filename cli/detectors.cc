// `hallpass detectors`: what is looked for.
#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "hallpass/detection.h"

namespace hallpass::cli {

void declare_detectors(CLI::App& app, Invocation& call) {
  app.callback([&call] {
    call.run = [&call] {
      std::vector<std::vector<std::string>> rows;
      for (const DetectorInfo& detector : detector_table()) {
        if (call.out.json) call.out.object({{"schema", 1}, {"id", detector.id}, {"summary", detector.summary}});
        rows.push_back({std::string(detector.id), std::string(detector.summary)});
      }
      call.out.table({"DETECTOR", "FINDS"}, rows);
      return 0;
    };
  });
}

}  // namespace hallpass::cli
