package com.zhaoli.pay.payment.callback;

import com.zhaoli.pay.common.time.OncePer;
import com.zhaoli.pay.common.work.Cleaning;
import com.zhaoli.pay.payment.callback.internal.CallbackStore;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.ChannelCallback;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps what channels sent, as they sent it, for thirty days. What a channel signed is kept in the
 * transaction of what it did; what anybody could have sent is kept only so often, since a stranger
 * must not be able to fill the disk.
 */
@Component
public class CallbackArchive implements Cleaning {
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int CLEANING_LIMIT = 1_000;
  private static final int MAX_HEADERS_LENGTH = 8_000;
  private static final Set<String> KEPT_HEADERS =
      Set.of("content-type", "user-agent", "request-id", "x-forwarded-for");

  private final CallbackStore store;
  private final OncePer strangers;
  private final Clock clock;

  CallbackArchive(CallbackStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.strangers = new OncePer(Duration.ofSeconds(1));
  }

  /**
   * A kept callback.
   *
   * @param result what became of it
   */
  public record Kept(
      long callbackId,
      String channel,
      String channelAccountNo,
      String result,
      String headers,
      String body,
      Instant receivedAt) {}

  /** Keeps a callback; in the current transaction, if there is one. */
  void keep(
      ChannelCallback<?> strategy,
      String channelAccountNo,
      @Nullable String attemptNo,
      String result,
      CallbackRequest request) {
    store.insert(
        strategy.channel().name(),
        channelAccountNo,
        attemptNo,
        result,
        headers(strategy.proofHeaders(), request),
        request.body(),
        clock.instant());
  }

  /** Keeps what nobody verified, at most one a second for each channel. */
  void keepUnverified(
      ChannelCallback<?> strategy,
      String channelAccountNo,
      String result,
      CallbackRequest request) {
    if (strangers.mayPass(strategy.channel().name())) {
      keep(strategy, channelAccountNo, null, result, request);
    }
  }

  private static String headers(Set<String> proof, CallbackRequest request) {
    Map<String, String> kept = new TreeMap<>();
    request
        .headers()
        .forEach(
            (name, value) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              // The channel's own; what the platform adds on its way here is nobody's business.
              if (proof.contains(lower) || KEPT_HEADERS.contains(lower)) {
                kept.put(lower, value);
              }
            });
    String text =
        kept.entrySet().stream()
            .map(header -> header.getKey() + ": " + header.getValue())
            .collect(Collectors.joining("\n"));
    return text.length() > MAX_HEADERS_LENGTH ? text.substring(0, MAX_HEADERS_LENGTH) : text;
  }

  /** What came for an order, the oldest first. */
  public List<Kept> list(String attemptNo, long after, int limit) {
    return store.list(attemptNo, after, limit);
  }

  @Scheduled(
      fixedDelayString = "${zhaoli.callback.cleaning-interval:10m}",
      initialDelayString = "5m")
  @Override
  public int clean() {
    Instant before = clock.instant().minus(KEPT);
    return Cleaning.inPortions(CLEANING_LIMIT, () -> store.deleteOlder(before, CLEANING_LIMIT));
  }

  @Override
  public String table() {
    return "callback_archive";
  }
}
