package com.zhaoli.pay.common.money;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/**
 * An amount of Chinese yuan in fen, zero or more. In JSON it is the plain number of fen. Arithmetic
 * that would overflow or fall below zero throws.
 *
 * @param fen hundredths of a yuan
 */
public record Money(@JsonValue long fen) implements Comparable<Money> {
  public static final Money ZERO = new Money(0);

  public Money {
    if (fen < 0) {
      throw new IllegalArgumentException("negative fen: " + fen);
    }
  }

  @JsonCreator
  public static Money ofFen(long fen) {
    return new Money(fen);
  }

  /**
   * The amount in a channel's yuan notation, such as {@code 0.01} or {@code 12.5}.
   *
   * @throws ArithmeticException for fractions of a fen or amounts that do not fit
   * @throws NumberFormatException when it is no decimal number
   */
  public static Money ofYuan(String yuan) {
    return new Money(new BigDecimal(yuan).movePointRight(2).longValueExact());
  }

  /** Yuan with exactly two decimals, as Alipay wants it. */
  public String toYuan() {
    return BigDecimal.valueOf(fen, 2).toPlainString();
  }

  public Money plus(Money other) {
    return new Money(Math.addExact(fen, other.fen));
  }

  public Money minus(Money other) {
    return new Money(Math.subtractExact(fen, other.fen));
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(fen, other.fen);
  }
}
