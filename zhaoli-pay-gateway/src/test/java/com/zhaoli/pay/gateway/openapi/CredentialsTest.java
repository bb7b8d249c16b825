package com.zhaoli.pay.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.common.client.merchant.AppCredential;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import feign.FeignException;
import feign.Request;
import feign.RequestTemplate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CredentialsTest {

  private static final AppCredential KNOWN =
      new AppCredential("app_1", "mch_1", "key_1", new Secret("s"), new Secret("x"), true);
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void aCredentialIsAskedForOnceASecond() {
    Merchants merchants = new Merchants((app, key) -> KNOWN);
    Credentials credentials = new Credentials(merchants, nanos::get);
    assertThat(credentials.find("app_1", "key_1")).contains(KNOWN);
    assertThat(credentials.find("app_1", "key_1")).contains(KNOWN);
    assertThat(merchants.asked).hasValue(1);
    nanos.addAndGet(SECOND);
    assertThat(credentials.find("app_1", "key_1")).contains(KNOWN);
    assertThat(merchants.asked).hasValue(2);
  }

  @Test
  void anUnknownIdIsAskedForOnceASecondToo() {
    Merchants merchants =
        new Merchants(
            (app, key) -> {
              throw answer(404);
            });
    Credentials credentials = new Credentials(merchants, nanos::get);
    assertThat(credentials.find("app_9", "key_1")).isEmpty();
    assertThat(credentials.find("app_9", "key_1")).isEmpty();
    assertThat(merchants.asked).hasValue(1);
  }

  @Test
  void manyAtOnceLoadOnce() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    Merchants merchants =
        new Merchants(
            (app, key) -> {
              try {
                answered.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return KNOWN;
            });
    Credentials credentials = new Credentials(merchants, nanos::get);
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      List<Future<Optional<AppCredential>>> found = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        found.add(threads.submit(() -> credentials.find("app_1", "key_1")));
      }
      await().until(() -> merchants.asked.get() == 1);
      answered.countDown();
      for (Future<Optional<AppCredential>> credential : found) {
        assertThat(credential.get()).contains(KNOWN);
      }
      assertThat(merchants.asked).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void anInstanceThatIsAwayIsAskedAroundOnceAndAFailureIsNotKept() {
    Merchants merchants =
        new Merchants(
            (app, key) -> {
              throw answer(503);
            });
    Credentials credentials = new Credentials(merchants, nanos::get);
    for (int i = 1; i <= 2; i++) {
      assertThatThrownBy(() -> credentials.find("app_1", "key_1"))
          .isInstanceOfSatisfying(
              ApiException.class,
              refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UPSTREAM_UNAVAILABLE));
      assertThat(merchants.asked).hasValue(2 * i);
    }
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
}
