package com.zhaoli.pay.payment.pos;

import com.zhaoli.pay.common.client.payment.PosSale;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.PaymentBO;
import com.zhaoli.pay.payment.order.PaymentClosing;
import com.zhaoli.pay.payment.order.PaymentCreateCommand;
import com.zhaoli.pay.payment.order.PaymentDrafts;
import com.zhaoli.pay.payment.order.PaymentReversal;
import com.zhaoli.pay.payment.order.PaymentService;
import com.zhaoli.pay.payment.order.PaymentStatus;
import com.zhaoli.pay.payment.suspension.SuspendedMerchants;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Payments at terminals: those that merchants make themselves, under numbers that the terminals'
 * service makes. What is not decided after an answer is followed to its end by the sync.
 */
@Component
public class PosPayments {
  private static final int WITHDRAWN_EXPIRE_SECONDS = 60;
  private static final String WITHDRAWN_SUBJECT = "Withdrawn at the terminal";

  private final SuspendedMerchants suspended;
  private final PaymentService payments;
  private final PaymentReversal reversal;
  private final PaymentClosing closing;
  private final PaymentDrafts drafts;

  PosPayments(
      SuspendedMerchants suspended,
      PaymentService payments,
      PaymentReversal reversal,
      PaymentClosing closing,
      PaymentDrafts drafts) {
    this.suspended = suspended;
    this.payments = payments;
    this.reversal = reversal;
    this.closing = closing;
    this.drafts = drafts;
  }

  /**
   * Makes the payment, or finds the one that an equal sale made.
   *
   * @return the payment, FAILED too
   * @throws ApiException REQUEST_INVALID, METHOD_NOT_AVAILABLE, CHANNEL_NOT_CONFIGURED or
   *     MERCHANT_SUSPENDED: there is no payment; OUT_TRADE_NO_CONFLICT: there is another one, such
   *     as one that was withdrawn
   */
  public PaymentBO sell(String merchantNo, PosSale sale) {
    PaymentCreateCommand command =
        command(
            merchantNo,
            sale.outTradeNo(),
            sale.amount().fen(),
            sale.subject(),
            sale.authCode() == null ? null : sale.authCode().value(),
            sale.expireSeconds(),
            sale.storeId(),
            sale.terminalNo());
    suspended.requireNot(merchantNo);
    try {
      return payments.create(command).payment();
    } catch (ApiException e) {
      // Both tell of a payment that is there: what the caller wants is how it stands.
      if (e.code() == ErrorCode.CHANNEL_DECLINED || e.code() == ErrorCode.CHANNEL_UNAVAILABLE) {
        return payments.getByOutTradeNo(merchantNo, sale.outTradeNo());
      }
      throw e;
    }
  }

  /**
   * The payment.
   *
   * @throws ApiException PAYMENT_NOT_FOUND while there is none
   */
  public PaymentBO get(String merchantNo, String outTradeNo) {
    return payments.getByOutTradeNo(merchantNo, PaymentCreateCommand.requireOutTradeNo(outTradeNo));
  }

  /**
   * Takes a barcode payment back, and one by QR code off while it is not paid. One that ended
   * without money is answered as it is.
   *
   * @throws ApiException PAYMENT_NOT_FOUND; PAYMENT_STATE_INVALID; REQUEST_IN_PROGRESS
   */
  public PaymentBO undo(String merchantNo, String outTradeNo) {
    PaymentBO payment = get(merchantNo, outTradeNo);
    if (hasEndedWithoutMoney(payment.status())) {
      return payment;
    }
    return payment.method() == PaymentMethod.BARCODE
        ? reversal.reverse(merchantNo, payment.paymentNo())
        : closing.close(merchantNo, payment.paymentNo());
  }

  /**
   * Sees to it that nothing is ever taken under a number where no payment has come to be, by a
   * payment that no payer can open and that is closed at once: the database takes one payment of a
   * number only. Where there is a payment it is answered as it is.
   *
   * @param amountFen of the sale, by which the merchant recognises it
   */
  public PaymentBO withdraw(String merchantNo, String outTradeNo, long amountFen) {
    PaymentCreateCommand nothing =
        command(
            merchantNo,
            outTradeNo,
            amountFen,
            WITHDRAWN_SUBJECT,
            null,
            WITHDRAWN_EXPIRE_SECONDS,
            null,
            null);
    try {
      PaymentBO withdrawn = payments.create(nothing).payment();
      return withdrawn.status() == PaymentStatus.CLOSED
          ? withdrawn
          : closing.close(merchantNo, withdrawn.paymentNo());
    } catch (ApiException e) {
      if (e.code() == ErrorCode.OUT_TRADE_NO_CONFLICT) {
        return get(merchantNo, outTradeNo);
      }
      throw e;
    }
  }

  /** Whether the payment stands for a sale that never came to be. */
  public boolean isWithdrawn(PaymentBO payment) {
    return payment.terminalNo() == null && payment.subject().equals(WITHDRAWN_SUBJECT);
  }

  private PaymentCreateCommand command(
      String merchantNo,
      String outTradeNo,
      long amountFen,
      String subject,
      @Nullable String authCode,
      int expireSeconds,
      @Nullable String storeId,
      @Nullable String terminalNo) {
    PaymentMethod method = authCode == null ? PaymentMethod.AGGREGATE_QR : PaymentMethod.BARCODE;
    PaymentCreateCommand.Draft draft =
        new PaymentCreateCommand.Draft(
            outTradeNo,
            amountFen,
            subject,
            method.name(),
            null,
            authCode,
            null,
            null,
            null,
            null,
            expireSeconds,
            null,
            storeId,
            terminalNo);
    // A terminal signs as an app does, under its own number.
    return drafts.check(draft, merchantNo, terminalNo == null ? merchantNo : terminalNo);
  }

  private static boolean hasEndedWithoutMoney(PaymentStatus status) {
    return switch (status) {
      case REVERSED, CLOSED, FAILED -> true;
      case CREATED, PAYING, SUCCEEDED, PARTIALLY_REFUNDED, REFUNDED -> false;
    };
  }
}
