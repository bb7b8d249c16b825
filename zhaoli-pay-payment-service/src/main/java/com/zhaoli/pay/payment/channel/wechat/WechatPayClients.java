package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.auth.Credential;
import com.wechat.pay.java.core.auth.Validator;
import com.wechat.pay.java.core.auth.WechatPay2Credential;
import com.wechat.pay.java.core.cipher.AeadAesCipher;
import com.wechat.pay.java.core.cipher.AeadCipher;
import com.wechat.pay.java.core.cipher.RSASigner;
import com.wechat.pay.java.core.cipher.RSAVerifier;
import com.wechat.pay.java.core.cipher.Verifier;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.util.PemUtil;
import com.wechat.pay.java.service.billdownload.BillDownloadService;
import com.wechat.pay.java.service.payments.h5.H5Service;
import com.wechat.pay.java.service.payments.jsapi.JsapiServiceExtension;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.refund.RefundService;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Makes SDK clients from settings. */
class WechatPayClients {
  static final String MCH_ID = "mch-id";
  static final String APP_ID = "app-id";
  static final String MERCHANT_SERIAL = "merchant-serial";
  static final String PRIVATE_KEY = "private-key";
  static final String API_V3_KEY = "api-v3-key";
  static final String PUBLIC_KEY_ID = "public-key-id";
  static final String PUBLIC_KEY = "public-key";
  static final String BASE_URL = "base-url";

  private static final int API_V3_KEY_BYTES = 32;
  private static final int MAX_WAITING_FETCHES = 64;
  private static final long IDLE_SECONDS = 30;

  private final WechatPayHttp http;
  private final Clock clock;

  /** One thread for the certificates of all accounts; what does not fit is asked for again. */
  private final ThreadPoolExecutor fetches =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING_FETCHES),
          task -> {
            Thread thread = new Thread(task, "wechat-pay-certificates");
            thread.setDaemon(true);
            return thread;
          },
          new ThreadPoolExecutor.DiscardPolicy());

  WechatPayClients(WechatPayHttp http, Clock clock) {
    this.http = http;
    this.clock = clock;
    fetches.allowCoreThreadTimeOut(true);
  }

  @PreDestroy
  void stop() {
    fetches.shutdownNow();
  }

  /**
   * Clients for these settings. Waits for nobody; certificates, if the account works with them, are
   * fetched in the background.
   *
   * @throws ChannelNotReadyException when a setting is missing or cannot be used
   */
  WechatPayAccount make(ChannelAccount settings) {
    String mchId = settings.required(MCH_ID);
    URI baseUrl = baseUrl(settings);
    AeadCipher cipher = cipher(settings);
    Keys keys = keys(mchId, settings, baseUrl, cipher);
    Credential credential = keys.config.createCredential();
    Validator validator = keys.config.createValidator();
    OkHttpClient calls = http.calls(baseUrl);
    HttpClient client = client(credential, validator, calls);
    return new WechatPayAccount(
        settings.version(),
        mchId,
        settings.required(APP_ID),
        new WechatPayAccount.Sdk(
            client,
            new NativePayService.Builder().httpClient(client).build(),
            new JsapiServiceExtension.Builder().config(keys.config).httpClient(client).build(),
            new H5Service.Builder().httpClient(client).build(),
            new RefundService.Builder().httpClient(client).build(),
            new BillDownloadService.Builder()
                .httpClient(client)
                .decryptor(keys.config.createDecryptor())
                .build(),
            keys.certificates == null
                ? new CertificateDownload(client, cipher)
                : keys.certificates),
        new SignedHttp(calls, http.downloads(baseUrl), credential, validator),
        keys.verifier,
        cipher);
  }

  /**
   * How both sides prove who they are.
   *
   * @param certificates null where the client's own answers prove the download of certificates
   */
  private record Keys(
      Config config,
      Verifier verifier,
      @Nullable Supplier<Map<String, X509Certificate>> certificates) {}

  private Keys keys(String mchId, ChannelAccount settings, URI baseUrl, AeadCipher cipher) {
    String serial = settings.required(MERCHANT_SERIAL);
    PrivateKey privateKey =
        key(
            settings,
            PRIVATE_KEY,
            () -> PemUtil.loadPrivateKeyFromString(settings.required(PRIVATE_KEY)));
    boolean byPublicKey =
        settings.optional(PUBLIC_KEY).isPresent() || settings.optional(PUBLIC_KEY_ID).isPresent();
    if (byPublicKey) {
      RSAPublicKeyConfig config =
          new RSAPublicKeyConfig.Builder()
              .merchantId(mchId)
              .merchantSerialNumber(serial)
              .privateKey(privateKey)
              .apiV3Key(settings.required(API_V3_KEY))
              .publicKeyId(settings.required(PUBLIC_KEY_ID))
              .publicKey(
                  key(
                      settings,
                      PUBLIC_KEY,
                      () -> PemUtil.loadPublicKeyFromString(settings.required(PUBLIC_KEY))))
              .build();
      return new Keys(config, config.createVerifier(), null);
    }
    Supplier<Map<String, X509Certificate>> download =
        new CertificateDownload(
            client(
                new WechatPay2Credential(mchId, new RSASigner(serial, privateKey)),
                new CertificateDownload.NoSignature(),
                http.certificates(baseUrl)),
            cipher);
    PlatformCertificates certificates = new PlatformCertificates(download, fetches, clock);
    certificates.fetchSoon();
    return new Keys(
        new CertificateConfig(mchId, privateKey, serial, certificates),
        new RSAVerifier(certificates),
        download);
  }

  private static HttpClient client(
      Credential credential, Validator validator, OkHttpClient okHttp) {
    return new DefaultHttpClientBuilder()
        .credential(credential)
        .validator(validator)
        .okHttpClient(okHttp)
        .disableRetryOnConnectionFailure()
        .build();
  }

  private static <T> T key(ChannelAccount settings, String name, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException | IllegalStateException e) {
      // The SDK's message may quote the key.
      throw new ChannelNotReadyException(
          "Setting %s of %s cannot be read as a key.".formatted(name, settings));
    }
  }

  private static AeadCipher cipher(ChannelAccount settings) {
    byte[] key = settings.required(API_V3_KEY).getBytes(StandardCharsets.UTF_8);
    if (key.length != API_V3_KEY_BYTES) {
      throw new ChannelNotReadyException(
          "Setting %s of %s must have %d characters, and has %d."
              .formatted(API_V3_KEY, settings, API_V3_KEY_BYTES, key.length));
    }
    return new AeadAesCipher(key);
  }

  private static URI baseUrl(ChannelAccount settings) {
    HttpUrl url = HttpUrl.parse(settings.required(BASE_URL));
    if (url == null) {
      throw new ChannelNotReadyException(
          "Setting %s of %s is no address.".formatted(BASE_URL, settings));
    }
    return url.uri();
  }
}
