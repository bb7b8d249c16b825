package com.zhaoli.pay.sandbox.alipay;

import com.zhaoli.pay.sandbox.WebAddress;
import com.zhaoli.pay.sandbox.keys.AlipayKeys;
import com.zhaoli.pay.sandbox.keys.Randoms;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.OrderDraft;
import com.zhaoli.pay.sandbox.order.PaymentMethod;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import com.zhaoli.pay.sandbox.wallet.WalletReturn;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Orders that are paid on a page of Alipay, on computers and on phones, and the way back from it to
 * the merchant.
 */
@Component
final class AlipayPages implements WalletReturn {
  private static final Map<String, PaymentMethod> METHODS =
      Map.of(
          "alipay.trade.page.pay", PaymentMethod.PAGE, "alipay.trade.wap.pay", PaymentMethod.WAP);

  private final AlipayOrderTerms terms;
  private final AlipayKeys keys;
  private final AlipaySignature signature;
  private final OrderBook orders;
  private final Clock clock;

  AlipayPages(
      AlipayOrderTerms terms,
      AlipayKeys keys,
      AlipaySignature signature,
      OrderBook orders,
      Clock clock) {
    this.terms = terms;
    this.keys = keys;
    this.signature = signature;
    this.orders = orders;
    this.clock = clock;
  }

  boolean serves(String method) {
    return METHODS.containsKey(method);
  }

  /** Makes the order, or finds it again, and names the page on which it is paid. */
  URI open(AlipayRequest request) {
    PaymentMethod method = METHODS.getOrDefault(request.method(), PaymentMethod.PAGE);
    String returnUrl = request.returnUrl();
    if (returnUrl != null && WebAddress.of(returnUrl).isEmpty()) {
      throw AlipayRefusal.parameter("return_url must be a whole http or https address");
    }
    OrderDraft draft =
        terms.read(request, method).returnUrl(returnUrl).prepayId(Randoms.alphanumeric(32));
    SandboxOrder order = orders.add(draft.build()).order();
    if (!draft.isSameAs(order)) {
      throw AlipayTrades.inconsistent();
    }
    return URI.create(request.address() + "/wallet/alipay/" + order.prepayId());
  }

  /** The merchant's return_url with the signed parameters that Alipay adds after a payment. */
  @Override
  public Optional<URI> afterPayment(SandboxOrder order) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("charset", "UTF-8");
    parameters.put("out_trade_no", order.channelOrderNo());
    parameters.put(
        "method",
        order.method() == PaymentMethod.WAP
            ? "alipay.trade.wap.pay.return"
            : "alipay.trade.page.pay.return");
    parameters.put("total_amount", AlipayFormat.yuan(order.amountFen()));
    parameters.put("trade_no", String.valueOf(order.channelTradeNo()));
    parameters.put("auth_app_id", keys.appId());
    parameters.put("version", "1.0");
    parameters.put("app_id", keys.appId());
    parameters.put("sign_type", "RSA2");
    parameters.put("seller_id", keys.sellerId());
    parameters.put("timestamp", AlipayFormat.time(clock.instant()));
    String certificate = order.verifyingSerial();
    if (certificate != null) {
      parameters.put("alipay_cert_sn", certificate);
    }
    parameters.put("sign", signature.signNotify(parameters));
    return WebAddress.of(order.returnUrl()).map(url -> WebAddress.with(url, parameters));
  }
}
