package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.sdk.json.JsonBody;
import com.zhaoli.pay.sdk.webhook.WebhookEventType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An event that the merchant is told of, with each time that it was sent. */
public final class Webhook {

  private static final int DELIVERIES_KEPT = 1_000;

  private final String id;
  private final WebhookEventType type;
  private final int version;
  private final String paymentNo;
  private final String outTradeNo;
  private final @Nullable String notifyUrl;
  private final byte[] body;
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

  /** Done when it was sent for the first time, or is known not to be. */
  final CompletableFuture<Boolean> handled = new CompletableFuture<>();

  Webhook(
      String id,
      WebhookEventType type,
      int version,
      String paymentNo,
      String outTradeNo,
      @Nullable String notifyUrl,
      byte[] body) {
    this.id = id;
    this.type = type;
    this.version = version;
    this.paymentNo = paymentNo;
    this.outTradeNo = outTradeNo;
    this.notifyUrl = notifyUrl;
    this.body = body;
  }

  static byte[] bodyOf(
      String id, WebhookEventType type, Instant createdAt, int version, JsonBody data) {
    return new JsonBody()
        .with("id", id)
        .with("type", type.word())
        .with("createdAt", createdAt.toString())
        .with("version", version)
        .with("data", data)
        .toBytes();
  }

  /** The event's id, the same each time that it is sent. */
  public String id() {
    return id;
  }

  public WebhookEventType type() {
    return type;
  }

  /** Counts the events of one payment from 1. */
  public int version() {
    return version;
  }

  public String paymentNo() {
    return paymentNo;
  }

  public String outTradeNo() {
    return outTradeNo;
  }

  /** What is sent, as text. */
  public String body() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Each time that it was sent as it is; empty when there is no address to send it to. */
  public List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /** Whether it was sent, and the merchant's server took it the last time. */
  public boolean isTaken() {
    List<Delivery> all = deliveries();
    return !all.isEmpty() && all.get(all.size() - 1).isTaken();
  }

  @Nullable String notifyUrl() {
    return notifyUrl;
  }

  byte[] bytes() {
    return body.clone();
  }

  void sent(Delivery delivery) {
    if (deliveries.size() < DELIVERIES_KEPT) {
      deliveries.add(delivery);
    }
  }

  /** Names the event and what came of it. */
  @Override
  public String toString() {
    return type.word() + " " + id + " of " + outTradeNo + " " + deliveries;
  }
}
