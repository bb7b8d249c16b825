package com.zhaoli.pay.sandbox.control;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.sandbox.QrImage;
import com.zhaoli.pay.sandbox.delivery.Notifies;
import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.Payer;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
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

  PayerController(OrderBook orders, Payer payer, Notifies notifies) {
    this.orders = orders;
    this.payer = payer;
    this.notifies = notifies;
  }

  /**
   * Names an order by the content of its code or by the number that the channel knows.
   *
   * @param buyer the payer's name at the wallet; for WeChat it is the openid
   */
  record PayRequest(
      @Nullable @Size(min = 1, max = 512) String codeUrl,
      @Nullable @Size(min = 1, max = 64) String channelOrderNo,
      @Nullable @Pattern(regexp = "[0-9A-Za-z_-]{1,64}") String buyer) {}

  /** The payer pays; the channel's notify follows. */
  @PostMapping("/pay")
  OrderView pay(@Valid @RequestBody PayRequest request) {
    SandboxOrder order = payer.named(request.codeUrl(), request.channelOrderNo());
    return view(payer.pay(order, request.buyer(), notifies::begin));
  }

  /** The payer scans and does not pay: at Alipay the trade comes to be by this. */
  @PostMapping("/scan")
  OrderView scan(@Valid @RequestBody PayRequest request) {
    SandboxOrder order = payer.named(request.codeUrl(), request.channelOrderNo());
    return view(payer.scan(order, request.buyer()));
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
        .map(order -> QrImage.png(order.codeUrl()))
        .orElseThrow(
            () -> ApiException.of(ErrorCode.SANDBOX_NOT_FOUND, "channelOrderNo", "no such order"));
  }

  private OrderView view(SandboxOrder order) {
    return OrderView.of(order, notifies.of(order).orElse(null));
  }

  record OrderList(List<OrderView> orders) {}
}
