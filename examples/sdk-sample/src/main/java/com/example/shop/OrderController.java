package com.example.shop;

import com.zhaoli.pay.sdk.ZhaoliPayClient;
import com.zhaoli.pay.sdk.payment.Payment;
import com.zhaoli.pay.sdk.payment.PaymentChannel;
import com.zhaoli.pay.sdk.payment.PaymentCreateRequest;
import com.zhaoli.pay.sdk.payment.PaymentMethod;
import java.util.Map;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sells coffee for 18.00 yuan. */
@RestController
class OrderController {

  private final ZhaoliPayClient zhaoliPay;

  OrderController(ZhaoliPayClient zhaoliPay) {
    this.zhaoliPay = zhaoliPay;
  }

  /** Begins to pay an order; the payer scans what codeUrl holds. */
  @PostMapping("/orders/{orderNo}/payment")
  Map<String, String> pay(@PathVariable String orderNo) {
    Payment payment =
        zhaoliPay
            .payments()
            .create(
                PaymentCreateRequest.builder()
                    .outTradeNo(orderNo)
                    .amount(1800)
                    .subject("Coffee")
                    .method(PaymentMethod.NATIVE)
                    .channel(PaymentChannel.WECHAT)
                    .build());
    return Map.of("paymentNo", payment.paymentNo(), "codeUrl", String.valueOf(payment.codeUrl()));
  }
}
