// What an Engine is made of; seen by scan/ alone.
#pragma once

#include <memory>
#include <string>

#include "hallpass/detection.h"
#include "hallpass/policy.h"
#include "hallpass/roster.h"
#include "hallpass/scan.h"

namespace hallpass {

class Engine {
 public:
  Settings settings;
  std::shared_ptr<const DetectorSet> detectors;
  std::shared_ptr<const Policy> policy;
  std::shared_ptr<const Roster> roster;
  std::string name;
};

}  // namespace hallpass
