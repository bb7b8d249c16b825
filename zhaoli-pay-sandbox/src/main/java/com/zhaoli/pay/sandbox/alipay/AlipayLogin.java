package com.zhaoli.pay.sandbox.alipay;

import com.zhaoli.pay.sandbox.keys.Randoms;
import com.zhaoli.pay.sandbox.oauth.LoginCodes;
import com.zhaoli.pay.sandbox.order.Channel;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Exchanges a login's code for who the buyer is. */
@Component
final class AlipayLogin implements AlipayMethods {
  static final String METHOD = "alipay.system.oauth.token";

  private final LoginCodes codes;
  private final Clock clock;

  AlipayLogin(LoginCodes codes, Clock clock) {
    this.codes = codes;
    this.clock = clock;
  }

  @Override
  public Map<String, Function<AlipayRequest, AlipayAnswer>> methods() {
    return Map.of(METHOD, this::token);
  }

  private AlipayAnswer token(AlipayRequest request) {
    if (!"authorization_code".equals(request.parameters().get("grant_type"))) {
      return AlipayAnswer.invalid("isv.grant-type-invalid", "授权类型grant_type无效");
    }
    return codes
        .redeem(Channel.ALIPAY, request.parameters().getOrDefault("code", ""))
        .map(this::token)
        .orElseGet(() -> AlipayAnswer.invalid("isv.code-invalid", "授权码code无效"));
  }

  private AlipayAnswer token(String buyer) {
    return AlipayAnswer.plain()
        .with("user_id", AlipayFormat.buyerId(buyer))
        .with("open_id", buyer)
        .with("access_token", "authusrB" + Randoms.hex(32))
        .with("auth_start", AlipayFormat.time(clock.instant()))
        .with("expires_in", 1_296_000)
        .with("refresh_token", "authusrB" + Randoms.hex(32))
        .with("re_expires_in", 2_592_000);
  }
}
