package com.zhaoli.pay.payment.order.web;

import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.order.PaymentCreateCommand;
import com.zhaoli.pay.payment.order.PaymentService;
import com.zhaoli.pay.payment.order.PaymentService.Creation;
import com.zhaoli.pay.payment.order.PaymentSync;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Payments for merchants. The gateway has checked the signature and says whose it was. */
@RestController
@RequestMapping("/openapi/v1/payments")
class PaymentController {
  private final PaymentService payments;
  private final PaymentSync sync;
  private final ChannelRegistry channels;

  PaymentController(PaymentService payments, PaymentSync sync, ChannelRegistry channels) {
    this.payments = payments;
    this.sync = sync;
    this.channels = channels;
  }

  @PostMapping
  ResponseEntity<PaymentVO> create(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestHeader(ZhaoliHeaders.APP_ID) String appId,
      @RequestBody PaymentCreateDTO request) {
    PaymentCreateCommand command = request.draft().check(merchantNo, appId, channels.names());
    Creation creation = payments.create(command);
    return ResponseEntity.status(creation.created() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(PaymentVO.of(creation.payment()));
  }

  @GetMapping("/{paymentNo}")
  PaymentVO get(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo, @PathVariable String paymentNo) {
    return PaymentVO.of(payments.get(merchantNo, paymentNo));
  }

  @GetMapping
  PaymentVO getByOutTradeNo(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestParam @Nullable String outTradeNo) {
    return PaymentVO.of(
        payments.getByOutTradeNo(merchantNo, PaymentCreateCommand.requireOutTradeNo(outTradeNo)));
  }

  @PostMapping("/{paymentNo}/sync")
  PaymentVO sync(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo, @PathVariable String paymentNo) {
    return PaymentVO.of(sync.syncNow(merchantNo, paymentNo));
  }
}
