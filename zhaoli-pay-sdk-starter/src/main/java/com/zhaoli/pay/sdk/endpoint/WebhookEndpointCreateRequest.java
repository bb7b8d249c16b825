package com.zhaoli.pay.sdk.endpoint;

import com.zhaoli.pay.sdk.check.Checks;
import com.zhaoli.pay.sdk.json.JsonBody;
import com.zhaoli.pay.sdk.webhook.WebhookEventType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint to create. Checked when it is built, so that a mistake shows where it was made.
 *
 * @param url where webhooks go: https, without user info and fragment
 * @param description for people, at most 100 characters
 * @param eventTypes what it is told of; empty for everything
 * @param maxPerSecond calls that it gets a second at most, 1 to 1000; null for no limit
 */
public record WebhookEndpointCreateRequest(
    String url,
    @Nullable String description,
    Set<WebhookEventType> eventTypes,
    @Nullable Integer maxPerSecond) {

  private static final int MAX_DESCRIPTION_LENGTH = 100;
  static final int MAX_PER_SECOND = 1_000;

  /**
   * Checks what does not depend on the platform.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public WebhookEndpointCreateRequest {
    Checks.webAddress("url", url);
    checkDescription(description);
    eventTypes = Set.copyOf(eventTypes);
    Checks.require(!eventTypes.contains(WebhookEventType.UNKNOWN), "an event type is not known");
    Checks.range("maxPerSecond", maxPerSecond, 1, MAX_PER_SECOND);
  }

  /** Begins a request; the url has to be set. */
  public static Builder builder() {
    return new Builder();
  }

  byte[] toJson() {
    return new JsonBody()
        .with("url", url)
        .with("description", description)
        .with("eventTypes", words(eventTypes))
        .with("maxPerSecond", maxPerSecond)
        .toBytes();
  }

  static void checkDescription(@Nullable String description) {
    Checks.require(
        description == null || description.length() <= MAX_DESCRIPTION_LENGTH,
        "description has more than " + MAX_DESCRIPTION_LENGTH + " characters");
  }

  static List<String> words(Set<WebhookEventType> eventTypes) {
    return eventTypes.stream().sorted().map(WebhookEventType::word).toList();
  }

  /** Sets a request's fields by name. */
  public static final class Builder {
    private @Nullable String url;
    private @Nullable String description;
    private Set<WebhookEventType> eventTypes = Set.of();
    private @Nullable Integer maxPerSecond;

    private Builder() {}

    public Builder url(String value) {
      this.url = value;
      return this;
    }

    public Builder description(String value) {
      this.description = value;
      return this;
    }

    public Builder eventTypes(WebhookEventType... values) {
      this.eventTypes = Set.of(values);
      return this;
    }

    public Builder maxPerSecond(int value) {
      this.maxPerSecond = value;
      return this;
    }

    /**
     * The request.
     *
     * @throws IllegalArgumentException when a field is missing or wrong
     */
    public WebhookEndpointCreateRequest build() {
      return new WebhookEndpointCreateRequest(
          Checks.set("url", url), description, eventTypes, maxPerSecond);
    }
  }
}
