package com.zhaoli.pay.payment.order.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.AttemptBO;
import com.zhaoli.pay.payment.order.PaymentBO;
import com.zhaoli.pay.payment.order.PaymentStatus;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A payment as its merchant sees it. Fields without a value are left out.
 *
 * @param codeUrl the content of a QR code: the wallet's own, or the cashier's for AGGREGATE_QR
 * @param cashierUrl a page on which the payer can pay
 * @param payParams what the wallet's page goes on with (JSAPI), or {@code payUrl} to send the
 *     browser to (WAP, PAGE)
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record PaymentVO(
    String paymentNo,
    String outTradeNo,
    Money amount,
    String subject,
    PaymentMethod method,
    @Nullable Channel channel,
    PaymentStatus status,
    @Nullable String codeUrl,
    String payToken,
    @Nullable String cashierUrl,
    Map<String, String> payParams,
    @Nullable Money refundedAmount,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant paidAt,
    @Nullable String channelTradeNo,
    @Nullable String failureCode,
    @Nullable String attach,
    @Nullable String storeId,
    @Nullable String terminalNo) {

  static PaymentVO of(PaymentBO payment, ChannelProperties settings) {
    AttemptBO attempt = payment.attempt();
    String cashierUrl = settings.publicUrl() + "/cashier/" + payment.payToken();
    boolean hasPage = payment.method() != PaymentMethod.BARCODE;
    return new PaymentVO(
        payment.paymentNo(),
        payment.outTradeNo(),
        payment.amount(),
        payment.subject(),
        payment.method(),
        payment.channel(),
        payment.status(),
        payment.isAggregate() ? cashierUrl : attempt == null ? null : attempt.codeUrl(),
        payment.payToken(),
        hasPage ? cashierUrl : null,
        payParams(payment, attempt, cashierUrl),
        payment.refunded().fen() == 0 ? null : payment.refunded(),
        payment.createdAt(),
        payment.expiresAt(),
        payment.paidAt(),
        payment.channelTradeNo(),
        payment.failureCode(),
        payment.attach(),
        payment.storeId(),
        payment.terminalNo());
  }

  /** A wallet without a page of its own for desktops shows its code on ours. */
  private static Map<String, String> payParams(
      PaymentBO payment, @Nullable AttemptBO attempt, String cashierUrl) {
    if (payment.isAggregate()) {
      return Map.of();
    }
    if (attempt == null) {
      // It is opened on our page, which knows where the payer is.
      return Map.of("payUrl", cashierUrl);
    }
    return payment.method() == PaymentMethod.PAGE && attempt.codeUrl() != null
        ? Map.of("payUrl", cashierUrl)
        : attempt.payParams();
  }
}
