package com.zhaoli.pay.sdk.endpoint;

import com.zhaoli.pay.sdk.check.Checks;
import com.zhaoli.pay.sdk.json.JsonBody;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time whose events are to come once more.
 *
 * @param until null for now
 * @param onlyFailed true for dead letters only, false for all events of that time
 */
public record WebhookReplayRequest(Instant since, @Nullable Instant until, boolean onlyFailed) {

  /**
   * Checks what does not depend on the platform.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public WebhookReplayRequest {
    Checks.require(until == null || since.isBefore(until), "since is not before until");
  }

  /** Begins a request; since has to be set, and only failed ones come unless it says otherwise. */
  public static Builder builder() {
    return new Builder();
  }

  byte[] toJson() {
    return new JsonBody()
        .with("since", since.toString())
        .with("until", until == null ? null : until.toString())
        .with("onlyFailed", Boolean.valueOf(onlyFailed))
        .toBytes();
  }

  /** Sets a request's fields by name. */
  public static final class Builder {
    private @Nullable Instant since;
    private @Nullable Instant until;
    private boolean onlyFailed = true;

    private Builder() {}

    public Builder since(Instant value) {
      this.since = value;
      return this;
    }

    public Builder until(Instant value) {
      this.until = value;
      return this;
    }

    public Builder onlyFailed(boolean value) {
      this.onlyFailed = value;
      return this;
    }

    /**
     * The request.
     *
     * @throws IllegalArgumentException when a field is missing or wrong
     */
    public WebhookReplayRequest build() {
      return new WebhookReplayRequest(Checks.set("since", since), until, onlyFailed);
    }
  }
}
