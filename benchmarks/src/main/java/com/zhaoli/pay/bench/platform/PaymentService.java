package com.zhaoli.pay.bench.platform;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.load.HttpMessage;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** payment-service, as the gateway calls it once it knows the merchant. */
public final class PaymentService {
  private static final String CALLER = "zhaoli-pay-gateway";

  private final int port;
  private final InternalToken token;

  private PaymentService(int port, InternalToken token) {
    this.port = port;
    this.token = token;
  }

  /**
   * The one that {@code ./zhaoli} runs.
   *
   * @throws BenchFailure when the environment does not give the platform's internal key
   */
  public static PaymentService of(Map<String, String> environment, Clock clock) {
    String key = environment.get("ZHAOLI_INTERNAL_KEY");
    if (key == null) {
      throw new BenchFailure("ZHAOLI_INTERNAL_KEY is not set: use ./zhaoli bench gateway.");
    }
    return new PaymentService(
        Integer.parseInt(environment.getOrDefault("ZHAOLI_PAYMENT_PORT", "8102")),
        new InternalToken(key, clock));
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** A request with the headers that the gateway vouches with; it is good for a minute. */
  public byte[] request(Merchant merchant, String method, String path, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put(ZhaoliHeaders.MERCHANT_NO, merchant.merchantNo());
    headers.put(ZhaoliHeaders.APP_ID, merchant.appId());
    headers.put(ZhaoliHeaders.REQUEST_ID, Ids.requestId());
    headers.put(ZhaoliHeaders.INTERNAL, token.issue(CALLER));
    headers.put("X-Forwarded-For", "127.0.0.1");
    headers.put("X-Forwarded-Proto", "http");
    return HttpMessage.of(method, "127.0.0.1:" + port, path, headers, body);
  }
}
