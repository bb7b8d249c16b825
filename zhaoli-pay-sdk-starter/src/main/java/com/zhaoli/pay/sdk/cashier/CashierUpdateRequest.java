package com.zhaoli.pay.sdk.cashier;

import com.zhaoli.pay.sdk.check.Checks;
import com.zhaoli.pay.sdk.json.JsonBody;
import org.jspecify.annotations.Nullable;

/**
 * What changes about a cashier.
 *
 * @param role null to leave it
 * @param status null to leave it
 * @param pin 6 to 12 digits, which end a lock; null to leave it
 */
public record CashierUpdateRequest(
    @Nullable CashierRole role, @Nullable CashierStatus status, @Nullable String pin) {

  /**
   * Checks what does not depend on the platform.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public CashierUpdateRequest {
    Checks.require(role != CashierRole.UNKNOWN, "role is not known");
    Checks.require(status != CashierStatus.UNKNOWN, "status is not known");
    if (pin != null) {
      CashierCreateRequest.requirePin(pin);
    }
    Checks.require(role != null || status != null || pin != null, "nothing changes");
  }

  /** Begins a change. */
  public static Builder builder() {
    return new Builder();
  }

  byte[] toJson(String storeId) {
    return new JsonBody()
        .with("storeId", storeId)
        .with("role", role == null ? null : role.name())
        .with("status", status == null ? null : status.name())
        .with("pin", pin)
        .toBytes();
  }

  /** Does not print the PIN. */
  @Override
  public String toString() {
    return "CashierUpdateRequest[role=" + role + ", status=" + status + "]";
  }

  /** Sets what changes. */
  public static final class Builder {
    private @Nullable CashierRole role;
    private @Nullable CashierStatus status;
    private @Nullable String pin;

    private Builder() {}

    public Builder role(CashierRole value) {
      this.role = value;
      return this;
    }

    public Builder status(CashierStatus value) {
      this.status = value;
      return this;
    }

    public Builder pin(String value) {
      this.pin = value;
      return this;
    }

    /**
     * The change.
     *
     * @throws IllegalArgumentException when a field is wrong or nothing changes
     */
    public CashierUpdateRequest build() {
      return new CashierUpdateRequest(role, status, pin);
    }
  }
}
