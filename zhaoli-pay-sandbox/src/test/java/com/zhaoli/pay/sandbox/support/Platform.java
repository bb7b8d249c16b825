package com.zhaoli.pay.sandbox.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The platform's side: takes what the sandbox sends, keeps it, and answers as a test says. */
public final class Platform {
  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private volatile Function<Received, Answer> answers = request -> new Answer(200, "success");

  /** What the platform answers. */
  public record Answer(int status, String body) {}

  /** One request, as it came. */
  public record Received(
      String path, @Nullable String query, Map<String, String> headers, String body) {

    /** The body's form parameters. */
    public Map<String, String> form() {
      return decode(body);
    }

    /** The query's parameters. */
    public Map<String, String> parameters() {
      return decode(query == null ? "" : query);
    }

    private static Map<String, String> decode(String text) {
      Map<String, String> form = new LinkedHashMap<>();
      for (String pair : text.split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          form.put(
              URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
      return form;
    }
  }

  public Platform() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ExecutorService pool =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "platform");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(pool);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
      URI uri = exchange.getRequestURI();
      Received request =
          new Received(
              uri.getPath(),
              uri.getRawQuery(),
              headers,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      received.add(request);
      Answer answer = answers.apply(request);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers from now on like this. */
  public void answering(Function<Received, Answer> newAnswers) {
    answers = newAnswers;
  }

  /** What came to this path, the oldest first. */
  public List<Received> at(String path) {
    return received.stream().filter(request -> request.path().equals(path)).toList();
  }

  /** What came to the official account's callback about this user, the oldest first. */
  public List<Received> eventsOf(String openid) {
    List<Received> events = new ArrayList<>(at("/wechat/portal"));
    events.removeIf(event -> !event.body().contains("<![CDATA[" + openid + "]]>"));
    return events;
  }
}
