package com.zhaoli.pay.payment.order.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.order.PaymentBO;
import com.zhaoli.pay.payment.order.PaymentClosing;
import com.zhaoli.pay.payment.order.PaymentCreateCommand;
import com.zhaoli.pay.payment.order.PaymentDrafts;
import com.zhaoli.pay.payment.order.PaymentFinder;
import com.zhaoli.pay.payment.order.PaymentReversal;
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
  private final PaymentFinder finder;
  private final PaymentClosing closing;
  private final PaymentReversal reversal;
  private final PaymentSync sync;
  private final PaymentDrafts drafts;
  private final ChannelProperties settings;

  PaymentController(
      PaymentService payments,
      PaymentFinder finder,
      PaymentClosing closing,
      PaymentReversal reversal,
      PaymentSync sync,
      PaymentDrafts drafts,
      ChannelProperties settings) {
    this.payments = payments;
    this.finder = finder;
    this.closing = closing;
    this.reversal = reversal;
    this.sync = sync;
    this.drafts = drafts;
    this.settings = settings;
  }

  @PostMapping
  ResponseEntity<PaymentVO> create(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestHeader(ZhaoliHeaders.APP_ID) String appId,
      @RequestBody PaymentCreateDTO request) {
    Creation creation = payments.create(drafts.check(request.draft(), merchantNo, appId));
    return ResponseEntity.status(creation.created() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(view(creation.payment()));
  }

  @GetMapping("/{paymentNo}")
  PaymentVO get(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo, @PathVariable String paymentNo) {
    return view(payments.get(merchantNo, paymentNo));
  }

  /** One payment by the merchant's number or the channel's. */
  @GetMapping
  PaymentVO getByNumber(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestParam @Nullable String outTradeNo,
      @RequestParam @Nullable String channelTradeNo) {
    if (outTradeNo == null && channelTradeNo != null) {
      return view(
          payments
              .findByChannelTradeNo(merchantNo, channelTradeNo)
              .orElseThrow(() -> new ApiException(ErrorCode.PAYMENT_NOT_FOUND)));
    }
    return view(
        payments.getByOutTradeNo(merchantNo, PaymentCreateCommand.requireOutTradeNo(outTradeNo)));
  }

  @PostMapping("/{paymentNo}/close")
  PaymentVO close(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo, @PathVariable String paymentNo) {
    return view(closing.close(merchantNo, paymentNo));
  }

  @PostMapping("/{paymentNo}/reverse")
  PaymentVO reverse(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo, @PathVariable String paymentNo) {
    return view(reversal.reverse(merchantNo, paymentNo));
  }

  @PostMapping("/{paymentNo}/sync")
  PaymentVO sync(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo, @PathVariable String paymentNo) {
    return view(sync.syncNow(merchantNo, paymentNo));
  }

  /** The same by the merchant's number, or by the channel's, which the channel is asked about. */
  @PostMapping("/sync")
  PaymentVO syncByNumber(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestParam @Nullable String outTradeNo,
      @RequestParam @Nullable String channelTradeNo) {
    PaymentBO payment =
        outTradeNo == null && channelTradeNo != null
            ? finder.byChannelTradeNo(merchantNo, channelTradeNo)
            : payments.getByOutTradeNo(
                merchantNo, PaymentCreateCommand.requireOutTradeNo(outTradeNo));
    return view(sync.syncNow(merchantNo, payment.paymentNo()));
  }

  private PaymentVO view(PaymentBO payment) {
    return PaymentVO.of(payment, settings);
  }
}
