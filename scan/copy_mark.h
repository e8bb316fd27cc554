// What a text is like, in 64 bits: near-copies differ in few of them (simhash, Charikar 2002). Made of the
// words of the body and of pairs of neighbours, figures as one; quoted lines are left out. The state masks it
// by sender and key before it is stored.
#pragma once

#include <span>

#include "hallpass/evidence.h"

namespace hallpass {

inline constexpr std::size_t kCopyWordsMin = 12;     // shorter texts are alike by chance
inline constexpr std::size_t kCopyWordsMax = 1'000;  // looked at; a copy is one from the start on

// 0 where the body says too little. Linear.
[[nodiscard]] CopyMark copy_mark(const Message& message, std::span<const FoldedUnit> folded);

}  // namespace hallpass
