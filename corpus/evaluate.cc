#include "corpus/evaluate.h"

#include <map>

#include "corpus/run.h"

namespace hallpass {

Result<std::vector<ManifestRow>> labelled_rows(const std::string& manifest) {
  auto rows = load_manifest(manifest);
  if (!rows) return rows;
  std::erase_if(*rows, [](const ManifestRow& row) { return !row.expect; });
  if (rows->empty()) return fail(ErrorCode::bad_input, manifest + ": no row has an \"expect\"; there is nothing to compare with");
  for (const ManifestRow& row : *rows) {
    for (const auto& [address, word] : row.expect->recipients) {
      if (!action_from(word)) return fail(ErrorCode::bad_input, manifest + ": " + row.id + ": \"" + word + "\" is no verdict");
    }
  }
  return rows;
}

std::vector<LabelOutcome> evaluate_rows(const std::vector<ManifestRow>& rows, const SourceOptions& options,
                                        const Judge& judge, unsigned jobs, const EvaluateCalls& calls) {
  std::map<std::string, Answer> answers;
  MessageSources sources(options);
  judge_messages(sources, *judge.engine, *judge.reader, jobs, [&](const Result<JudgedMessage>& judged) {
    if (judged) answers[judged->item.file] = answer_of(judged->report);
    else calls.on_error(judged.error());
    calls.on_message();
    return true;
  });
  std::vector<LabelOutcome> outcomes;
  for (const ManifestRow& row : rows) {
    const auto answer = answers.find(row.file);
    outcomes.push_back(score_label(row, answer == answers.end() ? nullptr : &answer->second));
  }
  return outcomes;
}

}  // namespace hallpass
