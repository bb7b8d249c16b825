package com.zhaoli.pay.sdk.store;

import com.zhaoli.pay.sdk.check.Checks;
import com.zhaoli.pay.sdk.json.JsonBody;
import org.jspecify.annotations.Nullable;

/**
 * A store to create. Checked when it is built, so that a mistake shows where it was made.
 *
 * @param name payers see it, at most 40 characters
 * @param storeId the merchant's own name for it: the same one is the same store
 */
public record StoreCreateRequest(String name, @Nullable String storeId) {

  static final int MAX_NAME_LENGTH = 40;

  /**
   * Checks what does not depend on the platform.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public StoreCreateRequest {
    Checks.requiredText("name", name, MAX_NAME_LENGTH);
    Checks.label("storeId", storeId);
  }

  /** Begins a request; the name has to be set. */
  public static Builder builder() {
    return new Builder();
  }

  byte[] toJson() {
    return new JsonBody().with("name", name).with("storeId", storeId).toBytes();
  }

  /** Sets a request's fields by name. */
  public static final class Builder {
    private @Nullable String name;
    private @Nullable String storeId;

    private Builder() {}

    public Builder name(String value) {
      this.name = value;
      return this;
    }

    public Builder storeId(String value) {
      this.storeId = value;
      return this;
    }

    /**
     * The request.
     *
     * @throws IllegalArgumentException when a field is missing or wrong
     */
    public StoreCreateRequest build() {
      return new StoreCreateRequest(Checks.set("name", name), storeId);
    }
  }
}
