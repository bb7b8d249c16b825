package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayConfig;
import com.alipay.api.internal.util.AlipayLogger;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import java.security.Security;
import okhttp3.HttpUrl;

/** Makes SDK clients from settings. All share their connections. */
class AlipayClients {
  static final String APP_ID = "app-id";
  static final String SELLER_ID = "seller-id";
  static final String GATEWAY_URL = "gateway-url";
  static final String AUTHORIZE_URL = "authorize-url";

  private static final String DEFAULT_AUTHORIZE_URL =
      "https://openauth.alipay.com/oauth2/publicAppAuthorize.htm";
  private static final String CERTPATH_RULES = "jdk.certpath.disabledAlgorithms";

  static {
    keepCertificateRules();
  }

  private final AlipayHttp http;

  AlipayClients(ChannelProperties limits) {
    this.http = new AlipayHttp(limits);
  }

  AlipayHttp http() {
    return http;
  }

  /**
   * A client for these settings. Calls nobody.
   *
   * @throws ChannelNotReadyException when a setting is missing or cannot be used
   */
  AlipayAccount make(ChannelAccount settings) {
    String appId = settings.required(APP_ID);
    HttpUrl gateway = url(GATEWAY_URL, settings.required(GATEWAY_URL));
    HttpUrl authorizeUrl =
        url(AUTHORIZE_URL, settings.optional(AUTHORIZE_URL).orElse(DEFAULT_AUTHORIZE_URL));
    AlipayKeys keys = AlipayKeys.of(settings);
    return new AlipayAccount(
        settings.version(),
        appId,
        settings.optional(SELLER_ID).orElse(null),
        keys,
        gateway,
        authorizeUrl,
        client(appId, gateway, keys));
  }

  private static HttpUrl url(String name, String value) {
    HttpUrl url = HttpUrl.parse(value);
    if (url == null || url.query() != null || url.fragment() != null) {
      throw new ChannelNotReadyException(
          "Setting " + name + " is not a whole http or https address.");
    }
    return url;
  }

  private AlipayClient client(String appId, HttpUrl gateway, AlipayKeys keys) {
    // The SDK logs whole requests and answers when something fails; we log what we decide
    // ourselves.
    AlipayLogger.setNeedEnableLogger(false);
    try {
      return new AlipaySdkClient(config(appId, gateway, keys));
    } catch (AlipayApiException e) {
      throw new ChannelNotReadyException("The SDK takes no client from these settings.");
    }
  }

  /**
   * Loading the SDK's client switches off the JVM's rules on weak certificates. So it is loaded
   * here, and the rules are put back, once and before there is any client: where each client put
   * back what it had found, one that was made beside the first found them switched off.
   */
  private static void keepCertificateRules() {
    String rules = Security.getProperty(CERTPATH_RULES);
    try {
      Class.forName(AlipaySdkClient.class.getName(), true, AlipayClients.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    } finally {
      if (rules != null) {
        Security.setProperty(CERTPATH_RULES, rules);
      }
    }
  }

  AlipayConfig config(String appId, HttpUrl gateway, AlipayKeys keys) {
    AlipayConfig config = new AlipayConfig();
    config.setServerUrl(gateway.toString());
    config.setAppId(appId);
    config.setPrivateKey(keys.privateKey());
    AlipayKeys.Certificates certificates = keys.certificates();
    if (certificates == null) {
      config.setAlipayPublicKey(keys.verifyKey());
    } else {
      config.setAppCertContent(certificates.app());
      config.setAlipayPublicCertContent(certificates.alipay());
      config.setRootCertContent(certificates.root());
    }
    config.setFormat("json");
    config.setCharset("UTF-8");
    config.setSignType("RSA2");
    config.setCustomizedHttpClient(http);
    return config;
  }
}
