package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.keys.WechatPayKeys;
import com.zhaoli.pay.sandbox.order.Barcode;
import com.zhaoli.pay.sandbox.order.Barcode.Script;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.OrderDraft;
import com.zhaoli.pay.sandbox.order.OrderState;
import com.zhaoli.pay.sandbox.order.PaymentMethod;
import com.zhaoli.pay.sandbox.order.RefundRefused;
import com.zhaoli.pay.sandbox.order.Refunds;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Payments by barcode, and the reverse that ends an uncertain one. */
@RestController
@RequestMapping("/v3/pay/transactions")
final class CodepayController {
  private static final Duration REVERSIBLE_FOR = Duration.ofDays(7);

  private final OrderBook orders;
  private final Barcode barcode;
  private final Refunds refunds;
  private final Transactions transactions;
  private final WechatPayBodies bodies;
  private final WechatPayKeys keys;
  private final WechatPaySigner signer;
  private final Clock clock;

  CodepayController(
      OrderBook orders,
      Barcode barcode,
      Refunds refunds,
      Transactions transactions,
      WechatPayBodies bodies,
      WechatPayKeys keys,
      WechatPaySigner signer,
      Clock clock) {
    this.orders = orders;
    this.barcode = barcode;
    this.refunds = refunds;
    this.transactions = transactions;
    this.bodies = bodies;
    this.keys = keys;
    this.signer = signer;
    this.clock = clock;
  }

  @PostMapping("/codepay")
  Map<String, Object> codepay(
      @RequestBody byte[] body,
      @RequestHeader(name = "Wechatpay-Serial", required = false) @Nullable String serial) {
    OrderBody wanted = bodies.read(body, OrderBody.class);
    Instant now = clock.instant();
    OrderDraft draft =
        wanted
            .validated(PaymentMethod.BARCODE, keys, now)
            .verifyingSerial(signer.serialFor(serial));
    Script script = Barcode.scriptOf(wanted.authCode());
    if (script == Script.REFUSED) {
      throw new WechatPayError(400, "AUTH_CODE_INVALID", "付款码无效，请重新扫码");
    }
    OrderBook.Added added = orders.add(barcode.scan(draft, script, now));
    SandboxOrder order = added.order();
    if (!draft.isSameAs(order)) {
      throw PrepayController.numberUsed();
    }
    if (added.isNew() && script == Script.REPORTED_LATE) {
      throw new WechatPayError(500, "SYSTEM_ERROR", "系统异常，请稍后重试");
    }
    if (!added.isNew()) {
      Transactions.mustBeOpen(order);
    }
    // While the owner is asked, the real answer holds no more than this.
    return order.state() == OrderState.PAYING
        ? Map.of("trade_state", "USERPAYING")
        : transactions.describe(order, 0);
  }

  @PostMapping("/out-trade-no/{outTradeNo}/reverse")
  Map<String, String> reverse(@PathVariable String outTradeNo, @RequestBody byte[] body) {
    ReverseBody request = bodies.read(body, ReverseBody.class);
    bodies.mustBeOurs(request.mchid());
    if (!keys.appId().equals(request.appid())) {
      throw new WechatPayError(400, "APPID_MCHID_NOT_MATCH", "appid和mch_id不匹配");
    }
    try {
      orders.change(transactions.named(outTradeNo), this::reversed);
    } catch (RefundRefused refused) {
      throw WechatPayError.rule("订单已有退款，不能撤销，请使用申请退款接口");
    }
    return Map.of("appid", keys.appId(), "mchid", keys.mchId(), "out_trade_no", outTradeNo);
  }

  private SandboxOrder reversed(SandboxOrder order) {
    if (order.method() != PaymentMethod.BARCODE) {
      throw WechatPayError.rule("仅付款码支付的订单可以撤销");
    }
    Instant now = clock.instant();
    if (now.isBefore(barcode.reversibleFrom(order))) {
      throw new WechatPayError(400, "USERPAYING", "正在支付中不能发起撤销，请在支付15秒后再试");
    }
    if (now.isAfter(order.createdAt().plus(REVERSIBLE_FOR))) {
      throw new WechatPayError(400, "REVERSE_EXPIRE", "订单超过7天，无法撤销");
    }
    return switch (order.state()) {
      case REVERSED -> order;
      case CREATED, SCANNED, PAYING, CLOSED -> order.reverse(now);
      case PAID -> order.refunded(refunds.takeBack(order, null)).reverse(now);
    };
  }

  private record ReverseBody(@Nullable String appid, @Nullable String mchid) {}
}
