package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.sdk.json.JsonBody;
import com.zhaoli.pay.sdk.webhook.WebhookEventType;
import com.zhaoli.pay.signing.WebhookSecret;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The merchant's webhook endpoints, the default one first, and who is told of an event. */
final class Endpoints {

  private static final int KEPT = 10;
  private static final int MAX_URL_LENGTH = 512;
  private static final int LAST_PORT = 65_535;
  private static final int MAX_DESCRIPTION_LENGTH = 100;
  private static final int MAX_PER_SECOND = 1_000;
  private static final int DEFAULT_OVERLAP_SECONDS = 86_400;
  private static final int MAX_OVERLAP_SECONDS = 604_800;
  private static final List<String> STATUSES = List.of("ACTIVE", "PAUSED", "DISABLED");
  private static final List<String> EVENT_TYPES =
      Arrays.stream(WebhookEventType.values())
          .filter(
              type -> type != WebhookEventType.ENDPOINT_TEST && type != WebhookEventType.UNKNOWN)
          .map(WebhookEventType::word)
          .toList();

  private final FakeIds ids;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, FakeEndpoint> endpoints = new LinkedHashMap<>();
  private final String defaultNo;
  private Supplier<@Nullable String> merchant = () -> null;
  private Supplier<@Nullable String> defaultUrl = () -> null;

  /** An address to send to, and what signs. */
  record Target(String url, List<WebhookSecret> secrets) {}

  Endpoints(FakeIds ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
    this.defaultNo = ids.next("whe_");
    reset();
  }

  /** Back to the default endpoint alone. */
  synchronized void reset() {
    endpoints.clear();
    endpoints.put(
        defaultNo,
        new FakeEndpoint(
            defaultNo,
            true,
            null,
            null,
            List.of(),
            null,
            "ACTIVE",
            null,
            new WebhookSecret(FakeZhaoliPay.WEBHOOK_SECRET),
            null,
            null,
            now()));
  }

  /** Where the merchant's program listens; null where only the path of addresses counts. */
  synchronized void merchantAt(Supplier<@Nullable String> server) {
    merchant = server;
  }

  /** Where the default endpoint is as long as the API was not told another address. */
  synchronized void defaultUrl(Supplier<@Nullable String> url) {
    defaultUrl = url;
  }

  /** Who is told, and by which secrets. */
  synchronized List<Target> targetsOf(Webhook webhook) {
    Instant now = clock.instant();
    String notifyUrl = webhook.notifyUrl();
    if (notifyUrl != null) {
      return List.of(new Target(atMerchant(notifyUrl), defaultSecrets()));
    }
    return endpoints.values().stream()
        .map(this::addressed)
        .filter(endpoint -> endpoint.url() != null && endpoint.wants(webhook.type().word()))
        .map(
            endpoint ->
                new Target(atMerchant(String.valueOf(endpoint.url())), endpoint.secretsAt(now)))
        .toList();
  }

  /** What signs for the default endpoint. */
  synchronized List<WebhookSecret> defaultSecrets() {
    return require(defaultNo).secretsAt(clock.instant());
  }

  /**
   * Where a test event of an endpoint goes.
   *
   * @throws Refusal WEBHOOK_ENDPOINT_WITHOUT_URL
   */
  synchronized Target targetOf(String endpointNo) {
    FakeEndpoint endpoint = require(endpointNo);
    String url = endpoint.url();
    if (url == null) {
      throw new Refusal(PlatformError.WEBHOOK_ENDPOINT_WITHOUT_URL);
    }
    return new Target(atMerchant(url), endpoint.secretsAt(clock.instant()));
  }

  synchronized JsonBody list() {
    return new JsonBody()
        .withAll("items", endpoints.values().stream().map(one -> addressed(one).toJson()).toList());
  }

  synchronized JsonBody get(String endpointNo) {
    return require(endpointNo).toJson();
  }

  synchronized JsonBody create(Fields request) {
    String url = request.text("url");
    Integer maxPerSecond = request.integer("maxPerSecond");
    List<String> eventTypes = eventTypes(request);
    Map<String, String> problems = new TreeMap<>();
    if (url == null || url.isBlank()) {
      problems.put("url", "is required");
    }
    checkDescription(request, problems);
    checkPace(maxPerSecond, 1, problems);
    requireNone(problems);
    requireAllowed(String.valueOf(url));
    if (endpoints.size() >= KEPT) {
      throw new Refusal(
          PlatformError.WEBHOOK_ENDPOINT_LIMIT_REACHED, "limit", String.valueOf(KEPT));
    }
    FakeEndpoint made =
        new FakeEndpoint(
            ids.next("whe_"),
            false,
            url,
            request.text("description"),
            eventTypes == null ? List.of() : eventTypes,
            maxPerSecond,
            "ACTIVE",
            null,
            WebhookSecret.generate(random),
            null,
            null,
            now());
    endpoints.put(made.endpointNo(), made);
    return made.toJsonWithSecret();
  }

