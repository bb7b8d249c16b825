package com.zhaoli.pay.payment.pos.web;

import com.zhaoli.pay.common.client.payment.PosRefund;
import com.zhaoli.pay.common.client.payment.PosRefundRequest;
import com.zhaoli.pay.payment.refund.RefundBO;
import com.zhaoli.pay.payment.refund.RefundCommand;
import com.zhaoli.pay.payment.refund.RefundService;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PosRefundController {
  private final RefundService refunds;

  PosRefundController(RefundService refunds) {
    this.refunds = refunds;
  }

  @PostMapping("/internal/v1/merchants/{merchantNo}/pos-refunds")
  PosRefund refund(
      @PathVariable("merchantNo") String merchantNo, @RequestBody PosRefundRequest request) {
    RefundBO refund =
        refunds
            .create(
                RefundCommand.of(
                    merchantNo,
                    request.paymentNo(),
                    request.outRefundNo(),
                    request.amount().fen(),
                    request.reason()))
            .refund();
    return new PosRefund(
        refund.refundNo(),
        refund.paymentNo(),
        refund.status().name(),
        refund.amount(),
        refund.failureCode(),
        refund.refundedAt());
  }
}
