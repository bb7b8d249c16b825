package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.SandboxAddress;
import com.zhaoli.pay.sandbox.keys.Randoms;
import com.zhaoli.pay.sandbox.keys.WechatPayKeys;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.OrderDraft;
import com.zhaoli.pay.sandbox.order.PaymentMethod;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders that wait for their payer: Native, JSAPI and H5. */
@RestController
@RequestMapping("/v3/pay/transactions")
final class PrepayController {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("ddHHmmss", Locale.ROOT).withZone(ZoneId.of("Asia/Shanghai"));

  private final OrderBook orders;
  private final WechatPayBodies bodies;
  private final WechatPayKeys keys;
  private final WechatPaySigner signer;
  private final SandboxAddress address;
  private final Clock clock;

  PrepayController(
      OrderBook orders,
      WechatPayBodies bodies,
      WechatPayKeys keys,
      WechatPaySigner signer,
      SandboxAddress address,
      Clock clock) {
    this.orders = orders;
    this.bodies = bodies;
    this.keys = keys;
    this.signer = signer;
    this.address = address;
    this.clock = clock;
  }

  @PostMapping("/native")
  Map<String, String> nativeOrder(
      @RequestBody byte[] body,
      @RequestHeader(name = "Wechatpay-Serial", required = false) @Nullable String serial) {
    OrderDraft draft = draft(read(body), PaymentMethod.NATIVE, serial);
    SandboxOrder order =
        add(draft.codeUrl("weixin://wxpay/bizpayurl?pr=" + Randoms.alphanumeric(9) + "zz"));
    return Map.of("code_url", Objects.requireNonNull(order.codeUrl()));
  }

  /** An order for a payer whose openid is known, paid inside WeChat. */
  @PostMapping("/jsapi")
  Map<String, String> jsapi(
      @RequestBody byte[] body,
      @RequestHeader(name = "Wechatpay-Serial", required = false) @Nullable String serial) {
    OrderBody wanted = read(body);
    OrderDraft draft = draft(wanted, PaymentMethod.JSAPI, serial).buyer(wanted.openid());
    SandboxOrder order = add(draft.prepayId(newPrepayId()));
    if (!wanted.openid().equals(order.buyer())) {
      throw numberUsed();
    }
    return Map.of("prepay_id", Objects.requireNonNull(order.prepayId()));
  }

  /** An order that is paid on WeChat Pay's page in a phone's browser. */
  @PostMapping("/h5")
  Map<String, String> h5(
      @RequestBody byte[] body,
      @RequestHeader(name = "Wechatpay-Serial", required = false) @Nullable String serial,
      HttpServletRequest request) {
    OrderBody wanted = read(body);
    wanted.mustHaveH5Scene();
    SandboxOrder order = add(draft(wanted, PaymentMethod.H5, serial).prepayId(newPrepayId()));
    return Map.of(
        "h5_url",
        address.seenBy(request)
            + "/wallet/h5?prepay_id="
            + order.prepayId()
            + "&package="
            + Randoms.digits(10));
  }

  private OrderBody read(byte[] body) {
    return bodies.read(body, OrderBody.class);
  }

  private OrderDraft draft(OrderBody wanted, PaymentMethod method, @Nullable String serial) {
    return wanted
        .validated(method, keys, clock.instant())
        .verifyingSerial(signer.serialFor(serial));
  }

  private SandboxOrder add(OrderDraft draft) {
    SandboxOrder order = orders.add(draft.build()).order();
    if (!draft.isSameAs(order)) {
      throw numberUsed();
    }
    Transactions.mustBeOpen(order);
    return order;
  }

  private String newPrepayId() {
    Instant now = clock.instant();
    return "wx" + SECOND.format(now) + Randoms.hex(26);
  }

  static WechatPayError numberUsed() {
    return new WechatPayError(403, "OUT_TRADE_NO_USED", "商户订单号重复");
  }
}
