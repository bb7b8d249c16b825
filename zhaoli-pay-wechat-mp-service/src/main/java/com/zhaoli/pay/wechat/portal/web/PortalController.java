package com.zhaoli.pay.wechat.portal.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.wechat.account.OfficialAccount;
import com.zhaoli.pay.wechat.account.OfficialAccounts;
import com.zhaoli.pay.wechat.portal.Portal;
import com.zhaoli.pay.wechat.portal.PushSignature;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The addresses that WeChat calls: one for each account, and one more for the main one. It reads
 * {@code success} as taken, a message as taken and for the follower, and repeats otherwise.
 */
@RestController
@RequestMapping("/wechat/portal")
class PortalController {
  private static final String ACCOUNT = "/{appId}";
  private static final String TAKEN = "success";
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final int MAX_ECHO = 256;
  private static final MediaType XML = new MediaType(MediaType.TEXT_XML, StandardCharsets.UTF_8);
  private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

  private final OfficialAccounts accounts;
  private final Portal portal;

  PortalController(OfficialAccounts accounts, Portal portal) {
    this.accounts = accounts;
    this.portal = portal;
  }

  /** WeChat checks once that the address is ours. */
  @GetMapping({"", ACCOUNT})
  ResponseEntity<String> echo(
      @PathVariable(name = "appId", required = false) @Nullable String appId,
      @RequestParam(name = "signature", required = false) @Nullable String signature,
      @RequestParam(name = "timestamp", required = false) @Nullable String timestamp,
      @RequestParam(name = "nonce", required = false) @Nullable String nonce,
      @RequestParam(name = "echostr", required = false) @Nullable String echostr) {
    portal.verify(
        accounts.mainUnless(appId), new PushSignature(signature, timestamp, nonce, null, null));
    if (echostr == null || echostr.length() > MAX_ECHO) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "echostr", "is missing or too long");
    }
    return text(echostr);
  }

  @PostMapping({"", ACCOUNT})
  ResponseEntity<String> push(
      @PathVariable(name = "appId", required = false) @Nullable String appId,
      @RequestParam(name = "signature", required = false) @Nullable String signature,
      @RequestParam(name = "timestamp", required = false) @Nullable String timestamp,
      @RequestParam(name = "nonce", required = false) @Nullable String nonce,
      @RequestParam(name = "encrypt_type", required = false) @Nullable String encryptType,
      @RequestParam(name = "msg_signature", required = false) @Nullable String msgSignature,
      HttpServletRequest request)
      throws IOException {
    PushSignature push = new PushSignature(signature, timestamp, nonce, encryptType, msgSignature);
    OfficialAccount account = accounts.mainUnless(appId);
    portal.verify(account, push);
    return portal
        .receive(account, push, body(request))
        .map(PortalController::xml)
        .orElseGet(() -> text(TAKEN));
  }

  private static String body(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > MAX_BODY_BYTES) {
      throw new ApiException(ErrorCode.BODY_TOO_LARGE);
    }
    byte[] bytes = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
    if (bytes.length > MAX_BODY_BYTES) {
      throw new ApiException(ErrorCode.BODY_TOO_LARGE);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static ResponseEntity<String> xml(String body) {
    return answer(XML, body);
  }

  private static ResponseEntity<String> text(String body) {
    return answer(TEXT, body);
  }

  private static ResponseEntity<String> answer(MediaType type, String body) {
    return ResponseEntity.ok()
        .contentType(type)
        .header("X-Content-Type-Options", "nosniff")
        .body(body);
  }
}
