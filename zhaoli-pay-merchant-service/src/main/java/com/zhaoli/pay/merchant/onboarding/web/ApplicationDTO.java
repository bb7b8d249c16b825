package com.zhaoli.pay.merchant.onboarding.web;

import com.zhaoli.pay.merchant.member.MerchantApplication;
import com.zhaoli.pay.merchant.member.SettlementForm;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The form. */
record ApplicationDTO(
    @NotBlank @Size(max = 40) String creditCode,
    @NotBlank @Size(max = 200) String name,
    @NotBlank @Size(max = 100) String contactName,
    @NotBlank @Size(max = 40) String contactPhone,
    @NotNull @Valid SettlementDTO settlement) {

  /** The account for settlement. */
  record SettlementDTO(
      @NotBlank @Size(max = 20) String accountType,
      @NotBlank @Size(max = 200) String accountHolder,
      @NotBlank @Size(max = 60) String accountNumber,
      @NotBlank @Size(max = 120) String bankName,
      @NotBlank @Size(max = 200) String branchName) {

    @Override
    public String toString() {
      return "SettlementDTO[" + accountType + "]";
    }
  }

  MerchantApplication toApplication() {
    return MerchantApplication.of(
        creditCode,
        name,
        contactName,
        contactPhone,
        new SettlementForm(
            settlement.accountType(),
            settlement.accountHolder(),
            settlement.accountNumber(),
            settlement.bankName(),
            settlement.branchName()));
  }

  @Override
  public String toString() {
    return "ApplicationDTO[" + creditCode + "]";
  }
}
