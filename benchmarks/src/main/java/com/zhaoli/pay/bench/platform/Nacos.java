package com.zhaoli.pay.bench.platform;

import com.zhaoli.pay.bench.load.HttpAnswer;
import com.zhaoli.pay.bench.load.HttpConnection;
import com.zhaoli.pay.bench.load.HttpMessage;
import com.zhaoli.pay.bench.platform.Platform.NacosLogin;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One setting of Nacos, over its own HTTP: the client library would weigh more than the rest. */
final class Nacos {
  private static final String CONFIG = "/nacos/v3/admin/cs/config";
  private static final int NO_SUCH_CONFIG = 404;

  private final NacosLogin login;
  private final String dataId;

  Nacos(NacosLogin login, String dataId) {
    this.login = login;
    this.dataId = dataId;
  }

  /** The content; empty when there is none. */
  Optional<String> read() throws IOException {
    HttpAnswer answer = call("GET", CONFIG + "?" + form(location()), "");
    if (answer.status() == NO_SUCH_CONFIG) {
      return Optional.empty();
    }
    return Optional.of(text(json(answer).path("data"), "content"));
  }

  void write(String content) throws IOException {
    Map<String, String> fields = location();
    fields.put("type", "yaml");
    fields.put("content", content);
    json(call("POST", CONFIG, form(fields)));
  }

  void delete() throws IOException {
    json(call("DELETE", CONFIG + "?" + form(location()), ""));
  }

  private Map<String, String> location() {
    Map<String, String> location = new LinkedHashMap<>();
    location.put("dataId", dataId);
    location.put("groupName", "ZHAOLI");
    location.put("namespaceId", "public");
    return location;
  }

  private HttpAnswer call(String method, String target, String body) throws IOException {
    JsonNode session =
        json(
            send(
                "POST",
                "/nacos/v3/auth/user/login",
                form(Map.of("username", login.user(), "password", login.password()))));
    String token = text(session, "accessToken");
    String separator = target.contains("?") ? "&" : "?";
    return send(method, target + separator + form(Map.of("accessToken", token)), body);
  }

  private HttpAnswer send(String method, String target, String body) throws IOException {
    try (HttpConnection connection =
        HttpConnection.open(new InetSocketAddress(login.host(), login.port()))) {
      return connection.exchange(
          HttpMessage.of(
              method,
              login.host() + ":" + login.port(),
              target,
              Map.of("Content-Type", "application/x-www-form-urlencoded"),
              body.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** The message of a failure names neither the request nor its token. */
  private static JsonNode json(HttpAnswer answer) throws IOException {
    if (answer.status() != 200) {
      throw new IOException("Nacos answered " + answer.status());
    }
    try {
      return JsonMapper.shared().readTree(answer.body());
    } catch (JacksonException e) {
      throw new IOException("Nacos answered what cannot be read", e);
    }
  }

  private static String text(JsonNode node, String name) throws IOException {
    JsonNode value = node.path(name);
    if (!value.isString()) {
      throw new IOException("Nacos answered without " + name);
    }
    return value.asString();
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
