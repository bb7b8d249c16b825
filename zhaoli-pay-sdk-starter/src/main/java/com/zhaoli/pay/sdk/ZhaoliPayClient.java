package com.zhaoli.pay.sdk;

import com.zhaoli.pay.sdk.bill.Bills;
import com.zhaoli.pay.sdk.cashier.Cashiers;
import com.zhaoli.pay.sdk.endpoint.WebhookEndpoints;
import com.zhaoli.pay.sdk.http.ApiCaller;
import com.zhaoli.pay.sdk.http.SigningInterceptor;
import com.zhaoli.pay.sdk.key.Keys;
import com.zhaoli.pay.sdk.merchant.Merchant;
import com.zhaoli.pay.sdk.notification.Notifications;
import com.zhaoli.pay.sdk.observation.ObservingInterceptor;
import com.zhaoli.pay.sdk.payment.Payments;
import com.zhaoli.pay.sdk.receiver.Receivers;
import com.zhaoli.pay.sdk.refund.Refunds;
import com.zhaoli.pay.sdk.store.Stores;
import com.zhaoli.pay.sdk.terminal.Terminals;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningKey;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * The platform, as a merchant calls it. One instance serves all threads of one app; for several
 * apps make several.
 */
public final class ZhaoliPayClient {

  private final ApiCaller api;
  private final Payments payments;
  private final Refunds refunds;
  private final Bills bills;
  private final Stores stores;
  private final Terminals terminals;
  private final Cashiers cashiers;
  private final WebhookEndpoints webhookEndpoints;
  private final Notifications notifications;
  private final Receivers receivers;
  private final Keys keys;

  ZhaoliPayClient(ApiCaller api, @Nullable String notifyUrl) {
    this.api = api;
    this.payments = new Payments(api, notifyUrl);
    this.refunds = new Refunds(api);
    this.bills = new Bills(api);
    this.stores = new Stores(api);
    this.terminals = new Terminals(api);
    this.cashiers = new Cashiers(api);
    this.webhookEndpoints = new WebhookEndpoints(api);
    this.notifications = new Notifications(api);
    this.receivers = new Receivers(api);
    this.keys = new Keys(api);
  }

  /**
   * A client for one app.
   *
   * @throws ZhaoliPayConfigurationException when a setting is missing or wrong
   */
  public static ZhaoliPayClient create(ZhaoliPayProperties properties, Clock clock) {
    return create(properties, clock, ObservationRegistry.NOOP);
  }

  /**
   * The same, and each try is observed as {@value ObservingInterceptor#NAME}.
   *
   * @throws ZhaoliPayConfigurationException when a setting is missing or wrong
   */
  public static ZhaoliPayClient create(
      ZhaoliPayProperties properties, Clock clock, ObservationRegistry observations) {
    return create(properties, clock, observations, time -> Thread.sleep(time.toMillis()));
  }

  static ZhaoliPayClient create(
      ZhaoliPayProperties properties, Clock clock, ApiCaller.Pause pause) {
    return create(properties, clock, ObservationRegistry.NOOP, pause);
  }

  private static ZhaoliPayClient create(
      ZhaoliPayProperties properties,
      Clock clock,
      ObservationRegistry observations,
      ApiCaller.Pause pause) {
    URI gateway = gateway(set("gateway-url", properties.gatewayUrl()));
    SignType signType =
        SignType.of(properties.signType())
            .orElseThrow(
                () ->
                    new ZhaoliPayConfigurationException(
                        "zhaoli.pay.sign-type is HMAC-SHA256 or MD5, not "
                            + properties.signType()
                            + "."));
    SigningInterceptor signing =
        new SigningInterceptor(
            headerValue("app-id", set("app-id", properties.appId())),
            headerValue("app-key", set("app-key", properties.appKey())),
            new SigningKey(
                set("app-secret", properties.appSecret()), set("salt", properties.salt())),
            signType,
            clock);
    if (properties.maxAttempts() < 1 || properties.maxAttempts() > 5) {
      throw new ZhaoliPayConfigurationException("zhaoli.pay.max-attempts is 1 to 5.");
    }
    RestClient client =
        RestClient.builder()
            .requestFactory(
                requestFactory(
                    positive("connect-timeout", properties.connectTimeout()),
                    positive("read-timeout", properties.readTimeout())))
            .requestInterceptor(new ObservingInterceptor(observations))
            .requestInterceptor(signing)
            .build();
    return new ZhaoliPayClient(
        new ApiCaller(client, gateway, properties.maxAttempts(), pause),
        blankToNull(properties.notifyUrl()));
  }

  /** Creates, looks up and ends payments. */
  public Payments payments() {
    return payments;
  }

  /** Gives money back. */
  public Refunds refunds() {
    return refunds;
  }

  /** Daily statements. */
  public Bills bills() {
    return bills;
  }

  /** Stores with a QR code of their own. */
  public Stores stores() {
    return stores;
  }

  /** POS terminals. */
  public Terminals terminals() {
    return terminals;
  }

  /** Who works at the terminals. */
  public Cashiers cashiers() {
    return cashiers;
  }

  /** Where webhooks go, and replays of them. */
  public WebhookEndpoints webhookEndpoints() {
    return webhookEndpoints;
  }

  /** What became of each webhook. */
  public Notifications notifications() {
    return notifications;
  }

  /** Who gets the merchant's messages in WeChat. */
  public Receivers receivers() {
    return receivers;
  }

  /** The keys of the app that signs the calls. */
  public Keys keys() {
    return keys;
  }

  /** Who the keys belong to: the call to try whether they are right. */
  public Merchant merchant() {
    return api.get("/openapi/v1/merchant", Merchant::of);
  }

  private static JdkClientHttpRequestFactory requestFactory(Duration connect, Duration read) {
    JdkClientHttpRequestFactory factory =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                .build());
    factory.setReadTimeout(read);
    return factory;
  }

  private static URI gateway(String url) {
    try {
      URI uri = new URI(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean plain =
          uri.getHost() != null
              && uri.getRawPath().isEmpty()
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getRawUserInfo() == null;
      if (plain && (scheme.equals("https") || scheme.equals("http"))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told below, with the same sentence.
    }
    throw new ZhaoliPayConfigurationException(
        "zhaoli.pay.gateway-url must be an address such as https://pay.example.com, without a"
            + " path.");
  }

  private static String set(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new ZhaoliPayConfigurationException("zhaoli.pay." + name + " is not set.");
    }
    return value;
  }

  private static String headerValue(String name, String value) {
    if (!value.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new ZhaoliPayConfigurationException(
          "zhaoli.pay." + name + " is 1 to 64 characters of A-Z a-z 0-9 _ -.");
    }
    return value;
  }

  private static Duration positive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new ZhaoliPayConfigurationException("zhaoli.pay." + name + " must be positive.");
    }
    return value;
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
