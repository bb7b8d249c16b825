package com.zhaoli.pay.sandbox.support;

import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.RSAAutoCertificateConfig;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.exception.ValidationException;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.http.HttpHeaders;
import com.wechat.pay.java.core.http.HttpMethod;
import com.wechat.pay.java.core.http.HttpRequest;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.core.notification.NotificationConfig;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RequestParam;
import com.zhaoli.pay.sandbox.support.Platform.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import tools.jackson.databind.json.JsonMapper;

/** The official SDK as a merchant has it, with WeChat Pay's public key or its certificates. */
public final class WechatSdk {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String HOST = "https://api.mch.weixin.qq.com";

  /** How the merchant verifies what WeChat Pay says. */
  public enum Mode {
    PUBLIC_KEY,
    PLATFORM_CERTIFICATE
  }

  private final Path directory;
  private final OkHttpClient redirected;
  private final Config config;

  public WechatSdk(Path directory, int port, Mode mode) {
    this.directory = directory;
    this.redirected = redirected(port);
    this.config =
        switch (mode) {
          case PUBLIC_KEY -> publicKeyConfig();
          case PLATFORM_CERTIFICATE -> certificateConfig();
        };
  }

  public String mchId() {
    return file("wechat-pay/mch-id.txt");
  }

  public String appId() {
    return file("wechat-pay/app-id.txt");
  }

  public Config config() {
    return config;
  }

  /** Signs requests and verifies answers; its addresses lead to the sandbox. */
  public HttpClient http() {
    return new DefaultHttpClientBuilder().config(config).okHttpClient(redirected).build();
  }

  /** Calls an API for which the SDK has no class. */
  public <T> T post(String path, Map<String, ?> body, Class<T> type) {
    return http()
        .execute(
            new HttpRequest.Builder()
                .httpMethod(HttpMethod.POST)
                .url(HOST + path)
                .addHeader("Accept", "application/json")
                .addHeader("Content-Type", "application/json")
                .body(new JsonRequestBody.Builder().body(JSON.writeValueAsString(body)).build())
                .build(),
            type)
        .getServiceResponse();
  }

  /** What a notify tells; nothing when the SDK does not take it for WeChat Pay's. */
  public <T> List<T> read(Received notify, Class<T> type) {
    RequestParam request =
        new RequestParam.Builder()
            .serialNumber(notify.headers().get("Wechatpay-Serial"))
            .nonce(notify.headers().get("Wechatpay-Nonce"))
            .signature(notify.headers().get("Wechatpay-Signature"))
            .timestamp(notify.headers().get("Wechatpay-Timestamp"))
            .body(notify.body())
            .build();
    try {
      return List.of(new NotificationParser((NotificationConfig) config).parse(request, type));
    } catch (ValidationException e) {
      return List.of();
    }
  }

  private RSAPublicKeyConfig publicKeyConfig() {
    return new RSAPublicKeyConfig.Builder()
        .merchantId(mchId())
        .privateKey(file("wechat-pay/merchant-private-key.pem"))
        .merchantSerialNumber(file("wechat-pay/merchant-serial.txt"))
        .apiV3Key(file("wechat-pay/api-v3-key.txt"))
        .publicKey(file("wechat-pay/wechat-pay-public-key.pem"))
        .publicKeyId(file("wechat-pay/public-key-id.txt"))
        .build();
  }

  private RSAAutoCertificateConfig certificateConfig() {
    return new RSAAutoCertificateConfig.Builder()
        .merchantId(mchId())
        .privateKey(file("wechat-pay/merchant-private-key.pem"))
        .merchantSerialNumber(file("wechat-pay/merchant-serial.txt"))
        .apiV3Key(file("wechat-pay/api-v3-key.txt"))
        .httpClient(
            // The certificates come before there is anything to verify their answer with.
            new DefaultHttpClientBuilder()
                .credential(publicKeyConfig().createCredential())
                .validator(
                    new com.wechat.pay.java.core.auth.Validator() {
                      @Override
                      public <T> boolean validate(HttpHeaders headers, String body) {
                        return true;
                      }

                      @Override
                      public <T> String getSerialNumber() {
                        return "";
                      }
                    })
                .okHttpClient(redirected)
                .build())
        .build();
  }

  /** The SDK's addresses are fixed; its signature covers path and query only. */
  private static OkHttpClient redirected(int port) {
    Interceptor toSandbox =
        chain -> {
          HttpUrl address =
              chain
                  .request()
                  .url()
                  .newBuilder()
                  .scheme("http")
                  .host("127.0.0.1")
                  .port(port)
                  .build();
          return chain.proceed(chain.request().newBuilder().url(address).build());
        };
    return new OkHttpClient.Builder().addInterceptor(toSandbox).build();
  }

  private String file(String name) {
    try {
      return Files.readString(directory.resolve(name)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
