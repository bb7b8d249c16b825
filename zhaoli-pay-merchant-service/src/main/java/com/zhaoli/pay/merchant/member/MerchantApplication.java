package com.zhaoli.pay.merchant.member;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a merchant tells about itself when it applies. Exists only with valid content. */
public record MerchantApplication(
    CreditCode creditCode,
    String name,
    String contactName,
    String contactPhone,
    SettlementAccount settlement) {
  private static final int MAX_NAME = 100;
  private static final int MAX_CONTACT_NAME = 30;

  /** Mobile numbers of the mainland, and land lines with their area code. */
  private static final Pattern PHONE = Pattern.compile("1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,8}");

  /** Half a character too: the database would keep a question mark for it. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}<>]");

  /**
   * Reads a form.
   *
   * @throws ApiException CREDIT_CODE_INVALID, or REQUEST_INVALID that names every bad field
   */
  public static MerchantApplication of(
      String creditCode,
      String name,
      String contactName,
      String contactPhone,
      SettlementForm settlement) {
    CreditCode code =
        CreditCode.parse(creditCode)
            .orElseThrow(
                () ->
                    ApiException.of(
                        ErrorCode.CREDIT_CODE_INVALID,
                        "creditCode",
                        "must be 18 characters with the right check character"));
    Map<String, String> problems = new TreeMap<>();
    checkText(problems, "name", name.strip(), MAX_NAME);
    checkText(problems, "contactName", contactName.strip(), MAX_CONTACT_NAME);
    if (!PHONE.matcher(contactPhone.strip()).matches()) {
      problems.put("contactPhone", "must be a mobile number or a land line with area code");
    }
    Optional<SettlementAccount> account = settlement.read(problems);
    if (!problems.isEmpty()) {
      throw new ApiException(ErrorCode.REQUEST_INVALID, problems);
    }
    return new MerchantApplication(
        code, name.strip(), contactName.strip(), contactPhone.strip(), account.orElseThrow());
  }

  static void checkText(Map<String, String> problems, String field, String text, int maxLength) {
    if (text.length() < 2 || text.length() > maxLength) {
      problems.put(field, "must have 2 to " + maxLength + " characters");
    } else if (CONTROL.matcher(text).find()) {
      problems.put(field, "must not contain control characters, < or >");
    }
  }

  @Override
  public String toString() {
    return "MerchantApplication[creditCode=" + creditCode + "]";
  }
}
