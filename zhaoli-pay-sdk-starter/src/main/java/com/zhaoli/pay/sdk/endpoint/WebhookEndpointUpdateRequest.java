package com.zhaoli.pay.sdk.endpoint;

import com.zhaoli.pay.sdk.check.Checks;
import com.zhaoli.pay.sdk.json.JsonBody;
import com.zhaoli.pay.sdk.webhook.WebhookEventType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changes about an endpoint; what is null stays.
 *
 * @param eventTypes empty for everything
 * @param maxPerSecond 0 takes the limit away
 * @param status ACTIVE resumes, PAUSED keeps events, DISABLED lets them pass by
 */
public record WebhookEndpointUpdateRequest(
    @Nullable String url,
    @Nullable String description,
    @Nullable Set<WebhookEventType> eventTypes,
    @Nullable Integer maxPerSecond,
    @Nullable WebhookEndpointStatus status) {

  /**
   * Checks what does not depend on the platform.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public WebhookEndpointUpdateRequest {
    Checks.webAddress("url", url);
    WebhookEndpointCreateRequest.checkDescription(description);
    eventTypes = eventTypes == null ? null : Set.copyOf(eventTypes);
    Checks.require(
        eventTypes == null || !eventTypes.contains(WebhookEventType.UNKNOWN),
        "an event type is not known");
    Checks.range("maxPerSecond", maxPerSecond, 0, WebhookEndpointCreateRequest.MAX_PER_SECOND);
    Checks.require(status != WebhookEndpointStatus.UNKNOWN, "status is not known");
    Checks.require(
        url != null
            || description != null
            || eventTypes != null
            || maxPerSecond != null
            || status != null,
        "nothing changes");
  }

  /** Begins a change. */
  public static Builder builder() {
    return new Builder();
  }

  byte[] toJson() {
    return new JsonBody()
        .with("url", url)
        .with("description", description)
        .with(
            "eventTypes",
            eventTypes == null ? null : WebhookEndpointCreateRequest.words(eventTypes))
        .with("maxPerSecond", maxPerSecond)
        .with("status", status == null ? null : status.name())
        .toBytes();
  }

  /** Sets what changes. */
  public static final class Builder {
    private @Nullable String url;
    private @Nullable String description;
    private @Nullable Set<WebhookEventType> eventTypes;
    private @Nullable Integer maxPerSecond;
    private @Nullable WebhookEndpointStatus status;

    private Builder() {}

    public Builder url(String value) {
      this.url = value;
      return this;
    }

    public Builder description(String value) {
      this.description = value;
      return this;
    }

    /** None for everything. */
    public Builder eventTypes(WebhookEventType... values) {
      this.eventTypes = Set.of(values);
      return this;
    }

    /** 0 takes the limit away. */
    public Builder maxPerSecond(int value) {
      this.maxPerSecond = value;
      return this;
    }

    public Builder status(WebhookEndpointStatus value) {
      this.status = value;
      return this;
    }

    /**
     * The change.
     *
     * @throws IllegalArgumentException when a field is wrong or nothing changes
     */
    public WebhookEndpointUpdateRequest build() {
      return new WebhookEndpointUpdateRequest(url, description, eventTypes, maxPerSecond, status);
    }
  }
}
