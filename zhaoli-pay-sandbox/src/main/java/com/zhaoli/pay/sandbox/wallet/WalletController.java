package com.zhaoli.pay.sandbox.wallet;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.sandbox.WebAddress;
import com.zhaoli.pay.sandbox.delivery.Notifies;
import com.zhaoli.pay.sandbox.oauth.Buyers;
import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.OrderBook;
import com.zhaoli.pay.sandbox.order.Payer;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows an order to the person who was sent to its page, and lets him pay it. Who has the page's
 * address may pay: it cannot be guessed, and was given to the payer only.
 */
@RestController
final class WalletController {
  private static final Logger log = LoggerFactory.getLogger(WalletController.class);

  private final OrderBook orders;
  private final Payer payer;
  private final Notifies notifies;
  private final WalletReturn alipayReturn;

  WalletController(OrderBook orders, Payer payer, Notifies notifies, WalletReturn alipayReturn) {
    this.orders = orders;
    this.payer = payer;
    this.notifies = notifies;
    this.alipayReturn = alipayReturn;
  }

  @GetMapping("/wallet/alipay/{pageId}")
  ResponseEntity<byte[]> alipay(@PathVariable String pageId, HttpServletRequest request) {
    Optional<SandboxOrder> found = find(Channel.ALIPAY, pageId);
    if (found.isEmpty()) {
      return WalletPages.notFound(Channel.ALIPAY);
    }
    SandboxOrder order = found.get();
    Optional<URI> back =
        order.paidAt() == null
            ? WebAddress.of(order.returnUrl())
            : alipayReturn.afterPayment(order);
    return WalletPages.order(order, Buyers.of(request), request.getRequestURI(), back.orElse(null));
  }

  @PostMapping("/wallet/alipay/{pageId}")
  ResponseEntity<byte[]> payAlipay(@PathVariable String pageId, HttpServletRequest request) {
    find(Channel.ALIPAY, pageId).ifPresent(order -> pay(order, Buyers.of(request)));
    return seeOther(URI.create(request.getRequestURI()));
  }

  /** The page to which WeChat Pay's h5_url leads; the merchant adds where to go afterwards. */
  @GetMapping("/wallet/h5")
  ResponseEntity<byte[]> h5(
      @RequestParam(name = "prepay_id", required = false) @Nullable String prepayId,
      @RequestParam(name = "redirect_url", required = false) @Nullable String redirectUrl,
      HttpServletRequest request) {
    Optional<SandboxOrder> found = find(Channel.WECHAT, prepayId);
    if (found.isEmpty()) {
      return WalletPages.notFound(Channel.WECHAT);
    }
    return WalletPages.order(
        found.get(),
        Buyers.of(request),
        h5Address(prepayId, redirectUrl).toString(),
        WebAddress.of(redirectUrl).orElse(null));
  }

  @PostMapping("/wallet/h5")
  ResponseEntity<byte[]> payH5(
      @RequestParam(name = "prepay_id", required = false) @Nullable String prepayId,
      @RequestParam(name = "redirect_url", required = false) @Nullable String redirectUrl,
      HttpServletRequest request) {
    find(Channel.WECHAT, prepayId).ifPresent(order -> pay(order, Buyers.of(request)));
    return seeOther(h5Address(prepayId, redirectUrl));
  }

  private static URI h5Address(@Nullable String prepayId, @Nullable String redirectUrl) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("prepay_id", prepayId == null ? "" : prepayId);
    if (redirectUrl != null) {
      parameters.put("redirect_url", redirectUrl);
    }
    return WebAddress.with(URI.create("/wallet/h5"), parameters);
  }

  private Optional<SandboxOrder> find(Channel channel, @Nullable String prepayId) {
    return prepayId == null
        ? Optional.empty()
        : orders.findByPrepayId(prepayId).filter(order -> order.channel() == channel);
  }

  /** The button may be pressed twice, or too late: the page then shows how the order stands. */
  private void pay(SandboxOrder order, String buyer) {
    try {
      payer.pay(order, buyer, notifies::begin);
    } catch (ApiException e) {
      log.info("Order {} is not paid on its page: {}", order.key(), e.getMessage());
    }
  }

  private static ResponseEntity<byte[]> seeOther(URI address) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER).location(address).build();
  }
}
