package com.zhaoli.pay.payment.cashier.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.SameOrigin;
import com.zhaoli.pay.payment.cashier.Cashier;
import com.zhaoli.pay.payment.cashier.CashierKeys;
import com.zhaoli.pay.payment.cashier.Offer;
import com.zhaoli.pay.payment.cashier.PayerDevice;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.page.PageAddresses;
import com.zhaoli.pay.payment.page.QrCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The cashier page's API. Nothing of it may be cached. */
@RestController
@RequestMapping("/cashier/{payToken}")
class CashierController {
  private final Cashier cashier;
  private final PayerDevices devices;
  private final PageAddresses addresses;
  private final SameOrigin sameOrigin;

  CashierController(
      Cashier cashier, PayerDevices devices, PageAddresses addresses, SameOrigin sameOrigin) {
    this.cashier = cashier;
    this.devices = devices;
    this.addresses = addresses;
    this.sameOrigin = sameOrigin;
  }

  @GetMapping("/state")
  ResponseEntity<CashierVO> state(@PathVariable String payToken, HttpServletRequest request) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(CashierVO.of(cashier.state(payToken, devices.of(request))));
  }

  @PostMapping(path = "/open", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<CashierVO> open(
      @PathVariable String payToken, @RequestBody OpeningDTO opening, HttpServletRequest request) {
    sameOrigin.require(request);
    Offer way = opening.way();
    PayerDevice device = devices.of(request);
    String key = Objects.requireNonNullElseGet(device.key(), CashierKeys::next);
    CashierVO body = CashierVO.of(cashier.open(payToken, device, key, way.channel(), way.method()));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.SET_COOKIE, devices.cookie(payToken, key, request))
        .body(body);
  }

  /** The QR code that is open in this wallet. */
  @GetMapping(path = "/code.png", produces = MediaType.IMAGE_PNG_VALUE)
  ResponseEntity<byte[]> code(@PathVariable String payToken, @RequestParam String channel) {
    return png(
        cashier
            .code(payToken, requireChannel(channel))
            .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND)));
  }

  /** A QR code of this page itself, by which another device or a wallet opens it. */
  @GetMapping(path = "/page.png", produces = MediaType.IMAGE_PNG_VALUE)
  ResponseEntity<byte[]> page(@PathVariable String payToken) {
    if (!cashier.knows(payToken)) {
      throw new ApiException(ErrorCode.PAYMENT_NOT_FOUND);
    }
    return png(addresses.cashier(payToken).toString());
  }

  private static Channel requireChannel(String name) {
    if (!Channel.isName(name)) {
      throw new ApiException(ErrorCode.NOT_FOUND);
    }
    return Channel.of(name);
  }

  private static ResponseEntity<byte[]> png(String text) {
    return ResponseEntity.ok()
        .contentType(MediaType.IMAGE_PNG)
        .cacheControl(CacheControl.noStore())
        .body(QrCode.of(text).png());
  }
}
