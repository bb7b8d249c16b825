package com.zhaoli.pay.payment.channel.wechat;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import com.zhaoli.pay.payment.channel.PayerBrowser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * WeChat's own browser, and the silent sign-in of its official accounts (snsapi_base): the openid
 * and nothing else. It is no part of WeChat Pay's API, so there is no signature; TLS protects it.
 */
class WechatPayBrowser implements PayerBrowser {
  static final String APP_SECRET = "app-secret";
  static final String AUTHORIZE_URL = "authorize-url";
  static final String OAUTH_URL = "oauth-url";

  private static final Logger log = LoggerFactory.getLogger(WechatPayBrowser.class);
  private static final String WECHATS_PAGE = "https://open.weixin.qq.com/connect/oauth2/authorize";
  private static final String WECHATS_API = "https://api.weixin.qq.com";
  private static final Pattern OPENID = Pattern.compile("[0-9A-Za-z_\\-]{1,128}");

  private final WechatPayAccounts accounts;
  private final OkHttpClient http;
  private final JsonMapper json = new JsonMapper();

  WechatPayBrowser(WechatPayAccounts accounts, WechatPayHttp http) {
    this.accounts = accounts;
    this.http = http.plain();
  }

  @Override
  public Channel channel() {
    return Channel.WECHAT;
  }

  @Override
  public boolean recognises(String userAgent) {
    return userAgent.contains("MicroMessenger");
  }

  @Override
  public URI authorizeUrl(String channelAccountNo, URI returnTo, String state) {
    ChannelAccount account = accounts.settings(channelAccountNo);
    // Without it the code would be of no use later.
    account.required(APP_SECRET);
    String page = account.optional(AUTHORIZE_URL).orElse(WECHATS_PAGE);
    try {
      // WeChat wants the parameters in this order, and the fragment.
      return URI.create(
          page
              + "?appid="
              + encoded(account.required(WechatPayClients.APP_ID))
              + "&redirect_uri="
              + encoded(returnTo.toString())
              + "&response_type=code&scope=snsapi_base&state="
              + encoded(state)
              + "#wechat_redirect");
    } catch (IllegalArgumentException e) {
      throw new ChannelNotReadyException(
          "Setting %s of %s is no address.".formatted(AUTHORIZE_URL, account), e);
    }
  }

  @Override
  public String codeParameter() {
    return "code";
  }

  @Override
  public Optional<String> payerId(String channelAccountNo, String code) {
    String failure;
    try (Response response = http.newCall(request(channelAccountNo, code)).execute()) {
      ResponseBody body = response.body();
      JsonNode answer = json.readTree(body == null ? "" : body.string());
      @Nullable String openid = WechatPayNotice.text(answer, "openid");
      if (response.isSuccessful() && openid != null && OPENID.matcher(openid).matches()) {
        return Optional.of(openid);
      }
      failure = "HTTP " + response.code() + ", errcode " + answer.path("errcode").asInt(0);
    } catch (ChannelNotReadyException e) {
      failure = String.valueOf(e.getMessage());
    } catch (IOException | JacksonException e) {
      // Messages may quote the address, which holds the secret.
      failure = e.getClass().getName();
    }
    log.warn("WeChat did not say who the payer is: {}", failure);
    return Optional.empty();
  }

  private Request request(String channelAccountNo, String code) {
    ChannelAccount account = accounts.settings(channelAccountNo);
    HttpUrl api = HttpUrl.parse(account.optional(OAUTH_URL).orElse(WECHATS_API));
    if (api == null) {
      throw new ChannelNotReadyException(
          "Setting %s of %s is no address.".formatted(OAUTH_URL, account));
    }
    return new Request.Builder()
        .url(
            api.newBuilder()
                .addPathSegments("sns/oauth2/access_token")
                .addQueryParameter("appid", account.required(WechatPayClients.APP_ID))
                .addQueryParameter("secret", account.required(APP_SECRET))
                .addQueryParameter("code", code)
                .addQueryParameter("grant_type", "authorization_code")
                .build())
        .build();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
