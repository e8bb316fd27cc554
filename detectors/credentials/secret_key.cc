// credential.secret_key: private keys, tokens of the usual services by their own prefixes, and any key-like
// token after a word that announces one. Public keys and digests of files are no secrets.
#include <algorithm>

#include "detectors/credentials/secret_shape.h"
#include "detectors/pii/value_finding.h"
#include "detectors/registry.h"
#include "detectors/value_context.h"

namespace hallpass {
namespace {

enum Sort : std::uint32_t { kAnnounces = 1, kSample = 2, kShape = 4 };

class SecretKey final : public Detector {
 public:
  explicit SecretKey(const DetectorContext& context) {
    terms_.read(context.lexicons.of("credential.secret_key"), {.strong = kAnnounces});
    terms_.read(context.lexicons.of("common.sample_values"), {.medium = kSample});
  }

  std::string_view id() const override { return "credential.secret_key"; }

  void terms(TermSink& sink) override {
    terms_.declare(sink);
    for (std::string_view shape : {
             R"(begin (?:[a-z0-9]+ ){0,3}private key)", R"((?:akia|asia)[a-z0-9]{16}\b)", R"(gh[pousr]_[a-z0-9]{30,})", R"(github_pat_[a-z0-9_]{30,})",
             R"(xox[abprs]-[a-z0-9-]{12,})", R"([sr]k_(?:live|test)_[a-z0-9]{16,})", R"(aiza[a-z0-9_-]{30,})", R"(ya29\.[a-z0-9_-]{20,})",
             R"(glpat-[a-z0-9_-]{18,})", R"(eyj[a-z0-9_-]{8,}\.eyj[a-z0-9_-]{8,}\.[a-z0-9_-]{6,})", R"(sk-(?:proj-|ant-)?[a-z0-9_-]{24,})",
             R"(hooks\.slack\.com/services/[a-z0-9/]{20,})", R"(sg\.[a-z0-9_-]{16,}\.[a-z0-9_-]{16,})", R"(accountkey=[a-z0-9+/=]{40,})", R"(putty-user-key-file)",
             R"(enable secret \d \S{8,})", R"(snmp-server community \S{4,})"}) {
      terms_.add(sink.pattern(shape, PatternStart::word), kShape);
    }
  }

  void inspect(const Evidence& evidence, std::vector<Finding>& out) const override {
    for (std::size_t i = 0; i < evidence.layout->units.size(); ++i) {
      const UnitLayout& unit = evidence.layout->units[i];
      ValueFindings found(id(), unit.path);
      std::size_t past = 0;
      for (const Hit& hit : unit.hits) {
        const std::uint32_t sorts = terms_.of(hit.term);
        if (sorts & kShape) {
          if (called_sample(unit, terms_, kSample, hit.begin, hit.end, 60, 40)) continue;
          found.add(0.97, Tie{}, "the shape of a known kind of key");
        } else if (sorts & kAnnounces) {
          const std::size_t after = evidence.folded[i].source(hit.end);
          if (after >= past && key_follows(evidence.message.units[i].text, after, past)) found.add(0.92, Tie{}, "a key after its word");
        }
      }
      found.emit("keys", out);
    }
  }

 private:
  // Within the next few words, on this line or the next.
  static bool key_follows(std::string_view source, std::size_t at, std::size_t& past) {
    bool next_line = false;
    for (std::size_t i = 0; i < 6 && at < source.size(); ++i) {
      const Token token = next_token(source, at);
      if (token.text.empty()) {
        if (token.end >= source.size() || (source[token.end] == '\n' && next_line)) return false;
        next_line |= source[token.end] == '\n';
        at = std::max(token.end, at + (source[token.end] == '\n' ? 1 : 0));
        if (source[token.end] == '\n') at = token.end + 1;
        continue;
      }
      std::string_view text = token.text;
      while (!text.empty() && (text.front() == ':' || text.front() == '=')) text.remove_prefix(1);
      if (const std::size_t equals = text.find('='); equals != std::string_view::npos && equals + 8 < text.size()) text.remove_prefix(equals + 1);
      if (looks_like_key(text)) {
        past = token.end;
        return true;
      }
      at = token.end;
    }
    return false;
  }

  TermSorts terms_;
};

}  // namespace

std::unique_ptr<Detector> make_credential_secret_key(const DetectorContext& context) { return std::make_unique<SecretKey>(context); }

}  // namespace hallpass
