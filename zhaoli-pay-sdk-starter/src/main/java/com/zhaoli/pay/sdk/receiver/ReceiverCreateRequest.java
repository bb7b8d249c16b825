package com.zhaoli.pay.sdk.receiver;

import com.zhaoli.pay.sdk.check.Checks;
import com.zhaoli.pay.sdk.json.JsonBody;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A receiver to make. Checked when it is built, so that a mistake shows where it was made.
 *
 * @param role FINANCE or STAFF
 * @param label by which the merchant tells its receivers apart, at most 32 characters
 * @param invitationLife ten minutes to seven days; null for a day
 */
public record ReceiverCreateRequest(
    ReceiverRole role, String label, @Nullable Duration invitationLife) {

  static final int MAX_LABEL_LENGTH = 32;
  private static final Duration SHORTEST_LIFE = Duration.ofMinutes(10);
  private static final Duration LONGEST_LIFE = Duration.ofDays(7);

  /**
   * Checks what does not depend on the platform.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public ReceiverCreateRequest {
    Checks.require(role.canBeGiven(), "role is FINANCE or STAFF");
    Checks.requiredText("label", label, MAX_LABEL_LENGTH);
    lifeSeconds(invitationLife);
  }

  /** Begins a request; role and label have to be set. */
  public static Builder builder() {
    return new Builder();
  }

  byte[] toJson() {
    return new JsonBody()
        .with("role", role.name())
        .with("label", label)
        .with("expireSeconds", lifeSeconds(invitationLife))
        .toBytes();
  }

  static @Nullable Long lifeSeconds(@Nullable Duration life) {
    if (life == null) {
      return null;
    }
    Checks.require(
        life.compareTo(SHORTEST_LIFE) >= 0 && life.compareTo(LONGEST_LIFE) <= 0,
        "the invitation's life is ten minutes to seven days");
    return life.toSeconds();
  }

  /** Sets a request's fields by name. */
  public static final class Builder {
    private @Nullable ReceiverRole role;
    private @Nullable String label;
    private @Nullable Duration invitationLife;

    private Builder() {}

    public Builder role(ReceiverRole value) {
      this.role = value;
      return this;
    }

    public Builder label(String value) {
      this.label = value;
      return this;
    }

    public Builder invitationLife(Duration value) {
      this.invitationLife = value;
      return this;
    }

    /**
     * The request.
     *
     * @throws IllegalArgumentException when a field is missing or wrong
     */
    public ReceiverCreateRequest build() {
      return new ReceiverCreateRequest(
          Checks.set("role", role), Checks.set("label", label), invitationLife);
    }
  }
}
