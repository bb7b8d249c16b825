package com.zhaoli.pay.sdk.receiver;

import com.zhaoli.pay.sdk.check.Checks;
import com.zhaoli.pay.sdk.json.JsonBody;
import org.jspecify.annotations.Nullable;

/**
 * What changes about a receiver.
 *
 * @param role null to leave it
 * @param label null to leave it
 */
public record ReceiverUpdateRequest(@Nullable ReceiverRole role, @Nullable String label) {

  /**
   * Checks what does not depend on the platform.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public ReceiverUpdateRequest {
    Checks.require(role == null || role.canBeGiven(), "role is FINANCE or STAFF");
    if (label != null) {
      Checks.requiredText("label", label, ReceiverCreateRequest.MAX_LABEL_LENGTH);
    }
    Checks.require(role != null || label != null, "nothing changes");
  }

  /** Begins a change. */
  public static Builder builder() {
    return new Builder();
  }

  byte[] toJson() {
    return new JsonBody()
        .with("role", role == null ? null : role.name())
        .with("label", label)
        .toBytes();
  }

  /** Sets what changes. */
  public static final class Builder {
    private @Nullable ReceiverRole role;
    private @Nullable String label;

    private Builder() {}

    public Builder role(ReceiverRole value) {
      this.role = value;
      return this;
    }

    public Builder label(String value) {
      this.label = value;
      return this;
    }

    /**
     * The change.
     *
     * @throws IllegalArgumentException when a field is wrong or nothing changes
     */
    public ReceiverUpdateRequest build() {
      return new ReceiverUpdateRequest(role, label);
    }
  }
}
