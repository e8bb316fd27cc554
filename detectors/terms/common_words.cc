#include "detectors/terms/common_words.h"

#include <algorithm>
#include <array>

namespace hallpass {
namespace {

// English and Spanish words that most letters of a school hold, sorted.
constexpr std::array<std::string_view, 282> kCommon{
    "a", "about", "after", "again", "al", "all", "also", "am", "an", "and", "any", "are", "area", "around", "as", "ask", "at", "away", "back", "be",
    "because", "been", "before", "being", "between", "both", "bring", "bus", "but", "by", "call", "called", "came", "can", "check", "child", "class",
    "classes", "code", "com", "come", "como", "con", "cuando", "d", "date", "day", "days", "de", "dear", "del", "desde", "did", "district", "do",
    "does", "don", "done", "down", "each", "el", "email", "en", "end", "entre", "era", "es", "esta", "este", "even", "ever", "every", "family",
    "few", "find", "first", "five", "for", "found", "four", "friday", "from", "fue", "get", "give", "go", "going", "good", "got", "grade", "group",
    "had", "has", "hasta", "have", "he", "hello", "help", "her", "here", "hi", "high", "him", "his", "home", "hour", "how", "i", "id", "if", "in",
    "into", "is", "it", "its", "just", "keep", "kids", "know", "la", "las", "last", "late", "le", "let", "like", "line", "list", "ll", "lo", "long",
    "look", "los", "m", "made", "mail", "make", "many", "mas", "may", "me", "meet", "meeting", "mi", "monday", "month", "more", "morning", "most",
    "mr", "mrs", "ms", "much", "must", "muy", "my", "name", "need", "needs", "new", "next", "night", "no", "nos", "not", "note", "now", "number",
    "o", "of", "off", "office", "on", "one", "only", "open", "or", "other", "our", "out", "over", "own", "para", "parent", "parents", "pero",
    "phone", "plan", "please", "pm", "por", "program", "que", "questions", "re", "read", "report", "right", "room", "s", "said", "same", "say",
    "school", "se", "see", "send", "sent", "ser", "several", "she", "should", "si", "sin", "so", "sobre", "some", "son", "staff", "start", "state",
    "still", "student", "students", "su", "such", "sure", "sus", "t", "take", "teacher", "team", "test", "than", "thank", "thanks", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "those", "three", "through", "thursday", "time", "to", "today", "todo", "too",
    "tuesday", "two", "un", "una", "under", "until", "up", "us", "use", "used", "ve", "very", "was", "way", "we", "wednesday", "week", "well",
    "were", "what", "when", "where", "which", "who", "will", "with", "work", "y"};
static_assert(std::ranges::adjacent_find(kCommon, std::ranges::greater_equal{}) == kCommon.end(), "kCommon: keep sorted; each once");

}  // namespace

int rarity_of(std::string_view word) {
  const int length = static_cast<int>(std::min<std::size_t>(word.size(), 16));
  return std::ranges::binary_search(kCommon, word) ? length : 100 + length;
}

}  // namespace hallpass
