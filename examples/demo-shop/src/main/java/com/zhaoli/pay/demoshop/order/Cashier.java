package com.zhaoli.pay.demoshop.order;

import com.zhaoli.pay.sdk.ZhaoliPayClient;
import com.zhaoli.pay.sdk.error.OutcomeUnknownException;
import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.payment.Payment;
import com.zhaoli.pay.sdk.payment.PaymentChannel;
import com.zhaoli.pay.sdk.payment.PaymentCreateRequest;
import com.zhaoli.pay.sdk.payment.PaymentMethod;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/** Takes orders: the first payment of a shop, from its first line to its last. */
@Component
public class Cashier {

  private static final int ORDER_NO_BYTES = 12;

  private final ZhaoliPayClient zhaoliPay;
  private final OrderBook orders;
  private final SecureRandom random = new SecureRandom();

  Cashier(ZhaoliPayClient zhaoliPay, OrderBook orders) {
    this.zhaoliPay = zhaoliPay;
    this.orders = orders;
  }

  /**
   * Opens an order and gets the code to pay it with.
   *
   * @param amount in fen
   * @throws ZhaoliPayException when the platform refuses or does not answer
   */
  public Order order(String subject, long amount, PaymentChannel channel) {
    String orderNo = newOrderNo();
    PaymentCreateRequest request =
        PaymentCreateRequest.builder()
            .outTradeNo(orderNo)
            .amount(amount)
            .subject(subject)
            .method(PaymentMethod.NATIVE)
            .channel(channel)
            .build();
    orders.open(orderNo, subject, amount, channel);
    try {
      Payment payment = zhaoliPay.payments().create(request);
      return orders.attach(orderNo, payment);
    } catch (OutcomeUnknownException e) {
      // The payment may be there: the order stays, so that a webhook finds it.
      throw e;
    } catch (ZhaoliPayException e) {
      orders.cancel(orderNo);
      throw e;
    }
  }

  private String newOrderNo() {
    byte[] bytes = new byte[ORDER_NO_BYTES];
    random.nextBytes(bytes);
    return "coffee-" + HexFormat.of().formatHex(bytes);
  }
}
