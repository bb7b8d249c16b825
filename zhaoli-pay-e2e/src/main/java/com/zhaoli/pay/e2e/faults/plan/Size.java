package com.zhaoli.pay.e2e.faults.plan;

import java.util.EnumSet;
import java.util.Set;

/**
 * How large a run is.
 *
 * @param payments how many payments are created
 * @param wallets whose
 */
public record Size(int payments, Set<Wallet> wallets) {
  private static final int MAX_PAYMENTS = 10_000;
  private static final int LONG_PAYMENTS = 200;
  private static final long MILLIS_PER_PAYMENT = 250;
  private static final long SHORTEST_MILLIS = 20_000;

  /** The last payments have their refunds and closings yet. */
  private static final long WEATHER_AFTER_MILLIS = 30_000;

  public Size {
    if (payments < 1 || payments > MAX_PAYMENTS) {
      throw new IllegalArgumentException("1 to " + MAX_PAYMENTS + " payments, not " + payments);
    }
    if (wallets.isEmpty()) {
      throw new IllegalArgumentException("at least one wallet");
    }
    wallets = Set.copyOf(wallets);
  }

  /** So many payments of both wallets. */
  public static Size of(int payments) {
    return new Size(payments, EnumSet.allOf(Wallet.class));
  }

  /**
   * Whether some payments are left that no payer ever looks at, and some requests that the merchant
   * does not repeat: it takes three minutes and more until their channels have forgotten them.
   */
  public boolean leavesForgotten() {
    return payments >= LONG_PAYMENTS;
  }

  /** How long new payments come. */
  public long trafficMillis() {
    return Math.max(SHORTEST_MILLIS, payments * MILLIS_PER_PAYMENT);
  }

  /** How long the channels are troubled. */
  public long weatherMillis() {
    return trafficMillis() + WEATHER_AFTER_MILLIS;
  }
}
