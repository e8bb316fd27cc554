// One page: the figures, the categories with a bar for F1, verdicts, the reliability curve, the worst misses.
#include <algorithm>
#include <cstdio>

#include "corpus/score_report.h"

namespace hallpass {
namespace {

constexpr const char* kStyle =
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem;color:#1c2430}"
    "h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #dfe4ea;vertical-align:top}"
    "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}.bar{background:#e6ebf1;height:.7rem;width:9rem}"
    ".bar i{display:block;height:100%;background:#2b6cb0}.low i{background:#c05621}.figures{display:flex;flex-wrap:wrap;gap:1rem}"
    ".figures div{border:1px solid #dfe4ea;border-radius:.4rem;padding:.5rem .9rem}.figures b{display:block;font-size:1.3rem}"
    "small{color:#5a6675}";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

std::string figure(std::optional<double> value) {
  char text[32] = "–";
  if (value) std::snprintf(text, sizeof text, "%.3f", *value);
  return text;
}

std::string cell(const std::string& text) { return "<td>" + text + "</td>"; }
std::string number_cell(const std::string& text) { return "<td class=n>" + text + "</td>"; }

std::string card(const char* name, std::optional<double> value, const std::string& detail) {
  return std::string("<div>") + name + "<b>" + figure(value) + "</b><small>" + detail + "</small></div>";
}

std::string card(const char* name, const Share& share) {
  return card(name, share.share(), std::to_string(share.number) + " of " + std::to_string(share.of));
}

std::string counts_row(const std::string& name, const Counts& counts) {
  const double f1 = counts.f1().value_or(0);
  char bar[96];
  std::snprintf(bar, sizeof bar, "<div class=\"bar%s\"><i style=\"width:%.0f%%\"></i></div>", f1 < 0.8 ? " low" : "", f1 * 100);
  return "<tr>" + cell(escaped(name)) + number_cell(figure(counts.precision())) + number_cell(figure(counts.recall())) +
         number_cell(figure(counts.f1())) + cell(bar) + number_cell(std::to_string(counts.hit)) +
         number_cell(std::to_string(counts.extra)) + number_cell(std::to_string(counts.missed)) + "</tr>\n";
}

std::string counts_table(const std::map<std::string, Counts>& all, const char* suffix) {
  std::string text = "<table><tr><th>category<th class=n>precision<th class=n>recall<th class=n>F1<th>"
                     "<th class=n>hit<th class=n>extra<th class=n>missed</tr>\n";
  for (const auto& [name, counts] : all) text += counts_row(name + suffix, counts);
  return text + "</table>\n";
}

std::string confusion_table(const Score& score) {
  std::string text = "<table><tr><th>expected \\ got";
  for (std::size_t got = 0; got < 5; ++got) text += "<th class=n>" + std::string(to_string(static_cast<Action>(got)));
  text += "</tr>\n";
  for (std::size_t want = 0; want < 5; ++want) {
    text += "<tr>" + cell(std::string(to_string(static_cast<Action>(want))));
    for (const auto number : score.confusion[want]) text += number_cell(std::to_string(number));
    text += "</tr>\n";
  }
  return text + "</table>\n";
}

// Said confidence to the right, share that was right upwards; on the line they agree.
std::string calibration_drawing(const Score& score) {
  std::string text = "<svg viewBox=\"0 0 260 220\" width=\"360\" role=\"img\" aria-label=\"reliability curve\">"
                     "<path d=\"M30 190H240M30 190V10\" stroke=\"#5a6675\" fill=\"none\"/>"
                     "<path d=\"M30 100L240 10\" stroke=\"#b8c2cd\" stroke-dasharray=\"4 3\"/>"
                     "<text x=\"30\" y=\"206\" font-size=\"10\">0.5</text><text x=\"228\" y=\"206\" font-size=\"10\">1.0</text>"
                     "<text x=\"4\" y=\"194\" font-size=\"10\">0.0</text><text x=\"4\" y=\"14\" font-size=\"10\">1.0</text>";
  for (const CalibrationBin& bin : score.calibration) {
    if (bin.findings == 0) continue;
    const auto number = static_cast<double>(bin.findings);
    char dot[160];
    std::snprintf(dot, sizeof dot, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#2b6cb0\"><title>%llu findings</title></circle>",
                  30 + (bin.confidence_sum / number - 0.5) * 420, 190 - static_cast<double>(bin.right) / number * 180,
                  static_cast<unsigned long long>(bin.findings));
    text += dot;
  }
  return text + "</svg>\n";
}

std::string worst_table(const ScoreReport& report) {
  std::string text = "<table><tr><th>message<th>what was wrong<th>why it is labelled so</tr>\n";
  std::size_t shown = 0;
  for (const std::size_t index : worst_first(report.outcomes)) {
    if (shown++ == report.worst_max) break;
    const LabelOutcome& outcome = report.outcomes[index];
    std::string faults;
    for (const std::string& fault : faults_of(outcome)) faults += escaped(fault) + "<br>";
    text += "<tr>" + cell("<b>" + escaped(outcome.id) + "</b><br><small>" + escaped(outcome.title) + "</small>") +
            cell(faults) + cell("<small>" + escaped(outcome.why) + "</small>") + "</tr>\n";
  }
  return text + "</table>\n";
}

}  // namespace

std::string score_html(const ScoreReport& report) {
  const Score& score = report.score;
  std::string page = "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">"
                     "<title>hallpass evaluate</title><style>" + std::string(kStyle) + "</style>\n";
  page += "<h1>How well " + std::to_string(score.messages) + " labelled messages were judged</h1>\n<p><small>" +
          escaped(report.title) + ", engine " + escaped(report.engine) + "</small></p>\n<div class=figures>";
  page += card("macro F1", score.macro_f1, std::to_string(score.macro_categories) + " categories");
  page += card("leak recall", score.leak_recall) + card("false holds", score.false_hold);
  page += card("verdicts right", score.verdict_accuracy) + card("recipients right", score.recipient_accuracy);
  page += card("students, precision", score.students.precision(), std::to_string(score.students.extra) + " extra");
  page += card("students, recall", score.students.recall(), std::to_string(score.students.missed) + " missed") + "</div>\n";
  page += "<h2>Categories</h2>\n" + counts_table(score.categories, "");
  page += "<h2>Families</h2>\n" + counts_table(score.families, ".*");
  page += "<h2>Verdicts</h2>\n" + confusion_table(score);
  page += "<h2>Confidence: said and right</h2>\n" + calibration_drawing(score);
  page += "<h2>Worst misses</h2>\n" + worst_table(report);
  return page + "</html>\n";
}

}  // namespace hallpass
