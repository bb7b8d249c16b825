package com.zhaoli.pay.wechat.reply;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.net.URIBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a chatbot of Qingyunke's protocol, over connections of its own. One question takes no longer
 * than the time-out, however slowly the answer drips, and reads no more of it than a text can hold.
 */
@Component
class ChatbotClient implements DisposableBean {
  private static final int BODY_LIMIT = 16 * 1024;

  /** Chatbots take short texts; what follows says little more. */
  private static final int MAX_QUESTION = 300;

  private static final TimeValue IDLE_LIFE = TimeValue.ofSeconds(20);

  private final ChatbotProperties properties;
  private final JsonMapper json;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("chatbot-watch-"));

  ChatbotClient(ChatbotProperties properties, JsonMapper json) {
    this.properties = properties;
    this.json = json;
    Timeout timeout = Timeout.of(properties.timeout());
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(properties.concurrency())
                    .setMaxConnPerRoute(properties.concurrency())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(timeout)
                            .setSocketTimeout(timeout)
                            .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(timeout)
                    .setConnectionRequestTimeout(timeout)
                    .build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .evictIdleConnections(IDLE_LIFE)
            .build();
  }

  /** The chatbot answered, but no answer. Its message may be logged: nothing asked is in it. */
  static final class NoAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    NoAnswerException(String message) {
      super(message);
    }
  }

  /** Whether there is a chatbot to ask. */
  boolean isConfigured() {
    return !properties.url().isEmpty();
  }

  /**
   * The chatbot's answer, with line breaks as such.
   *
   * @throws IOException when there is none within the time-out, or none that can be read
   */
  String ask(String question) throws IOException {
    HttpGet get = new HttpGet(uri(question));
    Duration timeout = properties.timeout();
    ScheduledFuture<?> limit =
        watch.schedule(() -> get.cancel(), timeout.toMillis(), TimeUnit.MILLISECONDS);
    try (ClassicHttpResponse response = client.executeOpen(null, get, null)) {
      if (response.getCode() != 200) {
        throw new NoAnswerException("HTTP " + response.getCode());
      }
      return contentOf(read(response.getEntity(), get));
    } finally {
      limit.cancel(false);
    }
  }

  private URI uri(String question) {
    String asked =
        question.codePointCount(0, question.length()) <= MAX_QUESTION
            ? question
            : question.substring(0, question.offsetByCodePoints(0, MAX_QUESTION));
    try {
      return new URIBuilder(properties.url())
          .addParameter("key", properties.key().value())
          .addParameter("appid", properties.appId())
          .addParameter("msg", asked)
          .build();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("zhaoli.wechat.chatbot.url is no address", e);
    }
  }

  private static byte[] read(@Nullable HttpEntity entity, HttpGet get) throws IOException {
    if (entity == null) {
      throw new NoAnswerException("no body");
    }
    // Not closed here: closing would read an endless body to its end.
    byte[] body = entity.getContent().readNBytes(BODY_LIMIT);
    if (body.length == BODY_LIMIT) {
      get.cancel();
      throw new NoAnswerException("the body is too long");
    }
    return body;
  }

  private String contentOf(byte[] body) throws IOException {
    JsonNode answer;
    try {
      answer = json.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      throw new NoAnswerException("the body is no JSON");
    }
    int result = answer.path("result").asInt(-1);
    if (result != 0) {
      throw new NoAnswerException("result " + result);
    }
    String content = answer.path("content").asString("").replace("{br}", "\n").strip();
    if (content.isEmpty()) {
      throw new NoAnswerException("no content");
    }
    return content;
  }

  @Override
  public void destroy() throws IOException {
    watch.shutdownNow();
    client.close();
  }
}
