package com.zhaoli.pay.e2e.poschaos;

import com.zhaoli.pay.e2e.poschaos.ChaosResult.Finality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every trade is decided in the time that the protocol promises. */
final class TimeLimits {
  private static final Duration WECHAT = Duration.ofSeconds(45);
  private static final Duration ALIPAY = Duration.ofSeconds(60);
  private static final Duration AFTER_EXPIRY = Duration.ofSeconds(15);

  private final ServiceKiller killer;
  private final Map<String, List<Long>> millis = new TreeMap<>();
  private final Map<String, Long> longest = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();

  TimeLimits(ServiceKiller killer) {
    this.killer = killer;
  }

  void check(List<PosRows.Trade> trades) {
    for (PosRows.Trade trade : trades) {
      String channel = trade.channel();
      String method = trade.method();
      if (method == null) {
        // The terminal cancelled what had never arrived: decided as it was written.
        continue;
      }
      boolean barcode = method.equals("BARCODE");
      Instant expiresAt = trade.expiresAt();
      Duration limit =
          barcode
              ? "WECHAT".equals(channel) ? WECHAT : ALIPAY
              : Duration.between(
                      trade.createdAt(), expiresAt == null ? trade.createdAt() : expiresAt)
                  .plus(AFTER_EXPIRY);
      Duration away = killer.awayWithin(trade.createdAt(), trade.decidedAt());
      Duration took = trade.took().minus(away);
      String kind = barcode ? "barcode " + (channel == null ? "no channel" : channel) : "QR code";
      millis.computeIfAbsent(kind, name -> new ArrayList<>()).add(took.toMillis());
      longest.merge(kind, trade.took().toMillis(), Math::max);
      if (took.compareTo(limit) > 0) {
        violations.add("decided after " + took + ", away " + away + ": " + trade);
      }
    }
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  Map<String, Finality> finality() {
    Map<String, Finality> finality = new TreeMap<>();
    millis.forEach(
        (kind, unsorted) -> {
          List<Long> sorted = unsorted.stream().sorted().toList();
          finality.put(
              kind,
              new Finality(
                  sorted.size(),
                  percentile(sorted, 50),
                  percentile(sorted, 99),
                  sorted.get(sorted.size() - 1),
                  longest.getOrDefault(kind, 0L)));
        });
    return finality;
  }

  private static long percentile(List<Long> sorted, int percent) {
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }
}
