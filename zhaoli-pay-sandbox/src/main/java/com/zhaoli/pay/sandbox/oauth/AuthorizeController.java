package com.zhaoli.pay.sandbox.oauth;

import com.zhaoli.pay.sandbox.WebAddress;
import com.zhaoli.pay.sandbox.keys.AlipayKeys;
import com.zhaoli.pay.sandbox.keys.OfficialAccountKeyring;
import com.zhaoli.pay.sandbox.keys.OfficialAccountKeys;
import com.zhaoli.pay.sandbox.order.Channel;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The pages that ask a wallet who its owner is. A silent login leads back at once. */
@RestController
final class AuthorizeController {
  private static final Set<String> ALIPAY_SCOPES = Set.of("auth_base", "auth_user");
  private static final Set<String> WECHAT_SCOPES = Set.of("snsapi_base", "snsapi_userinfo");

  private final AlipayKeys alipay;
  private final OfficialAccountKeys wechat;
  private final LoginCodes codes;
  private final RedirectTarget targets;

  AuthorizeController(
      AlipayKeys alipay, OfficialAccountKeyring wechat, LoginCodes codes, RedirectTarget targets) {
    this.alipay = alipay;
    // Payers are asked in the main account's name: WeChat Pay's merchant is bound to it.
    this.wechat = wechat.main();
    this.codes = codes;
    this.targets = targets;
  }

  @GetMapping("/oauth2/publicAppAuthorize.htm")
  ResponseEntity<String> alipay(
      @RequestParam(name = "app_id", required = false) @Nullable String appId,
      @RequestParam(required = false) @Nullable String scope,
      @RequestParam(name = "redirect_uri", required = false) @Nullable String redirectUri,
      @RequestParam(required = false) @Nullable String state,
      HttpServletRequest request) {
    if (!alipay.appId().equals(appId)) {
      return refused("invalid app_id: 应用不存在");
    }
    if (scope == null || !ALIPAY_SCOPES.contains(scope)) {
      return refused("invalid scope: 授权范围不正确");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("app_id", appId);
    parameters.put("source", "alipay_wallet");
    parameters.put("scope", scope);
    parameters.put("auth_code", codes.issue(Channel.ALIPAY, Buyers.of(request)));
    return redirect(redirectUri, parameters, state);
  }

  @GetMapping("/connect/oauth2/authorize")
  ResponseEntity<String> wechat(
      @RequestParam(required = false) @Nullable String appid,
      @RequestParam(required = false) @Nullable String scope,
      @RequestParam(name = "response_type", required = false) @Nullable String responseType,
      @RequestParam(name = "redirect_uri", required = false) @Nullable String redirectUri,
      @RequestParam(required = false) @Nullable String state,
      HttpServletRequest request) {
    if (!wechat.appId().equals(appid)) {
      return refused("10012 AppID 参数错误");
    }
    if (scope == null || !WECHAT_SCOPES.contains(scope) || !"code".equals(responseType)) {
      return refused("10005 Scope 参数错误或没有 Scope 权限");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("code", codes.issue(Channel.WECHAT, Buyers.of(request)));
    return redirect(redirectUri, parameters, state);
  }

  private ResponseEntity<String> redirect(
      @Nullable String redirectUri, Map<String, String> parameters, @Nullable String state) {
    if (state != null) {
      parameters.put("state", state);
    }
    Optional<URI> target = targets.allowed(redirectUri);
    return target.isEmpty()
        ? refused("10003 redirect_uri 域名与后台配置不一致")
        : ResponseEntity.status(HttpStatus.FOUND)
            .location(WebAddress.with(target.get(), parameters))
            .build();
  }

  private static ResponseEntity<String> refused(String problem) {
    return ResponseEntity.badRequest()
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .body(problem);
  }
}
