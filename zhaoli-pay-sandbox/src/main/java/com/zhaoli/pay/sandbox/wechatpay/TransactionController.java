package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.fault.FaultKind;
import com.zhaoli.pay.sandbox.fault.FaultTarget;
import com.zhaoli.pay.sandbox.fault.Faults;
import com.zhaoli.pay.sandbox.keys.Randoms;
import com.zhaoli.pay.sandbox.keys.WechatPayKeys;
import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.OrderState;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** WeChat Pay APIv3: Native orders, their queries and their end. */
@RestController
@RequestMapping("/v3")
final class TransactionController {
  private final OrderBook orders;
  private final Transactions transactions;
  private final WechatPayKeys keys;
  private final WechatPaySigner signer;
  private final Faults faults;
  private final JsonMapper json;
  private final Clock clock;

  TransactionController(
      OrderBook orders,
      Transactions transactions,
      WechatPayKeys keys,
      WechatPaySigner signer,
      Faults faults,
      JsonMapper json,
      Clock clock) {
    this.orders = orders;
    this.transactions = transactions;
    this.keys = keys;
    this.signer = signer;
    this.faults = faults;
    this.json = json;
    this.clock = clock;
  }

  @PostMapping("/pay/transactions/native")
  Map<String, String> nativeOrder(
      @RequestBody byte[] body,
      @RequestHeader(name = "Wechatpay-Serial", required = false) @Nullable String serial) {
    Instant now = clock.instant();
    NativeOrder.Valid wanted = read(body, NativeOrder.class).validated(keys, now);
    SandboxOrder order =
        orders.add(
            SandboxOrder.created(
                Channel.WECHAT,
                wanted.outTradeNo(),
                "weixin://wxpay/bizpayurl?pr=" + Randoms.alphanumeric(9) + "zz",
                wanted.totalFen(),
                wanted.description(),
                wanted.attach(),
                wanted.notifyUrl(),
                signer.serialFor(serial),
                now,
                wanted.expiresAt()));
    boolean same =
        order.amountFen() == wanted.totalFen()
            && order.subject().equals(wanted.description())
            && Objects.equals(order.attach(), wanted.attach());
    if (!same) {
      throw new WechatPayError(403, "OUT_TRADE_NO_USED", "商户订单号重复");
    }
    return switch (order.state()) {
      case CREATED, SCANNED -> Map.of("code_url", order.codeUrl());
      case PAID -> throw new WechatPayError(400, "ORDERPAID", "该订单已支付");
      case CLOSED -> throw new WechatPayError(400, "ORDER_CLOSED", "订单已关闭");
    };
  }

  @GetMapping("/pay/transactions/out-trade-no/{outTradeNo}")
  Map<String, Object> queryByOutTradeNo(
      @PathVariable String outTradeNo, @RequestParam(required = false) @Nullable String mchid) {
    mustBeOurs(mchid);
    return describe(find(outTradeNo));
  }

  @GetMapping("/pay/transactions/id/{transactionId}")
  Map<String, Object> queryById(
      @PathVariable String transactionId, @RequestParam(required = false) @Nullable String mchid) {
    mustBeOurs(mchid);
    // Before it is paid an order has no number of WeChat's.
    return describe(
        orders
            .findByTradeNo(transactionId)
            .filter(order -> order.channel() == Channel.WECHAT)
            .filter(order -> order.state() == OrderState.PAID)
            .orElseThrow(TransactionController::notExist));
  }

  @PostMapping("/pay/transactions/out-trade-no/{outTradeNo}/close")
  ResponseEntity<Void> close(@PathVariable String outTradeNo, @RequestBody byte[] body) {
    mustBeOurs(read(body, CloseOrder.class).mchid());
    Instant now = clock.instant();
    SandboxOrder order =
        orders.change(
            find(outTradeNo),
            current ->
                switch (current.state()) {
                  case CREATED, SCANNED -> current.close(now);
                  case PAID, CLOSED -> current;
                });
    if (order.state() == OrderState.PAID) {
      throw new WechatPayError(400, "ORDERPAID", "该订单已支付");
    }
    return ResponseEntity.noContent().build();
  }

  /** The platform certificate, for merchants that do not use the public key. */
  @GetMapping("/certificates")
  Map<String, Object> certificates() {
    try {
      String pem =
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(keys.platformCertificate().getEncoded())
              + "\n-----END CERTIFICATE-----\n";
      Map<String, Object> certificate = new LinkedHashMap<>();
      certificate.put("serial_no", keys.platformSerial());
      certificate.put(
          "effective_time",
          Transactions.time(keys.platformCertificate().getNotBefore().toInstant()));
      certificate.put(
          "expire_time", Transactions.time(keys.platformCertificate().getNotAfter().toInstant()));
      certificate.put(
          "encrypt_certificate",
          AesGcm.encrypt(keys.apiV3Key(), pem.getBytes(StandardCharsets.UTF_8), "certificate"));
      return Map.of("data", List.of(certificate));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("The platform certificate cannot be written", e);
    }
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> refused(WechatPayError refusal) {
    return ResponseEntity.status(refusal.status()).body(WechatPayErrors.body(refusal));
  }

  private Map<String, Object> describe(SandboxOrder order) {
    long wrong = faults.strikes(FaultTarget.WECHAT_PAY, FaultKind.WRONG_AMOUNT) ? 1 : 0;
    return transactions.describe(order, wrong);
  }

  private SandboxOrder find(String outTradeNo) {
    return orders.find(Channel.WECHAT, outTradeNo).orElseThrow(TransactionController::notExist);
  }

  private void mustBeOurs(@Nullable String mchid) {
    if (!keys.mchId().equals(mchid)) {
      throw WechatPayError.parameter("商户号与签名的商户号不一致");
    }
  }

  private <T> T read(byte[] body, Class<T> type) {
    try {
      return json.readValue(body, type);
    } catch (JacksonException e) {
      throw WechatPayError.parameter("请求体不是合法的JSON，或字段类型不正确");
    }
  }

  private static WechatPayError notExist() {
    return new WechatPayError(404, "ORDER_NOT_EXIST", "订单不存在");
  }

  private record CloseOrder(@Nullable String mchid) {}
}
