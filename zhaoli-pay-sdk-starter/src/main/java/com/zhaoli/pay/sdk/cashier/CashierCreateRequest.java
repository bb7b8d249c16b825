package com.zhaoli.pay.sdk.cashier;

import com.zhaoli.pay.sdk.check.Checks;
import com.zhaoli.pay.sdk.json.JsonBody;

/**
 * A cashier to add. Checked when it is made, so that a mistake shows where it was made.
 *
 * @param storeId 1 to 32 characters of 0-9 A-Z a-z _ -
 * @param cashierNo 2 to 8 digits
 * @param name at most 32 characters
 * @param role CASHIER or SUPERVISOR
 * @param pin 6 to 12 digits
 */
public record CashierCreateRequest(
    String storeId, String cashierNo, String name, CashierRole role, String pin) {

  private static final int MAX_NAME_LENGTH = 32;

  /**
   * Checks what does not depend on the platform.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public CashierCreateRequest {
    Checks.label("storeId", storeId);
    Checks.require(cashierNo.matches("[0-9]{2,8}"), "cashierNo is 2 to 8 digits");
    Checks.requiredText("name", name, MAX_NAME_LENGTH);
    Checks.require(role != CashierRole.UNKNOWN, "role is not known");
    requirePin(pin);
  }

  static void requirePin(String pin) {
    Checks.require(pin.matches("[0-9]{6,12}"), "pin is 6 to 12 digits");
  }

  byte[] toJson() {
    return new JsonBody()
        .with("storeId", storeId)
        .with("cashierNo", cashierNo)
        .with("name", name)
        .with("role", role.name())
        .with("pin", pin)
        .toBytes();
  }

  /** Does not print the PIN. */
  @Override
  public String toString() {
    return "CashierCreateRequest[storeId=" + storeId + ", cashierNo=" + cashierNo + "]";
  }
}
