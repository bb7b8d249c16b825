package com.zhaoli.pay.common.id;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Instant;

/**
 * Identifiers: a prefix that says what it is, then a ULID (26 characters, Crockford base 32), so
 * that ids of one kind sort by time. Within one process they strictly increase.
 */
public final class Ids {
  /**
   * What an id or number may look like that comes from outside. The database takes no notice of
   * spaces at the end of a text it compares, so that one with a space would find the row and be
   * stored or sealed as another.
   */
  public static final String FROM_OUTSIDE = "[A-Za-z0-9_-]{1,64}";

  private Ids() {}

  public static String paymentNo() {
    return withPrefix("pay_");
  }

  public static String eventId() {
    return withPrefix("evt_");
  }

  public static String merchantNo() {
    return withPrefix("mch_");
  }

  public static String requestId() {
    return withPrefix("req_");
  }

  /**
   * A number for an order at a channel: {@code at_} and a ULID, 29 characters of {@code
   * [0-9A-Za-z_]}, which both wallets take as out_trade_no.
   */
  public static String attemptNo() {
    return withPrefix("at_");
  }

  /** Smaller than every id of this kind that is made from then on, and larger than all before. */
  public static String lowest(String prefix, Instant from) {
    return prefix + new Ulid(from.toEpochMilli() << Short.SIZE, 0);
  }

  /** Any other kind: {@code prefix} ends with an underscore. */
  public static String withPrefix(String prefix) {
    return prefix + UlidCreator.getMonotonicUlid();
  }
}
