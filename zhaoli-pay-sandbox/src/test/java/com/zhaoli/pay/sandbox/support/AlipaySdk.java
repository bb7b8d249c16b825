package com.zhaoli.pay.sandbox.support;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayConfig;
import com.alipay.api.AlipayRequest;
import com.alipay.api.AlipayResponse;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.internal.util.AlipaySignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The official SDK as a merchant has it, with keys or with certificates. */
public final class AlipaySdk {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** How the merchant verifies what Alipay says. */
  public enum Mode {
    KEY,
    CERTIFICATE
  }

  private final Path directory;
  private final Mode mode;
  private final AlipayClient client;

  public AlipaySdk(Path directory, String url, Mode mode) {
    this.directory = directory;
    this.mode = mode;
    AlipayConfig config = new AlipayConfig();
    config.setServerUrl(url + "/alipay/gateway.do");
    config.setAppId(file("alipay/app-id.txt"));
    config.setPrivateKey(file("alipay/app-private-key.txt"));
    config.setMaxIdleConnections(64);
    switch (mode) {
      case KEY -> config.setAlipayPublicKey(file("alipay/alipay-public-key.txt"));
      case CERTIFICATE -> {
        config.setAppCertContent(file("alipay/app-cert.crt"));
        config.setAlipayPublicCertContent(file("alipay/alipay-cert.crt"));
        config.setRootCertContent(file("alipay/alipay-root-cert.crt"));
      }
    }
    try {
      client = new DefaultAlipayClient(config);
    } catch (AlipayApiException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Calls a method; the SDK verifies the answer. */
  public <T extends AlipayResponse> T call(AlipayRequest<T> request, Map<String, ?> biz) {
    setBiz(request, biz);
    try {
      return mode == Mode.KEY ? client.execute(request) : client.certificateExecute(request);
    } catch (AlipayApiException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Calls a method whose parameters are not in biz_content. */
  public <T extends AlipayResponse> T call(AlipayRequest<T> request) {
    try {
      return mode == Mode.KEY ? client.execute(request) : client.certificateExecute(request);
    } catch (AlipayApiException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The address to which a browser is sent. */
  public String page(AlipayRequest<?> request, Map<String, ?> biz) {
    setBiz(request, biz);
    try {
      return client.pageExecute(request, "GET").getBody();
    } catch (AlipayApiException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a notify, or the parameters of a return, are Alipay's. */
  public boolean verifies(Map<String, String> parameters) {
    Map<String, String> copy = new HashMap<>(parameters);
    try {
      return mode == Mode.KEY
          ? AlipaySignature.rsaCheckV1(copy, file("alipay/alipay-public-key.txt"), "UTF-8", "RSA2")
          : AlipaySignature.rsaCertCheckV1(
              copy, directory.resolve("alipay/alipay-cert.crt").toString(), "UTF-8", "RSA2");
    } catch (AlipayApiException e) {
      return false;
    }
  }

  /** Every request class has the setter, but nothing that they share declares it. */
  private static void setBiz(AlipayRequest<?> request, Map<String, ?> biz) {
    try {
      request
          .getClass()
          .getMethod("setBizContent", String.class)
          .invoke(request, JSON.writeValueAsString(biz));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private String file(String name) {
    try {
      return Files.readString(directory.resolve(name)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
