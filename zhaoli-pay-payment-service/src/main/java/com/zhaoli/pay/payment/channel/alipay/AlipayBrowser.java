package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.request.AlipaySystemOauthTokenRequest;
import com.alipay.api.response.AlipaySystemOauthTokenResponse;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import com.zhaoli.pay.payment.channel.PayerBrowser;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alipay's app as a browser. It says who the payer is without asking the payer (auth_base). */
class AlipayBrowser implements PayerBrowser {
  private static final Logger log = LoggerFactory.getLogger(AlipayBrowser.class);

  private static final Pattern CODE = Pattern.compile("[0-9A-Za-z_\\-]{1,128}");

  private final AlipayAccounts accounts;

  AlipayBrowser(AlipayAccounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Channel channel() {
    return Channel.ALIPAY;
  }

  @Override
  public boolean recognises(String userAgent) {
    return userAgent.contains("AlipayClient");
  }

  @Override
  public URI authorizeUrl(String channelAccountNo, URI returnTo, String state) {
    AlipayAccount account = accounts.get(channelAccountNo);
    return URI.create(
        account.authorizeUrl()
            + "?app_id="
            + encode(account.appId())
            + "&scope=auth_base&redirect_uri="
            + encode(returnTo.toString())
            + "&state="
            + encode(state));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String codeParameter() {
    return "auth_code";
  }

  @Override
  public Optional<String> payerId(String channelAccountNo, String code) {
    if (!CODE.matcher(code).matches()) {
      return Optional.empty();
    }
    AlipaySystemOauthTokenRequest request = new AlipaySystemOauthTokenRequest();
    request.setGrantType("authorization_code");
    request.setCode(code);
    try {
      AlipayAnswer<AlipaySystemOauthTokenResponse> answer =
          accounts.get(channelAccountNo).call(request);
      AlipaySystemOauthTokenResponse response = answer.response();
      // Good answers have no code here.
      return response.isSuccess() && answer.isSigned()
          ? Stream.of(response.getUserId(), response.getOpenId())
              .filter(id -> id != null && !id.isBlank())
              .findFirst()
          : Optional.empty();
    } catch (NoAnswerException | ChannelNotReadyException e) {
      log.warn("Alipay did not say who the payer is: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
