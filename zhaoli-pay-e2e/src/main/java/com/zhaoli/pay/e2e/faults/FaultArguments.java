package com.zhaoli.pay.e2e.faults;

import com.zhaoli.pay.e2e.faults.plan.Size;
import com.zhaoli.pay.e2e.faults.plan.Wallet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person asked the fault run for.
 *
 * @param settlingLimit how long everything may take to settle at the end
 * @param planOnly whether the plans are only to be shown
 */
record FaultArguments(List<Long> seeds, Size size, Duration settlingLimit, boolean planOnly) {
  static final String USAGE =
      """
      Usage: ./zhaoli bench faults [--seed N]... [--seeds FIRST..LAST] [--payments N]
                                   [--wallets ALIPAY,WECHAT] [--settle SECONDS] [--plan]""";

  private static final int DEFAULT_PAYMENTS = 300;
  private static final Duration DEFAULT_SETTLING = Duration.ofMinutes(8);
  private static final int MAX_SEEDS = 1_000;
  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})\\.\\.(\\d{1,9})");

  FaultArguments {
    seeds = List.copyOf(seeds);
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException with a sentence when they cannot be meant
   */
  static FaultArguments of(String... arguments) {
    List<Long> seeds = new ArrayList<>();
    int payments = DEFAULT_PAYMENTS;
    Set<Wallet> wallets = EnumSet.allOf(Wallet.class);
    Duration settling = DEFAULT_SETTLING;
    boolean planOnly = false;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--seed" -> seeds.add(number(arguments, ++i));
        case "--seeds" -> seeds.addAll(range(value(arguments, ++i)));
        case "--payments" -> payments = (int) Math.min(Integer.MAX_VALUE, number(arguments, ++i));
        case "--wallets" -> wallets = wallets(value(arguments, ++i));
        case "--settle" -> settling = Duration.ofSeconds(number(arguments, ++i));
        case "--plan" -> planOnly = true;
        default -> throw new IllegalArgumentException(arguments[i] + " is not known.");
      }
    }
    if (seeds.isEmpty()) {
      seeds.add(1L);
    }
    return new FaultArguments(seeds, new Size(payments, wallets), settling, planOnly);
  }

  private static String value(String[] arguments, int index) {
    if (index == arguments.length) {
      throw new IllegalArgumentException(arguments[index - 1] + " needs a value.");
    }
    return arguments[index];
  }

  private static long number(String[] arguments, int index) {
    String text = value(arguments, index);
    if (!text.matches("\\d{1,15}")) {
      throw new IllegalArgumentException(text + " is no number.");
    }
    return Long.parseLong(text);
  }

  private static List<Long> range(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      throw new IllegalArgumentException(text + " is not FIRST..LAST.");
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    if (last < first || last - first >= MAX_SEEDS) {
      throw new IllegalArgumentException("1 to " + MAX_SEEDS + " seeds, not " + text + ".");
    }
    List<Long> seeds = new ArrayList<>();
    for (long seed = first; seed <= last; seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  private static Set<Wallet> wallets(String text) {
    Set<Wallet> wallets = EnumSet.noneOf(Wallet.class);
    for (String name : text.split(",", -1)) {
      wallets.add(Wallet.valueOf(name));
    }
    return wallets;
  }
}
