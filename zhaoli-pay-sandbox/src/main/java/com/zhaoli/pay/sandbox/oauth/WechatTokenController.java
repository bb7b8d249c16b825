package com.zhaoli.pay.sandbox.oauth;

import com.zhaoli.pay.sandbox.keys.OfficialAccountKeyring;
import com.zhaoli.pay.sandbox.keys.OfficialAccountKeys;
import com.zhaoli.pay.sandbox.keys.Randoms;
import com.zhaoli.pay.sandbox.order.Channel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Exchanges a login's code for the openid. Refusals are HTTP 200 with an errcode. */
@RestController
final class WechatTokenController {
  private final OfficialAccountKeys keys;
  private final LoginCodes codes;

  WechatTokenController(OfficialAccountKeyring keyring, LoginCodes codes) {
    this.keys = keyring.main();
    this.codes = codes;
  }

  @GetMapping("/sns/oauth2/access_token")
  Map<String, Object> accessToken(
      @RequestParam(required = false) @Nullable String appid,
      @RequestParam(required = false) @Nullable String secret,
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(name = "grant_type", required = false) @Nullable String grantType) {
    if (!keys.appId().equals(appid)) {
      return refused(40013, "invalid appid");
    }
    if (secret == null || !isOurs(secret)) {
      return refused(40125, "invalid appsecret");
    }
    if (!"authorization_code".equals(grantType)) {
      return refused(40002, "invalid grant_type");
    }
    return codes
        .redeem(Channel.WECHAT, code == null ? "" : code)
        .map(WechatTokenController::token)
        .orElseGet(() -> refused(40029, "invalid code"));
  }

  private boolean isOurs(String secret) {
    return MessageDigest.isEqual(
        keys.appSecret().value().getBytes(StandardCharsets.UTF_8),
        secret.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> token(String openid) {
    Map<String, Object> token = new LinkedHashMap<>();
    token.put("access_token", Randoms.alphanumeric(64));
    token.put("expires_in", 7200);
    token.put("refresh_token", Randoms.alphanumeric(64));
    token.put("openid", openid);
    token.put("scope", "snsapi_base");
    return token;
  }

  private static Map<String, Object> refused(int errcode, String errmsg) {
    return Map.of("errcode", errcode, "errmsg", errmsg);
  }
}
