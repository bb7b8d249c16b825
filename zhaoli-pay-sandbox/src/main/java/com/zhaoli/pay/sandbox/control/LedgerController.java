package com.zhaoli.pay.sandbox.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.OrderState;
import com.zhaoli.pay.sandbox.order.RefundState;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The books of both channels, for checkers that compare them with the platform's. */
@RestController
@RequestMapping("/sandbox/v1/ledger")
final class LedgerController {
  private final OrderBook orders;
  private final Clock clock;

  LedgerController(OrderBook orders, Clock clock) {
    this.orders = orders;
    this.clock = clock;
  }

  /**
   * The orders after a cursor, the oldest first.
   *
   * @param next the cursor of the next page; null when there is none after this
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LedgerPage(List<LedgerOrder> orders, @Nullable Long next) {}

  /**
   * An order as its channel books it.
   *
   * @param paidAt null when no money came
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record LedgerOrder(
      Channel channel,
      String channelOrderNo,
      @Nullable String channelTradeNo,
      OrderState state,
      long amountFen,
      @Nullable Instant paidAt,
      List<LedgerRefund> refunds) {}

  /**
   * Money given back.
   *
   * @param reversal whether a cancel or a reverse made it; its outRefundNo is then the order's
   */
  record LedgerRefund(String outRefundNo, long amountFen, RefundState state, boolean reversal) {}

  @GetMapping
  LedgerPage page(
      @RequestParam(defaultValue = "0") @Min(0) long after,
      @RequestParam(defaultValue = "500") @Min(1) @Max(2_000) int limit) {
    List<SandboxOrder> found = orders.after(after, limit);
    Instant now = clock.instant();
    return new LedgerPage(
        found.stream().map(order -> view(order, now)).toList(),
        found.size() < limit
            ? null
            : Objects.requireNonNull(found.get(found.size() - 1).position()));
  }

  private static LedgerOrder view(SandboxOrder order, Instant now) {
    return new LedgerOrder(
        order.channel(),
        order.channelOrderNo(),
        order.channelTradeNo(),
        order.state(),
        order.amountFen(),
        order.paidAt(),
        order.refunds().stream()
            .map(
                refund ->
                    new LedgerRefund(
                        refund.outRefundNo(),
                        refund.amountFen(),
                        refund.stateAt(now),
                        refund.reversal()))
            .toList());
  }
}
