package com.zhaoli.pay.sandbox.order;

import com.zhaoli.pay.sandbox.SandboxProperties;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The payer's barcode. Its first six digits decide what its owner does: 28000x at Alipay, 13000x at
 * WeChat Pay. Every other code is paid at once.
 */
@Component
public final class Barcode {
  /** What happens to the pay call. */
  public enum Script {
    /** Paid at once. */
    PAID,
    /** The wallet asks its owner, who pays after eight seconds. */
    PAYING_THEN_PAID,
    /** The wallet asks its owner, who never answers. */
    PAYING,
    /** The code is not valid. */
    REFUSED,
    /** The call fails with a system error; twelve seconds later it shows that it was paid. */
    REPORTED_LATE
  }

  private static final Duration OWNER_PAYS = Duration.ofSeconds(8);
  private static final Duration SUCCESS_SHOWS = Duration.ofSeconds(12);
  private static final Duration REVERSIBLE = Duration.ofSeconds(15);

  private final SandboxProperties.Barcodes settings;

  Barcode(SandboxProperties properties) {
    this.settings = properties.barcodes();
  }

  /** What the owner of this code does. */
  public static Script scriptOf(String authCode) {
    if (!authCode.startsWith("28000") && !authCode.startsWith("13000")) {
      return Script.PAID;
    }
    return switch (authCode.charAt(5)) {
      case '1' -> Script.PAYING_THEN_PAID;
      case '2' -> Script.PAYING;
      case '3' -> Script.REFUSED;
      case '4' -> Script.REPORTED_LATE;
      default -> Script.PAID;
    };
  }

  /** The order as it comes out of the pay call; a refused code makes none. */
  public SandboxOrder scan(OrderDraft draft, Script script, Instant now) {
    return switch (script) {
      case PAID -> draft.paidBy(Payer.DEFAULT_BUYER).build();
      case PAYING_THEN_PAID -> paying(draft, now.plus(settings.scaled(OWNER_PAYS)));
      case PAYING -> paying(draft, null);
      case REPORTED_LATE -> paying(draft, now.plus(settings.scaled(SUCCESS_SHOWS)));
      case REFUSED -> throw new IllegalArgumentException("A refused code makes no order");
    };
  }

  /** From when on WeChat Pay reverses the order: 15 s after the pay call. */
  public Instant reversibleFrom(SandboxOrder order) {
    return order.createdAt().plus(settings.scaled(REVERSIBLE));
  }

  private static SandboxOrder paying(OrderDraft draft, @Nullable Instant paysAt) {
    return draft.payingBy(Payer.DEFAULT_BUYER, paysAt).build();
  }
}
