// Admission: how many messages are in work at once. libmilter starts a thread for each busy session without
// a bound of its own; past ours a message gets a temporary failure at MAIL, where it costs nothing.
// Safe from any number of threads.
#pragma once

#include <atomic>
#include <cstdint>

namespace hallpass {

class Admission {
 public:
  explicit Admission(std::uint32_t messages_max) : messages_max_(messages_max) {}

  // Holds one place until it goes out of scope or is released. Movable; empty: no place.
  class Place {
   public:
    Place() = default;
    explicit Place(Admission* owner) : owner_(owner) {}
    Place(Place&& other) noexcept : owner_(other.owner_) { other.owner_ = nullptr; }
    Place& operator=(Place&& other) noexcept {
      if (this != &other) {
        release();
        owner_ = other.owner_;
        other.owner_ = nullptr;
      }
      return *this;
    }
    ~Place() { release(); }
    explicit operator bool() const { return owner_ != nullptr; }
    void release() {
      if (owner_) owner_->in_work_.fetch_sub(1);
      owner_ = nullptr;
    }

   private:
    Admission* owner_ = nullptr;
  };

  // Empty where all places are taken or the door is closed.
  [[nodiscard]] Place enter() {
    if (in_work_.fetch_add(1) < messages_max_.load() && !closed_.load()) return Place(this);
    in_work_.fetch_sub(1);
    return {};
  }

  void close() { closed_.store(true); }
  [[nodiscard]] std::uint32_t in_work() const { return in_work_.load(); }
  void set_messages_max(std::uint32_t messages_max) { messages_max_.store(messages_max); }

 private:
  std::atomic<std::uint32_t> in_work_{0};
  std::atomic<std::uint32_t> messages_max_;
  std::atomic<bool> closed_{false};
};

}  // namespace hallpass
