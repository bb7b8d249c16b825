package com.zhaoli.pay.demoshop.order;

import com.zhaoli.pay.sdk.ZhaoliPayClient;
import com.zhaoli.pay.sdk.error.OutcomeUnknownException;
import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.payment.PaymentCreateRequest;
import com.zhaoli.pay.sdk.refund.RefundCreateRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Takes orders and gives money back: all that a shop says to the platform. */
@Component
public class Cashier {

  private static final int ORDER_NO_BYTES = 10;

  private final ZhaoliPayClient zhaoliPay;
  private final OrderBook orders;
  private final String shopUrl;
  private final SecureRandom random = new SecureRandom();

  Cashier(ZhaoliPayClient zhaoliPay, OrderBook orders, @Value("${shop.url}") String shopUrl) {
    this.zhaoliPay = zhaoliPay;
    this.orders = orders;
    this.shopUrl = shopUrl;
  }

  /**
   * Opens an order and gets what it is paid with.
   *
   * @throws ZhaoliPayException when the platform refuses or does not answer
   */
  public Order order(List<OrderLine> lines, PayBy payBy) {
    Order order = Order.of(newOrderNo(), lines, payBy);
    PaymentCreateRequest.Builder request =
        PaymentCreateRequest.builder()
            .outTradeNo(order.orderNo())
            .amount(order.amount())
            .subject(order.subject())
            .method(payBy.method())
            .returnUrl(shopUrl + "/?order=" + order.orderNo());
    if (payBy.channel() != null) {
      request.channel(payBy.channel());
    }
    orders.open(order);
    try {
      return orders.attach(order.orderNo(), zhaoliPay.payments().create(request.build()));
    } catch (OutcomeUnknownException e) {
      // The payment may be there: the order stays, so that a webhook finds it.
      throw e;
    } catch (ZhaoliPayException e) {
      orders.cancel(order.orderNo());
      throw e;
    }
  }

  /**
   * Gives all of an order's money back. Whether it is back, a webhook says.
   *
   * @return empty when there is nothing to give back
   * @throws ZhaoliPayException when the platform refuses or does not answer
   */
  public Optional<Order> refund(String orderNo) {
    Optional<Order> begun = orders.beginRefund(orderNo);
    if (begun.isEmpty()) {
      return begun;
    }
    Order order = begun.get();
    try {
      zhaoliPay
          .refunds()
          .create(
              RefundCreateRequest.builder()
                  .paymentNo(String.valueOf(order.paymentNo()))
                  .outRefundNo(order.outRefundNo())
                  .amount(order.amount())
                  .reason("customer's wish")
                  .build());
    } catch (OutcomeUnknownException e) {
      // The refund may be on its way: the order stays as it is until a webhook says.
      throw e;
    } catch (ZhaoliPayException e) {
      orders.refundRefused(orderNo);
      throw e;
    }
    return orders.find(orderNo);
  }

  private String newOrderNo() {
    byte[] bytes = new byte[ORDER_NO_BYTES];
    random.nextBytes(bytes);
    return "coffee-" + HexFormat.of().formatHex(bytes);
  }
}
