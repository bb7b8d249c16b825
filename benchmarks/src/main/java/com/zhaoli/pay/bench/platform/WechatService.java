package com.zhaoli.pay.bench.platform;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.load.HttpAnswer;
import com.zhaoli.pay.bench.load.HttpConnection;
import com.zhaoli.pay.bench.load.HttpMessage;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** wechat-mp-service, as other services and the gateway call it, and the sandbox behind it. */
public final class WechatService {
  /** As {@code ./zhaoli status} names it. */
  public static final String NAME = "wechat-mp-service";

  private static final String CALLER = "zhaoli-pay-gateway";
  private static final String OPERATOR = "opr_bench";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final int port;
  private final int sandboxPort;
  private final InternalToken token;

  private WechatService(int port, int sandboxPort, InternalToken token) {
    this.port = port;
    this.sandboxPort = sandboxPort;
    this.token = token;
  }

  /**
   * The one that {@code ./zhaoli} runs.
   *
   * @throws BenchFailure when the environment does not give the platform's internal key
   */
  public static WechatService of(Map<String, String> environment, Clock clock) {
    String key = environment.get("ZHAOLI_INTERNAL_KEY");
    if (key == null) {
      throw new BenchFailure("ZHAOLI_INTERNAL_KEY is not set: use ./zhaoli bench wechat.");
    }
    return new WechatService(
        port(environment), sandboxPort(environment), new InternalToken(key, clock));
  }

  /**
   * Makes sure that the service and the sandbox are there.
   *
   * @throws BenchFailure when one is not
   */
  public static void requireUp(Map<String, String> environment) {
    Platform.requireUp(NAME, port(environment));
    Platform.requireUp("sandbox", sandboxPort(environment));
  }

  private static int port(Map<String, String> environment) {
    return Integer.parseInt(environment.getOrDefault("ZHAOLI_WECHAT_MP_PORT", "8103"));
  }

  private static int sandboxPort(Map<String, String> environment) {
    return Integer.parseInt(environment.getOrDefault("ZHAOLI_SANDBOX_PORT", "8190"));
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** A request in an operator's name, good for a minute; other services' calls look alike. */
  public byte[] request(String method, String path, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put(ZhaoliHeaders.REQUEST_ID, Ids.requestId());
    headers.put(ZhaoliHeaders.INTERNAL, token.issue(CALLER));
    headers.put(ZhaoliHeaders.OPERATOR, OPERATOR);
    headers.put(ZhaoliHeaders.OPERATOR_ROLES, OperatorRole.ADMIN.name());
    return HttpMessage.of(method, "127.0.0.1:" + port, path, headers, body);
  }

  /** Calls the service once. */
  public HttpAnswer call(String method, String path, Object body) {
    return exchange(address(), request(method, path, JSON.writeValueAsBytes(body)));
  }

  /**
   * Steers the sandbox.
   *
   * @throws BenchFailure when it does not do it
   */
  public void steer(String method, String path, Map<String, ?> body) {
    HttpAnswer answer = sandbox(method, path, body);
    if (answer.status() >= 300) {
      throw new BenchFailure("The sandbox refused " + path + ": " + answer.text());
    }
  }

  private HttpAnswer sandbox(String method, String path, Map<String, ?> body) {
    return exchange(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), sandboxPort),
        HttpMessage.of(
            method,
            "127.0.0.1:" + sandboxPort,
            "/sandbox/v1" + path,
            Map.of("Content-Type", "application/json"),
            body.isEmpty() ? new byte[0] : JSON.writeValueAsBytes(body)));
  }

  private static HttpAnswer exchange(InetSocketAddress server, byte[] request) {
    try (HttpConnection connection = HttpConnection.open(server)) {
      return connection.exchange(request);
    } catch (IOException e) {
      throw new BenchFailure("No answer from port " + server.getPort() + ".", e);
    }
  }
}
