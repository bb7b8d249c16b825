package com.zhaoli.pay.payment.reconcile;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What our books have under one number.
 *
 * @param status as it stands in the books, for people
 * @param at when it took place; null when it did not, or when a reversal came before we knew of
 *     money
 */
public record OwnEntry(
    Kind subject,
    String entryNo,
    String merchantNo,
    String attemptNo,
    @Nullable String channelTradeNo,
    Money amount,
    State state,
    String status,
    @Nullable Instant at) {

  /** What the books say of it. */
  public enum State {
    TOOK_PLACE,
    /** Not decided; the sync asks for it. */
    OPEN,
    DID_NOT,
    /**
     * An order that was reversed, or its reversal: the money came, if it did, and went again. A
     * bill shows both or neither.
     */
    REVERSED
  }
}
