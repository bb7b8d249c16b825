package com.zhaoli.pay.common.client.payment;

import org.jspecify.annotations.Nullable;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Payments of terminals at payment-service. Each is named by an outTradeNo that the caller makes;
 * all calls may be repeated. Errors arrive as {@code FeignException} with the error body.
 */
@FeignClient(name = "zhaoli-pay-payment-service", contextId = "posPaymentInternalApi")
public interface PosPaymentInternalApi {

  /**
   * Makes the payment, or finds it, and answers it as it stands after the channel's first answer.
   * 400, 403 and 422: there is none, and nothing was taken. 409 OUT_TRADE_NO_CONFLICT: there is
   * another one of that number, such as one that was withdrawn.
   */
  @PostMapping("/internal/v1/merchants/{merchantNo}/pos-payments")
  PosPayment sell(@PathVariable("merchantNo") String merchantNo, @RequestBody PosSale sale);

  /** 404 PAYMENT_NOT_FOUND while there is none. */
  @GetMapping("/internal/v1/merchants/{merchantNo}/pos-payments")
  PosPayment find(
      @PathVariable("merchantNo") String merchantNo, @RequestParam("outTradeNo") String outTradeNo);

  /**
   * Takes the payment back, or off when it was not paid. 404 PAYMENT_NOT_FOUND while there is none;
   * 409 REQUEST_IN_PROGRESS while the channel is being asked to take the money; 409
   * PAYMENT_STATE_INVALID when it cannot be undone any more.
   */
  @PostMapping("/internal/v1/merchants/{merchantNo}/pos-payments/undo")
  PosPayment undo(
      @PathVariable("merchantNo") String merchantNo, @RequestParam("outTradeNo") String outTradeNo);

  /**
   * Sees to it that nothing is ever taken under this number, where no payment has come to be: a
   * sale that is still on its way is refused when it arrives. Where there is a payment it is
   * answered as it is.
   *
   * @param amountFen of the sale, by which the merchant recognises it; 1 when left out
   */
  @PostMapping("/internal/v1/merchants/{merchantNo}/pos-payments/withdraw")
  PosPayment withdraw(
      @PathVariable("merchantNo") String merchantNo,
      @RequestParam("outTradeNo") String outTradeNo,
      @RequestParam("amountFen") @Nullable Long amountFen);

  /**
   * Makes the refund, or finds it, and answers it as it stands. 400, 404, 409 and 422: there is
   * none, and no money goes back.
   */
  @PostMapping("/internal/v1/merchants/{merchantNo}/pos-refunds")
  PosRefund refund(
      @PathVariable("merchantNo") String merchantNo, @RequestBody PosRefundRequest request);
}
