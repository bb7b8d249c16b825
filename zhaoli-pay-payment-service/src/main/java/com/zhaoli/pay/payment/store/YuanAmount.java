package com.zhaoli.pay.payment.store;

import com.zhaoli.pay.common.money.Money;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An amount that a person typed: yuan with at most two decimals, 0.01 to 50,000.00. What has more
 * decimals is refused and not rounded. The page's {@code money.js} reads the same texts.
 */
final class YuanAmount {
  private static final Pattern SHAPE = Pattern.compile("(0|[1-9][0-9]{0,4})(\\.[0-9]{1,2})?");
  private static final Money MIN = new Money(1);
  private static final Money MAX = new Money(5_000_000);

  private YuanAmount() {}

  static Optional<Money> parse(String typed) {
    return SHAPE.matcher(typed).matches()
        ? Optional.of(Money.ofYuan(typed))
            .filter(money -> money.compareTo(MIN) >= 0 && money.compareTo(MAX) <= 0)
        : Optional.empty();
  }
}