  synchronized JsonBody change(String endpointNo, Fields request) {
    String url = request.text("url");
    String description = request.text("description");
    List<String> eventTypes = eventTypes(request);
    Integer maxPerSecond = request.integer("maxPerSecond");
    String status = request.text("status");
    if (status != null && !STATUSES.contains(status)) {
      throw Fields.wrongType("status");
    }
    Map<String, String> problems = new TreeMap<>();
    if (url != null && url.isEmpty()) {
      problems.put("url", "must not be empty");
    }
    checkDescription(request, problems);
    checkPace(maxPerSecond, 0, problems);
    if (url == null
        && description == null
        && eventTypes == null
        && maxPerSecond == null
        && status == null) {
      problems.put(
          "url", "one of url, description, eventTypes, maxPerSecond and status is required");
    }
    requireNone(problems);
    if (url != null) {
      requireAllowed(url);
    }
    FakeEndpoint before = require(endpointNo);
    String after = status == null ? before.status() : status;
    FakeEndpoint changed =
        new FakeEndpoint(
            endpointNo,
            before.isDefault(),
            url == null ? before.url() : url,
            description == null ? before.description() : description.isEmpty() ? null : description,
            eventTypes == null ? before.eventTypes() : eventTypes,
            maxPerSecond == null ? before.maxPerSecond() : maxPerSecond == 0 ? null : maxPerSecond,
            after,
            !after.equals("PAUSED") ? null : before.pausedAt() == null ? now() : before.pausedAt(),
            before.secret(),
            before.previousSecret(),
            before.previousUntil(),
            before.createdAt());
    endpoints.put(endpointNo, changed);
    return changed.toJson();
  }

  synchronized JsonBody rotateSecret(String endpointNo, Fields request) {
    Integer asked = request.integer("overlapSeconds");
    int overlap = asked == null ? DEFAULT_OVERLAP_SECONDS : asked;
    if (overlap < 0 || overlap > MAX_OVERLAP_SECONDS) {
      throw new Refusal(
          PlatformError.REQUEST_INVALID, "overlapSeconds", "must be 0 to " + MAX_OVERLAP_SECONDS);
    }
    FakeEndpoint rotated =
        require(endpointNo).rotated(WebhookSecret.generate(random), now().plusSeconds(overlap));
    endpoints.put(endpointNo, rotated);
    return rotated.toJsonWithSecret();
  }

  synchronized void delete(String endpointNo) {
    if (require(endpointNo).isDefault()) {
      throw new Refusal(PlatformError.WEBHOOK_ENDPOINT_IS_DEFAULT);
    }
    endpoints.remove(endpointNo);
  }

  private FakeEndpoint require(String endpointNo) {
    FakeEndpoint endpoint = endpoints.get(endpointNo);
    if (endpoint == null) {
      throw new Refusal(PlatformError.WEBHOOK_ENDPOINT_NOT_FOUND);
    }
    return addressed(endpoint);
  }

  private FakeEndpoint addressed(FakeEndpoint endpoint) {
    return endpoint.isDefault() && endpoint.url() == null
        ? endpoint.withUrl(defaultUrl.get())
        : endpoint;
  }

  /** The same path at the program under test, wherever it listens in this test. */
  private String atMerchant(String url) {
    String server = merchant.get();
    if (server == null) {
      return url;
    }
    URI uri = URI.create(url);
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return server + path + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  private static @Nullable List<String> eventTypes(Fields request) {
    List<String> types = request.texts("eventTypes");
    if (types != null && !EVENT_TYPES.containsAll(types)) {
      throw Fields.wrongType("eventTypes");
    }
    return types == null ? null : EVENT_TYPES.stream().filter(types::contains).toList();
  }

  private static void checkDescription(Fields request, Map<String, String> problems) {
    String description = request.text("description");
    if (description != null && description.length() > MAX_DESCRIPTION_LENGTH) {
      problems.put("description", "has " + MAX_DESCRIPTION_LENGTH + " characters at most");
    }
  }

  private static void checkPace(
      @Nullable Integer maxPerSecond, int least, Map<String, String> problems) {
    if (maxPerSecond != null && (maxPerSecond < least || maxPerSecond > MAX_PER_SECOND)) {
      problems.put("maxPerSecond", "must be " + least + " to " + MAX_PER_SECOND);
    }
  }

  private static void requireNone(Map<String, String> problems) {
    if (!problems.isEmpty()) {
      throw new Refusal(PlatformError.REQUEST_INVALID, problems);
    }
  }

  /** What production refuses by the text; only this machine may be called without TLS. */
  private static void requireAllowed(String url) {
    String problem = problemOf(url);
    if (problem != null) {
      throw new Refusal(PlatformError.WEBHOOK_URL_FORBIDDEN, "url", problem);
    }
  }

  private static @Nullable String problemOf(String url) {
    if (url.length() > MAX_URL_LENGTH) {
      return "is longer than " + MAX_URL_LENGTH + " characters";
    }
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      return "is no URL";
    }
    boolean isPlain = "http".equalsIgnoreCase(uri.getScheme()) && WebhookSender.isHere(url);
    if (!"https".equalsIgnoreCase(uri.getScheme()) && !isPlain) {
      return "must begin with https://";
    }
    if (uri.getHost() == null || uri.getHost().isEmpty()) {
      return "names no host";
    }
    if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
      return "must have a port of 1 to " + LAST_PORT + ", if any";
    }
    if (uri.getRawUserInfo() != null) {
      return "must not hold a user or password";
    }
    return uri.getRawFragment() == null ? null : "must not hold a fragment";
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
