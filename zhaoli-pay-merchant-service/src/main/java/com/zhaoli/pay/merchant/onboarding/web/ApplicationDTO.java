package com.zhaoli.pay.merchant.onboarding.web;

import com.zhaoli.pay.merchant.member.MerchantApplication;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The form. */
record ApplicationDTO(
    @NotBlank @Size(max = 40) String creditCode,
    @NotBlank @Size(max = 200) String name,
    @NotBlank @Size(max = 100) String contactName,
    @NotBlank @Size(max = 40) String contactPhone) {

  MerchantApplication toApplication() {
    return MerchantApplication.of(creditCode, name, contactName, contactPhone);
  }

  @Override
  public String toString() {
    return "ApplicationDTO[" + creditCode + "]";
  }
}
