package com.zhaoli.pay.sandbox.alipay;

import com.zhaoli.pay.sandbox.keys.AlipayKeys;
import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.OrderDraft;
import com.zhaoli.pay.sandbox.order.PaymentMethod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what the methods that make an order have in common. */
@Component
final class AlipayOrderTerms {
  private static final Pattern OUT_TRADE_NO = Pattern.compile("[0-9A-Za-z_]{1,64}");
  private static final Duration DEFAULT_TIMEOUT = Duration.ofHours(2);

  private final AlipayKeys keys;
  private final Clock clock;

  AlipayOrderTerms(AlipayKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** The order that is asked for; refuses what Alipay refuses. */
  OrderDraft read(AlipayRequest request, PaymentMethod method) {
    String outTradeNo = request.text("out_trade_no");
    if (outTradeNo == null || !OUT_TRADE_NO.matcher(outTradeNo).matches()) {
      throw AlipayRefusal.parameter("out_trade_no must be 1 to 64 letters, digits or underscores");
    }
    Optional<Long> fen = AlipayFormat.fen(request.text("total_amount"));
    if (fen.isEmpty()) {
      throw new AlipayRefusal(AlipayAnswer.refused("ACQ.TOTAL_FEE_EXCEED", "订单总金额不在允许范围内"));
    }
    String subject = request.text("subject");
    if (subject == null || subject.isBlank() || subject.length() > 256) {
      throw AlipayRefusal.parameter("subject must be 1 to 256 characters");
    }
    Instant now = clock.instant();
    Optional<Instant> expiresAt = expiry(request, now);
    if (expiresAt.isEmpty() || !expiresAt.get().isAfter(now)) {
      throw AlipayRefusal.parameter("timeout_express or time_expire is not valid");
    }
    return new OrderDraft(
            Channel.ALIPAY, method, outTradeNo, fen.get(), subject, now, expiresAt.get())
        .attach(request.text("passback_params"))
        .notifyUrl(request.notifyUrl())
        .verifyingSerial(request.certificateMode() ? keys.alipayCertificateSerial() : null);
  }

  private static Optional<Instant> expiry(AlipayRequest request, Instant now) {
    String timeout = first(request, "timeout_express", "qr_code_timeout_express");
    if (timeout != null) {
      return AlipayFormat.timeout(timeout).map(now::plus);
    }
    String at = request.text("time_expire");
    return at == null ? Optional.of(now.plus(DEFAULT_TIMEOUT)) : AlipayFormat.instant(at);
  }

  private static @Nullable String first(AlipayRequest request, String name, String otherName) {
    String value = request.text(name);
    return value == null ? request.text(otherName) : value;
  }
}
