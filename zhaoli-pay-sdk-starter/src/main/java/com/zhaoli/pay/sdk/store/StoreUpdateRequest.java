package com.zhaoli.pay.sdk.store;

import com.zhaoli.pay.sdk.check.Checks;
import com.zhaoli.pay.sdk.json.JsonBody;
import org.jspecify.annotations.Nullable;

/**
 * What changes about a store.
 *
 * @param name null to leave it
 * @param status null to leave it
 */
public record StoreUpdateRequest(@Nullable String name, @Nullable StoreStatus status) {

  /**
   * Checks what does not depend on the platform.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public StoreUpdateRequest {
    if (name != null) {
      Checks.requiredText("name", name, StoreCreateRequest.MAX_NAME_LENGTH);
    }
    Checks.require(status != StoreStatus.UNKNOWN, "status is not known");
    Checks.require(name != null || status != null, "nothing changes");
  }

  /** Begins a change. */
  public static Builder builder() {
    return new Builder();
  }

  byte[] toJson() {
    return new JsonBody()
        .with("name", name)
        .with("status", status == null ? null : status.name())
        .toBytes();
  }

  /** Sets what changes. */
  public static final class Builder {
    private @Nullable String name;
    private @Nullable StoreStatus status;

    private Builder() {}

    public Builder name(String value) {
      this.name = value;
      return this;
    }

    public Builder status(StoreStatus value) {
      this.status = value;
      return this;
    }

    /**
     * The change.
     *
     * @throws IllegalArgumentException when a field is wrong or nothing changes
     */
    public StoreUpdateRequest build() {
      return new StoreUpdateRequest(name, status);
    }
  }
}
