#include "detectors/lexicon/choices.h"

namespace hallpass {
namespace {

std::vector<std::string_view> alternatives(std::string_view inside) {
  std::vector<std::string_view> result;
  for (std::size_t begin = 0;;) {
    const std::size_t bar = inside.find('|', begin);
    result.push_back(inside.substr(begin, bar == std::string_view::npos ? bar : bar - begin));
    if (bar == std::string_view::npos) return result;
    begin = bar + 1;
  }
}

std::string with_single_spaces(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c == ' ' && (result.empty() || result.back() == ' ')) continue;
    result += c;
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

}  // namespace

std::vector<std::string> with_choices(std::string_view phrase) {
  std::vector<std::string> forms{""};
  std::size_t at = 0;
  while (at < phrase.size()) {
    const std::size_t open = phrase.find('(', at);
    const std::size_t close = open == std::string_view::npos ? open : phrase.find(')', open);
    if (close == std::string_view::npos) break;
    std::vector<std::string> longer;
    for (const std::string& form : forms) {
      for (std::string_view choice : alternatives(phrase.substr(open + 1, close - open - 1))) {
        if (longer.size() < kChoicesMax) longer.push_back(form + std::string(phrase.substr(at, open - at)) + std::string(choice));
      }
    }
    forms = std::move(longer);
    at = close + 1;
  }
  for (std::string& form : forms) form = with_single_spaces(form.append(phrase.substr(at)));
  return forms;
}

}  // namespace hallpass
