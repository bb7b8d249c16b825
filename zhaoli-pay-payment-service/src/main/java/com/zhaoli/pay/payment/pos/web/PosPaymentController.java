package com.zhaoli.pay.payment.pos.web;

import com.zhaoli.pay.common.client.payment.PosPayment;
import com.zhaoli.pay.common.client.payment.PosSale;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.order.AttemptBO;
import com.zhaoli.pay.payment.order.AttemptStatus;
import com.zhaoli.pay.payment.order.PaymentBO;
import com.zhaoli.pay.payment.pos.PosPayments;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/internal/v1/merchants/{merchantNo}/pos-payments")
class PosPaymentController {
  private final PosPayments payments;
  private final ChannelProperties settings;

  PosPaymentController(PosPayments payments, ChannelProperties settings) {
    this.payments = payments;
    this.settings = settings;
  }

  @PostMapping
  PosPayment sell(@PathVariable("merchantNo") String merchantNo, @RequestBody PosSale sale) {
    return view(payments.sell(merchantNo, sale));
  }

  @GetMapping
  PosPayment find(
      @PathVariable("merchantNo") String merchantNo,
      @RequestParam("outTradeNo") String outTradeNo) {
    return view(payments.get(merchantNo, outTradeNo));
  }

  @PostMapping("/undo")
  PosPayment undo(
      @PathVariable("merchantNo") String merchantNo,
      @RequestParam("outTradeNo") String outTradeNo) {
    return view(payments.undo(merchantNo, outTradeNo));
  }

  @PostMapping("/withdraw")
  PosPayment withdraw(
      @PathVariable("merchantNo") String merchantNo,
      @RequestParam("outTradeNo") String outTradeNo,
      @RequestParam(name = "amountFen", required = false) @Nullable Long amountFen) {
    return view(payments.withdraw(merchantNo, outTradeNo, amountFen == null ? 1 : amountFen));
  }

  private PosPayment view(PaymentBO payment) {
    AttemptBO attempt = payment.attempt();
    Channel channel = payment.channel();
    return new PosPayment(
        payment.paymentNo(),
        payment.outTradeNo(),
        payment.status().name(),
        payments.isWithdrawn(payment),
        attempt != null && attempt.status() == AttemptStatus.REVERSING,
        payment.amount(),
        payment.refunded(),
        channel == null ? null : channel.name(),
        payment.isAggregate() ? settings.publicUrl() + "/cashier/" + payment.payToken() : null,
        payment.failureCode(),
        payment.channelTradeNo(),
        payment.expiresAt(),
        payment.paidAt());
  }
}
