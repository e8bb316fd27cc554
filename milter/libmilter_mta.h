// The Mta that libmilter gives us. A view of one SMFICTX, made anew for each callback.
#pragma once

#include <libmilter/mfapi.h>

#include "milter/mta.h"

namespace hallpass {

class LibmilterMta final : public Mta {
 public:
  // `leading_space`: SMFIP_HDR_LEADSPC was agreed, so header values begin after the colon.
  LibmilterMta(SMFICTX* context, bool leading_space) : context_(context), leading_space_(leading_space) {}

  std::string macro(const char* name) override;
  bool add_header(const std::string& name, const std::string& value) override;
  bool change_header(const std::string& name, int index, const std::string& value) override;
  bool delete_header(const std::string& name, int index) override;
  bool delete_recipient(const std::string& recipient) override;
  bool progress() override;
  bool set_refusal(const char* code, const char* enhanced, const std::vector<std::string>& lines) override;

 private:
  std::string with_space(const std::string& value) const { return leading_space_ ? " " + value : value; }

  SMFICTX* context_;
  bool leading_space_;
};

}  // namespace hallpass
