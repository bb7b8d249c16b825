package com.zhaoli.pay.merchant.member;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What was typed about the account for settlement. */
public record SettlementForm(
    String accountType,
    String accountHolder,
    String accountNumber,
    String bankName,
    String branchName) {
  private static final int MAX_HOLDER = 100;
  private static final int MAX_BANK = 60;
  private static final int MAX_BRANCH = 100;
  private static final Pattern BLANK = Pattern.compile("\\s");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{8,32}");

  /** The account, or empty with every bad field named in {@code problems}. */
  Optional<SettlementAccount> read(Map<String, String> problems) {
    int before = problems.size();
    Optional<SettlementAccountType> type =
        Arrays.stream(SettlementAccountType.values())
            .filter(candidate -> candidate.name().equals(accountType))
            .findFirst();
    if (type.isEmpty()) {
      problems.put("settlement.accountType", "must be CORPORATE or PERSONAL");
    }
    String holder = accountHolder.strip();
    String bank = bankName.strip();
    String branch = branchName.strip();
    // Account numbers are printed, and pasted, in groups.
    String number = BLANK.matcher(accountNumber).replaceAll("");
    MerchantApplication.checkText(problems, "settlement.accountHolder", holder, MAX_HOLDER);
    MerchantApplication.checkText(problems, "settlement.bankName", bank, MAX_BANK);
    MerchantApplication.checkText(problems, "settlement.branchName", branch, MAX_BRANCH);
    if (!NUMBER.matcher(number).matches()) {
      problems.put("settlement.accountNumber", "must have 8 to 32 digits");
    }
    return problems.size() > before
        ? Optional.empty()
        : type.map(known -> new SettlementAccount(known, holder, number, bank, branch));
  }

  @Override
  public String toString() {
    return "SettlementForm[" + accountType + "]";
  }
}
