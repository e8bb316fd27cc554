#include "tests/detectors/recipients/habits.h"

#include <algorithm>
#include <array>
#include <memory>

namespace hallpass::test {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kFirstDay = 20'400 * kDay;

// SplitMix64: the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15ull + 1) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
  bool chance(unsigned count, unsigned of) { return below(of) < count; }
  template <typename T>
  const T& one_of(const std::vector<T>& list) { return list[below(list.size())]; }

 private:
  std::uint64_t state_;
};

constexpr std::array kSyllables{"ba", "den", "kor", "lia", "mar", "nel", "os", "pra", "quin", "ros", "sten", "tal", "ur", "ven", "wil", "yar"};
constexpr std::array kProviders{"gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "comcast.net"};

struct Somebody {
  PersonId id = kNobody;
  std::string given, family, address;
  std::string display() const { return given + " " + family; }
};
struct Family {
  Somebody child;
  std::vector<Somebody> guardians;
};
struct Sender {
  Somebody who;
  std::vector<std::size_t> families;
  std::vector<Somebody> outsiders;
  std::vector<SimulatedRecipient> group;
  std::size_t group_family = 0;
};

class Simulation {
 public:
  explicit Simulation(const HabitKnobs& knobs) : knobs_(knobs), dice_(knobs.seed), out_(std::make_unique<SimulatedDistrict>()) {
    out_->district.internal_domains = {"harborview.example"};
    out_->district.partner_domains = {"countyservices.example", "lakeside-clinic.example"};
    for (unsigned i = 0; i < knobs.senders * 6; ++i) families_.push_back(make_family(i));
    for (unsigned i = 0; i < knobs.senders; ++i) senders_.push_back(make_sender(i));
    left_ = make_person(PersonRole::staff, "left-", 0, "harborview.example");
    out_->roster.at(left_.id).active = false;
  }

  std::unique_ptr<SimulatedDistrict> run() {
    for (unsigned day = 0; day < knobs_.days; ++day) {
      for (Sender& sender : senders_) {
        const std::size_t count = dice_.below(2 * knobs_.messages_daily + 1);
        for (std::size_t m = 0; m < count; ++m) {
          out_->messages.push_back(make_message(sender, kFirstDay + day * kDay + static_cast<std::int64_t>(dice_.below(28'800))));
        }
      }
    }
    std::ranges::stable_sort(out_->messages, {}, &SimulatedMessage::at_seconds);
    return std::move(out_);
  }

 private:
  std::string name() {
    std::string text;
    const std::size_t syllables = 2 + dice_.below(2);
    for (std::size_t i = 0; i < syllables; ++i) text += kSyllables[dice_.below(kSyllables.size())];
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
  }

  static std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
  }

  std::string local_part(const Somebody& who) {
    switch (dice_.below(3)) {
      case 0: return lower(who.given) + "." + lower(who.family);
      case 1: return lower(who.given.substr(0, 1) + who.family) + std::to_string(dice_.below(90) + 10);
      default: return lower(who.family) + "family" + std::to_string(dice_.below(10));
    }
  }

  Somebody make_person(PersonRole role, const std::string& id, unsigned number, const std::string& domain, const std::string& family = "") {
    Somebody who;
    who.given = name();
    who.family = family.empty() ? name() : family;
    if (!domain.empty()) {
      who.address = (role == PersonRole::staff ? lower(who.given) + "." + lower(who.family) : local_part(who)) + "@" + domain;
    }
    const std::vector<std::string> addresses = who.address.empty() ? std::vector<std::string>{} : std::vector<std::string>{who.address};
    who.id = out_->roster.add(role, id + std::to_string(number), addresses, who.display());
    return who;
  }

  Family make_family(unsigned number) {
    Family family;
    family.child = make_person(PersonRole::student, "stu-", number, "");
    for (std::size_t i = 0; i < 1 + dice_.below(2); ++i) {
      const bool same_name = dice_.chance(80, 100);
      family.guardians.push_back(make_person(PersonRole::guardian, "gua-" + std::to_string(i) + "-", number,
                                             kProviders[dice_.below(kProviders.size())], same_name ? family.child.family : ""));
      out_->roster.set_guardian(family.guardians.back().id, family.child.id);
    }
    return family;
  }

  Somebody make_outsider(bool partner) {
    Somebody who;
    who.given = name();
    who.family = name();
    const std::string domain = partner ? out_->district.partner_domains[dice_.below(2)] : lower(name()) + "-" + lower(name()) + ".example";
    who.address = lower(who.given) + "." + lower(who.family) + "@" + domain;
    return who;
  }

  Sender make_sender(unsigned number) {
    Sender sender;
    sender.who = make_person(PersonRole::staff, "sta-", number, "harborview.example");
    for (unsigned i = 0; i < knobs_.families_each; ++i) sender.families.push_back(dice_.below(families_.size()));
    for (unsigned i = 0; i < knobs_.outsiders_each; ++i) sender.outsiders.push_back(make_outsider(i == 0));
    sender.group_family = sender.families.front();
    for (const Somebody& guardian : families_[sender.group_family].guardians) sender.group.push_back(proper(guardian));
    sender.group.push_back(proper(make_outsider(true)));
    sender.group.push_back(proper(make_outsider(true)));
    return sender;
  }

  SimulatedRecipient proper(const Somebody& who) {
    return {dice_.chance(knobs_.bare_percent, 100) ? "" : who.display(), who.address, SlipKind::none};
  }

  void speak_of(const Family& family, SimulatedMessage& message) {
    message.about = {family.child.id};
    message.child_name = lower(family.child.display());
    message.text = "Here is how " + family.child.display() + " is doing this week.";
  }

  SimulatedMessage make_message(Sender& sender, std::int64_t at_seconds) {
    SimulatedMessage message;
    message.sender = sender.who.address;
    message.sender_display = sender.who.display();
    message.at_seconds = at_seconds;
    message.text = "See you there.";
    if (dice_.chance(knobs_.slips_permille, 1'000)) {
      plant(sender, message);
    } else if (const std::size_t kind = dice_.below(100); kind < knobs_.newcomers_percent) {
      message.to = {proper(make_outsider(dice_.chance(1, 4)))};
    } else if (kind < 40) {
      message.to = {proper(senders_.empty() ? sender.who : dice_.one_of(senders_).who)};
    } else if (kind < 55) {
      message.to = {proper(dice_.one_of(sender.outsiders))};
    } else if (kind < 65) {
      message.to = sender.group;
      speak_of(families_[sender.group_family], message);
    } else {
      const Family& family = families_[dice_.one_of(sender.families)];
      for (const Somebody& guardian : family.guardians) message.to.push_back(proper(guardian));
      if (dice_.chance(70, 100)) speak_of(family, message);
    }
    return message;
  }

  std::string swapped(std::string word) {  // two letters that differ, not the first
    const std::size_t start = 1 + dice_.below(word.size() - 2);
    for (std::size_t i = 0; i + 1 < word.size(); ++i) {
      const std::size_t at = 1 + (start + i - 1) % (word.size() - 2);
      if (word[at] != word[at + 1]) {
        std::swap(word[at], word[at + 1]);
        break;
      }
    }
    return word;
  }

  void plant(Sender& sender, SimulatedMessage& message) {
    const auto slip = static_cast<SlipKind>(1 + dice_.below(kSlipKinds - 1));
    const Family& family = families_[dice_.one_of(sender.families)];
    const Somebody& guardian = family.guardians.front();
    const auto split = [](const std::string& address) {
      const auto at = address.find('@');
      return std::pair{address.substr(0, at), address.substr(at + 1)};
    };
    const auto to = [&](SimulatedRecipient recipient) {
      recipient.slip = slip;
      message.to.push_back(std::move(recipient));
    };
    speak_of(family, message);
    const auto [local, domain] = split(guardian.address);
    switch (slip) {
      case SlipKind::provider_typo: to({"", local + "@" + swapped(domain.substr(0, domain.find('.'))) + domain.substr(domain.find('.')), slip}); break;
      case SlipKind::local_typo: {
        const auto letters = std::min(local.find_first_of("0123456789"), local.size());
        to({"", swapped(local.substr(0, letters)) + local.substr(letters) + "@" + domain, slip});
        break;
      }
      case SlipKind::partner_typo: to({"", "intake@" + swapped("lakeside-clinic") + ".example", slip}); break;
      case SlipKind::correspondent_typo: {
        const auto [name_there, firm] = split(dice_.one_of(sender.outsiders).address);
        to({"", swapped(name_there) + "@" + firm, slip});
        break;
      }
      case SlipKind::other_family: {
        const Somebody& other = families_[dice_.below(families_.size())].guardians.front();
        to(proper(other));
        if (out_->roster.children_of(other.id).front() == family.child.id) message.to.back().slip = SlipKind::none;
        break;
      }
      case SlipKind::own_mailbox: to({sender.who.display(), "me" + std::to_string(dice_.below(999)) + "@gmail.com", slip}); break;
      case SlipKind::colleagues_mailbox: {
        const Somebody& other = senders_.empty() ? sender.who : dice_.one_of(senders_).who;
        to({"", lower(other.given) + "." + lower(other.family) + "@gmail.com", slip});
        break;
      }
      case SlipKind::left_colleague: to({"", left_.address, slip}); break;
      case SlipKind::other_name: {
        const Somebody& other = families_[dice_.below(families_.size())].guardians.front();
        to({guardian.display(), other.address, slip});
        if (out_->roster.children_of(other.id).front() == family.child.id) message.to.back().slip = SlipKind::none;
        break;
      }
      case SlipKind::outsider_in_group:
        message.to = sender.group;
        speak_of(families_[sender.group_family], message);
        to(proper(make_outsider(false)));
        break;
      case SlipKind::neighbour: {  // auto-completed: begins like a standing correspondent, whom the text greets
        const Somebody& meant = dice_.one_of(sender.outsiders);
        to({"", lower(meant.given).substr(0, 3) + "ingsworth." + lower(name()) + "@" + lower(name()) + "-" + lower(name()) + ".example", slip});
        message.text = "Hi " + meant.given + ",\nas promised.";
        message.about.clear();
        message.child_name.clear();
        break;
      }
      case SlipKind::none: break;
    }
  }

  HabitKnobs knobs_;
  Dice dice_;
  std::unique_ptr<SimulatedDistrict> out_;
  std::vector<Family> families_;
  std::vector<Sender> senders_;
  Somebody left_;
};

}  // namespace

const char* to_string(SlipKind kind) {
  constexpr std::array kNames{"none", "provider typo", "local typo", "partner typo", "correspondent typo", "other family", "own mailbox",
                              "colleague's mailbox", "left colleague", "other name", "outsider in group", "auto-completed neighbour"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::unique_ptr<SimulatedDistrict> simulate(const HabitKnobs& knobs) { return Simulation(knobs).run(); }

}  // namespace hallpass::test
