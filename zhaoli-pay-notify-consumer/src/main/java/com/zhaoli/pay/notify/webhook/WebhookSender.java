package com.zhaoli.pay.notify.webhook;

import com.zhaoli.pay.notify.address.AddressPolicy;
import com.zhaoli.pay.notify.address.ForbiddenAddressException;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import com.zhaoli.pay.signing.WebhookSecret;
import com.zhaoli.pay.signing.WebhookSignature;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Calls merchants' servers. The body is sent exactly as it was signed. The connection goes to the
 * very address that was checked; redirects, cookies, proxies, compression and repetitions of the
 * client's own are off. A call takes no longer than {@code zhaoli.notify.webhook-timeout}, however
 * slowly the other side drips, and reads no more of the answer than it needs.
 */
@Component
class WebhookSender implements DisposableBean {
  /** An answer up to this long is read to its end, so that the connection can be used again. */
  private static final int BODY_LIMIT = 16 * 1024;

  /** No answer of a shop has a longer line, or more of them, before its body. */
  private static final int HEAD_LINE_LENGTH = 8 * 1024;

  private static final int HEAD_LINES = 100;

  /** Tests on their way at once, of all merchants. */
  static final int TESTS = 16;

  private static final int EXCERPT_LENGTH = 200;
  private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);
  private static final TimeValue CONNECTION_LIFE = TimeValue.ofSeconds(60);
  private static final TimeValue IDLE_LIFE = TimeValue.ofSeconds(20);
  private static final String USER_AGENT = "zhaoli-pay-webhook/1";

  private final AddressPolicy policy;
  private final Clock clock;
  private final Duration timeout;
  private final HostLookups lookups;
  private final CloseableHttpClient client;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("webhook-watch-"));

  @Autowired
  WebhookSender(
      AddressPolicy policy, NotifyProperties properties, Clock clock, MeterRegistry meters) {
    this(policy, properties, clock, meters, InetAddress::getAllByName);
  }

  WebhookSender(
      AddressPolicy policy,
      NotifyProperties properties,
      Clock clock,
      MeterRegistry meters,
      HostLookups.Names names) {
    this.policy = policy;
    this.clock = clock;
    this.timeout = properties.webhookTimeout();
    // Each delivering thread has one call at most, so none ever waits for a connection; a quarter
    // on top for targets that hang, and some for tests.
    int calls = properties.webhookConcurrency() + properties.webhookConcurrency() / 4 + TESTS + 1;
    this.lookups = new HostLookups(policy, names, timeout, calls);
    PoolingHttpClientConnectionManager connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(lookups)
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxLineLength(HEAD_LINE_LENGTH)
                            .setMaxHeaderCount(HEAD_LINES)
                            .build())
                    .build())
            .setMaxConnTotal(calls)
            .setMaxConnPerRoute(calls)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(CONNECT_TIMEOUT)
                    .setSocketTimeout(Timeout.of(timeout))
                    .setTimeToLive(CONNECTION_LIFE)
                    .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                    .build())
            .build();
    Gauge.builder(
            "zhaoli.notify.webhook.connections",
            connections,
            pool -> pool.getTotalStats().getLeased())
        .description("Webhook calls on their way")
        .register(meters);
    this.client =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(Timeout.of(timeout))
                    .setConnectionRequestTimeout(Timeout.of(timeout))
                    .setRedirectsEnabled(false)
                    .build())
            .setUserAgent(USER_AGENT)
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableAuthCaching()
            .disableCookieManagement()
            .disableContentCompression()
            .evictIdleConnections(IDLE_LIFE)
            .build();
  }

  /**
   * Posts a signed webhook and waits for its answer.
   *
   * @param secrets one, or both during a rotation
   * @param id the event's id, the same for every attempt
   */
  WebhookAnswer send(String url, List<WebhookSecret> secrets, String id, byte[] body) {
    String problem = policy.problemOf(url).orElse(null);
    if (problem != null) {
      return new WebhookAnswer.None("The address is not allowed: it " + problem + ".");
    }
    long timestamp = clock.instant().getEpochSecond();
    HttpPost post = new HttpPost(URI.create(url));
    post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    post.setHeader(WebhookSignature.ID_HEADER, id);
    post.setHeader(WebhookSignature.TIMESTAMP_HEADER, Long.toString(timestamp));
    post.setHeader(
        WebhookSignature.SIGNATURE_HEADER, WebhookSignature.sign(secrets, id, timestamp, body));

    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> limit =
        watch.schedule(
            () -> {
              late.set(true);
              post.cancel();
            },
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
    Integer code = null;
    String excerpt = "";
    Duration retryAfter = null;
    try (ClassicHttpResponse response = client.executeOpen(null, post, null)) {
      code = response.getCode();
      retryAfter = RetryAfter.of(response.getFirstHeader("Retry-After"), clock.instant());
      excerpt = excerpt(response.getEntity(), post);
    } catch (IOException e) {
      // With the status the server has said what counts; a body that breaks off changes nothing.
      if (code == null) {
        return new WebhookAnswer.None(
            late.get() && !(e instanceof HostLookups.TooLateException)
                ? "No answer within " + timeout.toSeconds() + " s."
                : reason(e));
      }
    } finally {
      limit.cancel(false);
    }
    return new WebhookAnswer.Status(code, excerpt, retryAfter);
  }

  @Override
  public void destroy() throws IOException {
    watch.shutdownNow();
    lookups.close();
    client.close();
  }

  /** Reads to the end what is short, and drops the connection of what is long. */
  private static String excerpt(@Nullable HttpEntity entity, HttpPost post) throws IOException {
    if (entity == null) {
      return "";
    }
    // Not closed here: closing would read an endless body to its end.
    byte[] begin = entity.getContent().readNBytes(BODY_LIMIT);
    if (begin.length == BODY_LIMIT) {
      post.cancel();
    }
    String text =
        new String(begin, 0, Math.min(begin.length, 4 * EXCERPT_LENGTH), StandardCharsets.UTF_8);
    String printable = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return printable.substring(0, Math.min(printable.length(), EXCERPT_LENGTH));
  }

  private static String reason(Exception e) {
    if (e instanceof ForbiddenAddressException || e instanceof HostLookups.TooLateException) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof UnknownHostException) {
      return "The host name has no address.";
    }
    if (e instanceof ConnectTimeoutException) {
      return "No connection within " + CONNECT_TIMEOUT.toSeconds() + " s.";
    }
    if (e instanceof SocketTimeoutException) {
      return "No answer in time.";
    }
    if (e instanceof SSLException) {
      return "The server's certificate or TLS is not accepted.";
    }
    if (e instanceof MessageConstraintException) {
      return "The head of the answer is too long.";
    }
    return "No connection: " + e.getClass().getSimpleName() + ".";
  }
}
