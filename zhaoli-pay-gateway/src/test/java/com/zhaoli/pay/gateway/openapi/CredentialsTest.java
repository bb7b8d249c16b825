package com.zhaoli.pay.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.client.merchant.AppCredential;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.gateway.bulkhead.Bulkhead;
import feign.FeignException;
import feign.Request;
import feign.RequestTemplate;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CredentialsTest {

  private static final AppCredential KNOWN = credential(true);
  private static final AppCredential DISABLED = credential(false);
  private static final long SECOND = 1_000_000_000L;
  private static final CredentialProperties PROPERTIES =
      new CredentialProperties(
          Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofSeconds(1));

  private final AtomicLong nanos = new AtomicLong();
  private final Versions versions = new Versions();
  private final AtomicReference<@Nullable AppCredential> answer = new AtomicReference<>(KNOWN);
  private final CountDownLatch over = new CountDownLatch(1);
  private final Bulkhead loads = new Bulkhead("test-load", 2, 4, PROPERTIES.loadTimeout());

  @AfterEach
  void end() {
    over.countDown();
    loads.close();
  }

  @Test
  void aCredentialInForceIsAskedForOnce() {
    Merchants merchants = new Merchants((app, key) -> KNOWN);
    Credentials credentials = credentials(merchants);
    versions.current = 7;
    assertThat(credentials.find("app_1", "key_1")).isEqualTo(new KnownCredential(KNOWN, 7));
    nanos.addAndGet(59 * SECOND);
    assertThat(credentials.find("app_1", "key_1")).isEqualTo(new KnownCredential(KNOWN, 7));
    assertThat(merchants.asked).hasValue(1);
    assertThat(versions.read).hasValue(1);
  }

  @Test
  void anotherSpellingIsNobody() {
    Credentials credentials = credentials(new Merchants((app, key) -> KNOWN));
    assertThat(credentials.find("APP_1", "key_1").credential()).isNull();
    assertThat(credentials.find("app_1", "KEY_1").credential()).isNull();
    assertThat(credentials.find("app_1", "key_1").credential()).isEqualTo(KNOWN);
  }

  @Test
  void anotherVersionIsAskedForOnceHoweverManyRequestsSeeIt() {
    Merchants merchants = new Merchants((app, key) -> knownOr404(answer.get()));
    Credentials credentials = credentials(merchants);
    credentials.find("app_1", "key_1");
    AppCredential salted =
        new AppCredential("app_1", "mch_1", "key_1", new Secret("s"), new Secret("y"), true, null);
    answer.set(salted);
    for (int i = 0; i < 3; i++) {
      assertThat(credentials.reload("app_1", "key_1", 1)).isEqualTo(new KnownCredential(salted, 1));
    }
    assertThat(merchants.asked).hasValue(2);
    assertThat(credentials.find("app_1", "key_1").version()).isEqualTo(1);
  }

  @Test
  void aVersionThatFellBackIsAnotherVersion() {
    Merchants merchants = new Merchants((app, key) -> KNOWN);
    Credentials credentials = credentials(merchants);
    versions.current = 7;
    credentials.find("app_1", "key_1");
    assertThat(credentials.reload("app_1", "key_1", 0).version()).isZero();
    assertThat(merchants.asked).hasValue(2);
  }

  @Test
  void aChangeDuringTheLoadIsSeenNextTime() {
    versions.current = 1;
    Merchants merchants =
        new Merchants(
            (app, key) -> {
              versions.current = 2;
              return KNOWN;
            });
    assertThat(credentials(merchants).find("app_1", "key_1").version()).isEqualTo(1);
  }

  @Test
  void anOldCredentialGoesOnToCountWhileItIsAskedForAnew() {
    Merchants merchants = new Merchants((app, key) -> knownOr404(answer.get()));
    Credentials credentials = credentials(merchants);
    credentials.find("app_1", "key_1");
    answer.set(DISABLED);
    nanos.addAndGet(60 * SECOND);
    assertThat(credentials.find("app_1", "key_1").credential())
        .as("nobody waits for it")
        .isEqualTo(KNOWN);
    await().until(() -> DISABLED.equals(credentials.find("app_1", "key_1").credential()));
    assertThat(merchants.asked).as("and one request alone asked").hasValue(2);
  }

  @Test
  void refusalsAreKeptForAShortTime() {
    for (AppCredential refused : Arrays.asList(null, DISABLED)) {
      answer.set(refused);
      Merchants merchants = new Merchants((app, key) -> knownOr404(answer.get()));
      Credentials credentials = credentials(merchants);
      assertThat(credentials.find("app_1", "key_1").credential()).isEqualTo(refused);
      nanos.addAndGet(4 * SECOND);
      assertThat(credentials.find("app_1", "key_1").credential()).isEqualTo(refused);
      assertThat(merchants.asked).hasValue(1);
      answer.set(KNOWN);
      nanos.addAndGet(SECOND);
      assertThat(credentials.find("app_1", "key_1").credential())
          .as("an approval counts")
          .isEqualTo(KNOWN);
      assertThat(merchants.asked).hasValue(2);
    }
  }

  @Test
  void manyAtOnceLoadOnce() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    Merchants merchants =
        new Merchants(
            (app, key) -> {
              waitFor(answered);
              return KNOWN;
            });
    try (Bulkhead roomy = new Bulkhead("roomy-load", 2, 20, Duration.ofSeconds(30))) {
      Credentials credentials = credentials(merchants, roomy);
      ExecutorService threads = Executors.newFixedThreadPool(20);
      try {
        List<Future<KnownCredential>> found = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          found.add(threads.submit(() -> credentials.find("app_1", "key_1")));
        }
        await().until(() -> merchants.asked.get() == 1);
        answered.countDown();
        for (Future<KnownCredential> credential : found) {
          assertThat(credential.get().credential()).isEqualTo(KNOWN);
        }
        assertThat(merchants.asked).hasValue(1);
      } finally {
        threads.shutdownNow();
      }
    }
  }

  @Test
  void anInstanceThatIsAwayIsAskedAroundOnceAndAFailureIsNotKept() {
    Merchants merchants =
        new Merchants(
            (app, key) -> {
              throw answer(503);
            });
    Credentials credentials = credentials(merchants);
    for (int i = 1; i <= 2; i++) {
      assertUnavailable(() -> credentials.find("app_1", "key_1"));
      assertThat(merchants.asked).hasValue(2 * i);
    }
  }

  @Test
  void anErrorDoesNotPoisonTheKey() {
    AtomicReference<@Nullable Error> broken =
        new AtomicReference<>(new NoClassDefFoundError("of a codec"));
    Merchants merchants =
        new Merchants(
            (app, key) -> {
              Error error = broken.get();
              if (error != null) {
                throw error;
              }
              return KNOWN;
            });
    Credentials credentials = credentials(merchants);
    assertUnavailable(() -> credentials.find("app_1", "key_1"));
    broken.set(null);
    assertThat(credentials.find("app_1", "key_1").credential()).isEqualTo(KNOWN);
  }

  @Test
  void aLoadThatCannotBeginDoesNotPoisonTheKey() {
    Credentials credentials = credentials(new Merchants((app, key) -> KNOWN));
    ContextRegistry contexts = ContextRegistry.getInstance();
    contexts.registerThreadLocalAccessor(new NoThreadLeft());
    try {
      assertUnavailable(() -> credentials.find("app_1", "key_1"));
    } finally {
      contexts.removeThreadLocalAccessor(NoThreadLeft.class);
    }
    assertThat(credentials.find("app_1", "key_1").credential()).isEqualTo(KNOWN);
  }

  @Test
  void aMerchantServiceThatHangsLeavesWhatIsKnownInForce() {
    AtomicBoolean hangs = new AtomicBoolean();
    Merchants merchants =
        new Merchants(
            (app, key) -> {
              if (hangs.get()) {
                waitFor(over);
              }
              return KNOWN;
            });
    Credentials credentials = credentials(merchants);
    credentials.find("app_1", "key_1");
    hangs.set(true);
    for (int i = 0; i < 10; i++) {
      String unknown = "app_" + (10 + i);
      assertUnavailable(() -> credentials.find(unknown, "key_1"));
    }
    assertThat(merchants.asked).as("threads are bounded").hasValueLessThanOrEqualTo(3);
    nanos.addAndGet(600 * SECOND);
    for (int i = 0; i < 100; i++) {
      assertThat(credentials.find("app_1", "key_1").credential()).isEqualTo(KNOWN);
    }
    assertUnavailable(() -> credentials.reload("app_1", "key_1", 1));
  }

  private Credentials credentials(Merchants merchants) {
    return credentials(merchants, loads);
  }

  private Credentials credentials(Merchants merchants, Bulkhead bulkhead) {
    return new Credentials(merchants, versions, bulkhead, PROPERTIES, nanos::get);
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApiException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UPSTREAM_UNAVAILABLE));
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AppCredential credential(boolean enabled) {
    return new AppCredential(
        "app_1", "mch_1", "key_1", new Secret("s"), new Secret("x"), enabled, null);
  }

  private static AppCredential knownOr404(@Nullable AppCredential known) {
    if (known == null) {
      throw answer(404);
    }
    return known;
  }

  private static FeignException answer(int status) {
    Request request =
        Request.create(
            Request.HttpMethod.GET,
            "/",
            Map.of(),
            null,
            StandardCharsets.UTF_8,
            new RequestTemplate());
    return status == 404
        ? new FeignException.NotFound("", request, new byte[0], Map.of())
        : new FeignException.ServiceUnavailable("", request, new byte[0], Map.of());
  }

  /** Keeps a call from being handed to a thread, as a system that gives none does. */
  private static final class NoThreadLeft implements ThreadLocalAccessor<String> {
    @Override
    public Object key() {
      return NoThreadLeft.class;
    }

    @Override
    public String getValue() {
      throw new OutOfMemoryError("unable to create native thread");
    }

    @Override
    public void setValue(String value) {
      throw new UnsupportedOperationException();
    }
  }
}
