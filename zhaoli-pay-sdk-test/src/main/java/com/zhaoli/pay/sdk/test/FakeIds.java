package com.zhaoli.pay.sdk.test;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers of the platform's form, which sort by their making. None comes twice, whatever was reset
 * in between: the program under test may remember the ones before.
 */
final class FakeIds {

  private static final int TIME_DIGITS = 10;
  private static final int COUNTER_DIGITS = 8;
  private static final int RANDOM_DIGITS = 8;
  private static final long RANDOM_BOUND = 1L << 40;

  private final Clock clock;
  private final AtomicLong counter = new AtomicLong();
  private final String instance =
      base32(Math.floorMod(new SecureRandom().nextLong(), RANDOM_BOUND), RANDOM_DIGITS);
  private final String began;

  FakeIds(Clock clock) {
    this.clock = clock;
    this.began = base32(clock.millis(), TIME_DIGITS);
  }

  /** The prefix and 26 characters. */
  String next(String prefix) {
    return prefix + began + base32(counter.incrementAndGet(), COUNTER_DIGITS) + instance;
  }

  /** A number as the wallets give: 28 digits. */
  String channelTradeNo() {
    return String.format(Locale.ROOT, "%014d%014d", clock.millis(), counter.incrementAndGet());
  }

  private static String base32(long number, int digits) {
    String text = Long.toString(number, 32).toUpperCase(Locale.ROOT);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }
}
