package com.zhaoli.pay.sandbox.order;

import com.zhaoli.pay.sandbox.order.RefundRefused.Reason;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Gives money back by the rules that both channels share: never more than was paid, whatever comes
 * at the same moment, and one refund for one number.
 */
@Component
public final class Refunds {
  /** WeChat Pay's limit; Alipay names none. */
  private static final int MAX_REFUNDS = 50;

  private final OrderBook orders;
  private final Clock clock;

  Refunds(OrderBook orders, Clock clock) {
    this.orders = orders;
    this.clock = clock;
  }

  /**
   * What a merchant asks to give back.
   *
   * @param outcome how the refund will end
   * @param settlesAt when it will end
   */
  public record Request(
      String outRefundNo,
      long amountFen,
      @Nullable String reason,
      @Nullable String notifyUrl,
      RefundState outcome,
      Instant settlesAt) {}

  /** A refund that stands; {@code isNew} unless its number was used before. */
  public record Result(SandboxOrder order, Refund refund, boolean isNew) {}

  /**
   * Refunds, once for each number. {@code begun} gets a new refund in the same step, so that nobody
   * sees one of which no notify is under way.
   *
   * @throws RefundRefused by the rules
   */
  public Result refund(
      SandboxOrder order, Request request, BiConsumer<SandboxOrder, Refund> begun) {
    Instant now = clock.instant();
    String channelRefundNo = TradeNumbers.nextRefund(order.channel(), now);
    SandboxOrder changed =
        orders.change(
            order,
            current -> {
              Optional<Refund> same = current.refund(request.outRefundNo());
              if (same.isPresent() && same.get().amountFen() != request.amountFen()) {
                throw new RefundRefused(Reason.OTHER_AMOUNT);
              }
              // A refund that was given up is asked for again under its own number.
              if (same.isPresent() && same.get().holdsItsAmount()) {
                return current;
              }
              check(current, request);
              Refund refund =
                  new Refund(
                      request.outRefundNo(),
                      channelRefundNo,
                      request.amountFen(),
                      current.refundedFen() + request.amountFen(),
                      request.reason(),
                      request.notifyUrl(),
                      request.outcome(),
                      now,
                      request.settlesAt(),
                      false);
              SandboxOrder refunded = current.refunded(refund);
              begun.accept(refunded, refund);
              return refunded;
            });
    Refund stands = changed.refund(request.outRefundNo()).orElseThrow();
    return new Result(changed, stands, stands.channelRefundNo().equals(channelRefundNo));
  }

  private void check(SandboxOrder order, Request request) {
    if (order.state() != OrderState.PAID) {
      throw new RefundRefused(Reason.NOT_PAID);
    }
    boolean elsewhere =
        orders
            .findByRefund(order.channel(), request.outRefundNo())
            .filter(other -> !other.key().equals(order.key()))
            .isPresent();
    // Alipay's numbers are of one trade each, WeChat Pay's of the merchant.
    if (elsewhere && order.channel() == Channel.WECHAT) {
      throw new RefundRefused(Reason.OTHER_ORDER);
    }
    if (request.amountFen() > order.amountFen() - order.refundedFen()) {
      throw new RefundRefused(Reason.TOO_MUCH);
    }
    if (order.refunds().size() >= MAX_REFUNDS) {
      throw new RefundRefused(Reason.TOO_MANY);
    }
  }

  /** The refund of the whole order that a cancel or a reverse makes, under the order's number. */
  public Refund takeBack(SandboxOrder order, @Nullable String notifyUrl) {
    if (order.hasRefund()) {
      throw new RefundRefused(Reason.PARTLY_REFUNDED);
    }
    Instant now = clock.instant();
    return new Refund(
        order.channelOrderNo(),
        TradeNumbers.nextRefund(order.channel(), now),
        order.amountFen(),
        order.amountFen(),
        null,
        notifyUrl,
        RefundState.SUCCESS,
        now,
        now,
        true);
  }
}
