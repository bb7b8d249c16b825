package com.zhaoli.pay.e2e.faults.books;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A webhook as it arrived.
 *
 * @param webhookId the header's
 * @param verification what checking its signature found; VALID when it is good
 * @param text the body, byte by byte as ISO-8859-1
 * @param body the same, read; an empty object when it is no JSON
 * @param answered the status that the receiver answered
 */
public record Delivery(
    String webhookId, String verification, String text, JsonNode body, int answered) {

  /** The payment that it tells of; empty when it names none. */
  public String paymentNo() {
    return body.path("data").path("paymentNo").asString("");
  }

  String type() {
    return body.path("type").asString("");
  }

  int version() {
    return body.path("version").asInt(0);
  }

  String status() {
    return body.path("data").path("status").asString("");
  }

  /** A field of the payment, or null. */
  @Nullable String data(String name) {
    JsonNode value = body.path("data").path(name);
    return value.isMissingNode() || value.isNull() ? null : value.asString("");
  }

  /** A field of the refund, or null. */
  @Nullable String refund(String name) {
    JsonNode value = body.path("data").path("refund").path(name);
    return value.isMissingNode() || value.isNull() ? null : value.asString("");
  }

  boolean isAccepted() {
    return answered / 100 == 2;
  }
}
