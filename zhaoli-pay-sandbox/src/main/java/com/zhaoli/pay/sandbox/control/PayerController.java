package com.zhaoli.pay.sandbox.control;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.sandbox.QrImage;
import com.zhaoli.pay.sandbox.delivery.Notifies;
import com.zhaoli.pay.sandbox.delivery.PendingNotify;
import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.OrderName;
import com.zhaoli.pay.sandbox.order.Payer;
import com.zhaoli.pay.sandbox.order.Refund;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Plays the payer: sees orders, scans their codes, pays them. */
@RestController
@RequestMapping("/sandbox/v1")
final class PayerController {
  private final OrderBook orders;
  private final Payer payer;
  private final Notifies notifies;
  private final Clock clock;

  PayerController(OrderBook orders, Payer payer, Notifies notifies, Clock clock) {
    this.orders = orders;
    this.payer = payer;
    this.notifies = notifies;
    this.clock = clock;
  }

  /**
   * Names an order as {@link OrderName} does.
   *
   * @param buyer the payer's name at the wallet; for WeChat it is the openid
   */
  record PayRequest(
      @Nullable @Size(min = 1, max = 512) String codeUrl,
      @Nullable @Size(min = 1, max = 64) String channelOrderNo,
      @Nullable @Size(min = 1, max = 64) String prepayId,
      @Nullable @Size(min = 1, max = 64) String tradeNo,
      @Nullable Channel channel,
      @Nullable @Pattern(regexp = "[0-9A-Za-z_-]{1,64}") String buyer) {
    SandboxOrder in(OrderBook orders) {
      return new OrderName(codeUrl, channelOrderNo, prepayId, tradeNo, channel).in(orders);
    }
  }

  /** The payer pays; the channel's notify follows. */
  @PostMapping("/pay")
  OrderView pay(@Valid @RequestBody PayRequest request) {
    return view(payer.pay(request.in(orders), request.buyer(), notifies::begin));
  }

  /** The payer scans and does not pay: at Alipay the trade comes to be by this. */
  @PostMapping("/scan")
  OrderView scan(@Valid @RequestBody PayRequest request) {
    return view(payer.scan(request.in(orders), request.buyer()));
  }

  /** The newest orders. */
  @GetMapping("/orders")
  OrderList orders(@RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit) {
    return new OrderList(orders.newest(limit).stream().map(this::view).toList());
  }

  @GetMapping(
      path = "/orders/{channel}/{channelOrderNo}/qr.png",
      produces = MediaType.IMAGE_PNG_VALUE)
  byte[] qrCode(@PathVariable Channel channel, @PathVariable String channelOrderNo) {
    return orders
        .find(channel, channelOrderNo)
        .map(SandboxOrder::codeUrl)
        .map(QrImage::png)
        .orElseThrow(
            () ->
                ApiException.of(
                    ErrorCode.SANDBOX_NOT_FOUND, "channelOrderNo", "no order with a code"));
  }

  private OrderView view(SandboxOrder order) {
    return OrderView.of(
        order,
        notifies.of(order).orElse(null),
        order.refunds().stream().map(refund -> refundView(order, refund)).toList());
  }

  private RefundView refundView(SandboxOrder order, Refund refund) {
    return new RefundView(
        refund.outRefundNo(),
        refund.channelRefundNo(),
        refund.amountFen(),
        refund.stateAt(clock.instant()),
        refund.reversal(),
        notifies.of(order, refund).map(PendingNotify::state).orElse(null));
  }

  record OrderList(List<OrderView> orders) {}
}
