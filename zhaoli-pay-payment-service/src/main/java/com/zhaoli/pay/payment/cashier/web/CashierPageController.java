package com.zhaoli.pay.payment.cashier.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.cashier.Cashier;
import com.zhaoli.pay.payment.cashier.CashierKeys;
import com.zhaoli.pay.payment.cashier.CashierSignIn;
import com.zhaoli.pay.payment.cashier.PayerDevice;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.page.HtmlPage;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The cashier's page, and the ways to a wallet's sign-in and back: a browser goes there itself. */
@Controller
@RequestMapping("/cashier/{payToken}")
class CashierPageController {
  private static final Logger log = LoggerFactory.getLogger(CashierPageController.class);

  private final Cashier cashier;
  private final CashierSignIn signIn;
  private final PayerDevices devices;

  CashierPageController(Cashier cashier, CashierSignIn signIn, PayerDevices devices) {
    this.cashier = cashier;
    this.signIn = signIn;
    this.devices = devices;
  }

  /** A token that cannot be, one that never was and one that is gone look the same. */
  @GetMapping
  ResponseEntity<String> page(@PathVariable String payToken) {
    return (cashier.knows(payToken) ? HtmlPage.CASHIER : HtmlPage.NOT_FOUND).answer();
  }

  @GetMapping("/sign-in")
  ResponseEntity<String> signIn(
      @PathVariable String payToken,
      @RequestParam(defaultValue = "") String channel,
      HttpServletRequest request) {
    String key = Objects.requireNonNullElseGet(devices.of(request).key(), CashierKeys::next);
    try {
      if (!Channel.isName(channel)) {
        throw new ApiException(ErrorCode.METHOD_NOT_AVAILABLE);
      }
      URI wallet = signIn.begin(payToken, key, Channel.of(channel));
      return redirect(wallet.toString(), devices.cookie(payToken, key, request));
    } catch (ApiException e) {
      return refused(payToken, e);
    }
  }

  @GetMapping("/signed-in")
  ResponseEntity<String> signedIn(
      @PathVariable String payToken,
      @RequestParam Map<String, String> brought,
      HttpServletRequest request) {
    PayerDevice device = devices.of(request);
    try {
      signIn.finish(payToken, device, brought);
      return redirect("/cashier/" + payToken + "#go");
    } catch (ApiException e) {
      return refused(payToken, e);
    }
  }

  /** Back to the page, which has words for the code; it stands behind the #, so nobody logs it. */
  private static ResponseEntity<String> refused(String payToken, ApiException e) {
    if (e.code() == ErrorCode.PAYMENT_NOT_FOUND) {
      return HtmlPage.NOT_FOUND.answer();
    }
    if (e.code().httpStatus() >= 500) {
      log.warn("A sign-in at the cashier ended with {}", e.code(), e);
    }
    return redirect("/cashier/" + payToken + "#problem=" + e.code());
  }

  private static ResponseEntity<String> redirect(String location, String... cookies) {
    return ResponseEntity.status(HttpStatus.FOUND)
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.SET_COOKIE, cookies)
        .header(HttpHeaders.LOCATION, location)
        .build();
  }
}
