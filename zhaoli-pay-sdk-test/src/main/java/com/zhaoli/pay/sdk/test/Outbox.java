package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.signing.WebhookSecret;
import com.zhaoli.pay.signing.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/** Sends webhooks one after the other, in the order of their events, unless they are withheld. */
final class Outbox {

  private static final int KEPT = 1_000;

  /** Twice what a webhook's receiver may take, so that a stale one is surely refused. */
  private static final Duration STALE = WebhookSignature.TOLERANCE.multipliedBy(2);

  private final Endpoints endpoints;
  private final WebhookSender sender;
  private final Workers workers;
  private final Clock clock;
  private final List<Webhook> all = new ArrayList<>();
  private final List<Webhook> withheld = new ArrayList<>();
  private boolean isWithholding;
  private int resets;

  Outbox(Endpoints endpoints, WebhookSender sender, Workers workers, Clock clock) {
    this.endpoints = endpoints;
    this.sender = sender;
    this.workers = workers;
    this.clock = clock;
  }

  /** Forgets all events; those that were not sent yet never are. */
  synchronized void reset() {
    withheld.forEach(webhook -> webhook.handled.complete(false));
    withheld.clear();
    all.clear();
    isWithholding = false;
    resets++;
  }

  /** Takes an event, and returns before it is sent. */
  synchronized void add(Webhook webhook) {
    if (all.size() == KEPT) {
      all.remove(0);
    }
    all.add(webhook);
    if (isWithholding) {
      if (withheld.size() == KEPT) {
        throw new IllegalStateException(KEPT + " webhooks are withheld: release or reset them");
      }
      withheld.add(webhook);
    } else {
      enqueue(webhook);
    }
  }

  synchronized List<Webhook> all() {
    return List.copyOf(all);
  }

  synchronized void withhold() {
    isWithholding = true;
  }

  /** Sends what was withheld, and what comes from now on. */
  List<Webhook> release() {
    List<Webhook> released;
    synchronized (this) {
      isWithholding = false;
      released = List.copyOf(withheld);
      withheld.clear();
      released.forEach(this::enqueue);
    }
    released.forEach(this::await);
    return released;
  }

  /** Waits until it was sent, unless it is withheld. */
  Webhook await(Webhook webhook) {
    synchronized (this) {
      if (withheld.contains(webhook)) {
        return webhook;
      }
    }
    Workers.await(webhook.handled);
    return webhook;
  }

  /** Waits until all that is not withheld was sent. */
  void awaitAll() {
    all().forEach(this::await);
  }

  /** Sends it now, once more or for the first time, to all that it is for. */
  List<Delivery> deliver(Webhook webhook) {
    synchronized (this) {
      withheld.remove(webhook);
    }
    List<Delivery> deliveries =
        endpoints.targetsOf(webhook).stream()
            .map(target -> sender.send(target.url(), signed(webhook, target, clock.instant())))
            .toList();
    deliveries.forEach(webhook::sent);
    webhook.handled.complete(true);
    return deliveries;
  }

  /** Sends two copies at the same time. */
  List<Delivery> deliverTwice(Webhook webhook) {
    CompletableFuture<List<Delivery>> other = workers.supply(() -> deliver(webhook));
    List<Delivery> deliveries = new ArrayList<>(deliver(webhook));
    deliveries.addAll(Workers.await(other));
    return List.copyOf(deliveries);
  }

  /** Sends it with another amount than was signed. */
  Delivery deliverTampered(Webhook webhook) {
    return deliverAs(
        webhook,
        target -> {
          SignedWebhook signed = signed(webhook, target, clock.instant());
          byte[] body =
              webhook
                  .body()
                  .replaceFirst("\"amount\":", "\"amount\":9")
                  .getBytes(StandardCharsets.UTF_8);
          return new SignedWebhook(signed.headers(), body);
        });
  }

  /** Sends it signed with a secret that is not the merchant's. */
  Delivery deliverForged(Webhook webhook) {
    List<WebhookSecret> foreign = List.of(WebhookSecret.generate(new SecureRandom()));
    return deliverAs(
        webhook,
        target -> WebhookSender.sign(webhook.id(), webhook.bytes(), foreign, clock.instant()));
  }

  /** Sends it as somebody would who recorded it ten minutes ago. */
  Delivery deliverStale(Webhook webhook) {
    return deliverAs(webhook, target -> signed(webhook, target, clock.instant().minus(STALE)));
  }

  /** As it would be sent to the default endpoint now. */
  SignedWebhook sign(Webhook webhook) {
    return WebhookSender.sign(
        webhook.id(), webhook.bytes(), endpoints.defaultSecrets(), clock.instant());
  }

  private Delivery deliverAs(Webhook webhook, Function<Endpoints.Target, SignedWebhook> disguise) {
    Endpoints.Target target =
        endpoints.targetsOf(webhook).stream()
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("there is no address to send " + webhook + " to"));
    return sender.send(target.url(), disguise.apply(target));
  }

  private static SignedWebhook signed(Webhook webhook, Endpoints.Target target, Instant at) {
    return WebhookSender.sign(webhook.id(), webhook.bytes(), target.secrets(), at);
  }

  private void enqueue(Webhook webhook) {
    int resetsBefore = resets;
    try {
      workers.inOrder(
          () -> {
            if (isStillAfter(resetsBefore)) {
              deliver(webhook);
            } else {
              webhook.handled.complete(false);
            }
          });
    } catch (RejectedExecutionException e) {
      webhook.sent(new Delivery("", 0, "not sent: too many webhooks wait"));
      webhook.handled.complete(false);
    }
  }

  private synchronized boolean isStillAfter(int resetsBefore) {
    return resets == resetsBefore;
  }
}
