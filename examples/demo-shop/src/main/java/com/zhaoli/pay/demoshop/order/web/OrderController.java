package com.zhaoli.pay.demoshop.order.web;

import com.zhaoli.pay.demoshop.goods.PriceList;
import com.zhaoli.pay.demoshop.order.Cashier;
import com.zhaoli.pay.demoshop.order.Order;
import com.zhaoli.pay.demoshop.order.OrderBook;
import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Orders for the shop's page. */
@RestController
class OrderController {

  private static final Logger log = LoggerFactory.getLogger(OrderController.class);

  private final Cashier cashier;
  private final OrderBook orders;
  private final PriceList prices;

  OrderController(Cashier cashier, OrderBook orders, PriceList prices) {
    this.cashier = cashier;
    this.orders = orders;
    this.prices = prices;
  }

  @PostMapping("/orders")
  ResponseEntity<OrderVO> order(@RequestBody OrderRequest request) {
    Order order = cashier.order(request.checkedLines(prices), request.checkedPayBy());
    return ResponseEntity.status(HttpStatus.CREATED).body(OrderVO.of(order));
  }

  @GetMapping("/orders/{orderNo}")
  ResponseEntity<OrderVO> order(@PathVariable String orderNo) {
    return orders
        .find(orderNo)
        .map(
            order ->
                ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(OrderVO.of(order)))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  /** The customer wants the money back. */
  @PostMapping("/orders/{orderNo}/refund")
  ResponseEntity<?> refund(@PathVariable String orderNo) {
    if (orders.find(orderNo).isEmpty()) {
      return ResponseEntity.notFound().build();
    }
    Optional<Order> refunding = cashier.refund(orderNo);
    return refunding.isPresent()
        ? ResponseEntity.accepted().body(OrderVO.of(refunding.get()))
        : problem(HttpStatus.CONFLICT, "ORDER_NOT_PAID", "there is no money to give back");
  }

  /** The code to pay with, as a picture. */
  @GetMapping("/orders/{orderNo}/qr.svg")
  ResponseEntity<String> qrCode(@PathVariable String orderNo) {
    String codeUrl = orders.find(orderNo).map(Order::codeUrl).orElse(null);
    return codeUrl == null
        ? ResponseEntity.notFound().build()
        : ResponseEntity.ok()
            .contentType(MediaType.valueOf("image/svg+xml"))
            .cacheControl(CacheControl.noStore())
            .body(QrCode.svg(codeUrl));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> wrong(IllegalArgumentException e) {
    return problem(HttpStatus.BAD_REQUEST, "ORDER_INVALID", String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> unreadable(HttpMessageNotReadableException e) {
    return problem(HttpStatus.BAD_REQUEST, "ORDER_INVALID", "the order is not readable JSON");
  }

  /** The customer learns that it did not work; what exactly is the shop's affair. */
  @ExceptionHandler
  ResponseEntity<Map<String, String>> notPayable(ZhaoliPayException e) {
    log.warn("zhaoli-pay did not take the order: {}", e.getMessage());
    return problem(
        HttpStatus.BAD_GATEWAY,
        e.code() == null ? "NO_ANSWER" : String.valueOf(e.code()),
        "the payment service did not do it");
  }

  private static ResponseEntity<Map<String, String>> problem(
      HttpStatus status, String code, String message) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("code", code);
    body.put("message", message);
    return ResponseEntity.status(status).body(body);
  }
}
