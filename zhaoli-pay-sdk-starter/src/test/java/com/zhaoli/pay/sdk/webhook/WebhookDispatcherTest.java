package com.zhaoli.pay.sdk.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.signing.WebhookSecret;
import com.zhaoli.pay.signing.WebhookSignature;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WebhookDispatcherTest {

  private static final long NOW = 1767225600;
  private static final WebhookSecret SECRET = WebhookSecret.generate(new SecureRandom());

  private final List<String> handled = Collections.synchronizedList(new ArrayList<>());
  private ZhaoliPayWebhookHandler work = event -> handled.add(event.id());
  private final WebhookDispatcher dispatcher =
      new WebhookDispatcher(
          new WebhookVerifier(
              List.of(SECRET.value()), Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC)),
          event -> work.onEvent(event),
          new InMemoryWebhookIds(2));

  @Test
  void anEventIsHandedOverOnceHoweverOftenItComes() {
    assertThat(take("evt_1")).isEqualTo(204);
    assertThat(take("evt_1")).isEqualTo(204);
    assertThat(handled).containsExactly("evt_1");
  }

  @Test
  void anEventWhoseHandlerFailedIsHandedOverAgain() {
    work =
        event -> {
          handled.add("failed");
          throw new IllegalStateException("the database is away");
        };
    assertThat(take("evt_1")).isEqualTo(500);
    work = event -> handled.add(event.id());
    assertThat(take("evt_1")).isEqualTo(204);
    assertThat(handled).containsExactly("failed", "evt_1");
  }

  @Test
  void anErrorOfTheHandlerLeavesTheIdFree() {
    work =
        event -> {
          throw new AssertionError("a bug");
        };
    assertThatThrownBy(() -> take("evt_1")).isInstanceOf(AssertionError.class);
    work = event -> handled.add(event.id());
    assertThat(take("evt_1")).isEqualTo(204);
    assertThat(handled).containsExactly("evt_1");
  }

  @Test
  void ofTwoCopiesAtOnceOneIsHandedOver() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    work =
        event -> {
          handled.add(event.id());
          inside.countDown();
          goOn.await();
        };
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> first = other.submit(() -> take("evt_1"));
      assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(take("evt_1")).isEqualTo(409);
      goOn.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(204);
      assertThat(take("evt_1")).isEqualTo(204);
      assertThat(handled).containsExactly("evt_1");
    } finally {
      goOn.countDown();
      other.shutdownNow();
    }
  }

  @Test
  void whatTheHandlerCannotKnowIsAnsweredWithoutIt() {
    for (String type : List.of("endpoint.test", "payment.frozen")) {
      String body =
          "{\"id\":\"evt_1\",\"type\":\""
              + type
              + "\",\"createdAt\":\"2026-01-01T00:00:00Z\",\"version\":1,"
              + "\"data\":{\"endpointNo\":\"we_1\"}}";
      assertThat(dispatcher.handle(headers("evt_1", body)::get, bytes(body))).isEqualTo(204);
    }
    assertThat(handled).isEmpty();
  }

  @Test
  void aWrongSignatureIsRefused() {
    String body = body("evt_1");
    assertThat(dispatcher.handle(headers("evt_1", body)::get, bytes(body + " "))).isEqualTo(401);
    assertThat(dispatcher.handle(name -> null, bytes(body))).isEqualTo(401);
    assertThat(handled).isEmpty();
  }

  @Test
  void ofABodyThatNeverEndsOnlySoMuchIsRead() throws Exception {
    AtomicLong read = new AtomicLong();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            read.incrementAndGet();
            return ' ';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            Arrays.fill(bytes, offset, offset + length, (byte) ' ');
            read.addAndGet(length);
            return length;
          }
        };
    assertThat(dispatcher.handle(headers("evt_1", "")::get, endless)).isEqualTo(413);
    assertThat(read.get()).isLessThanOrEqualTo(WebhookDispatcher.BODY_LIMIT_BYTES + 1);
    String body = body("evt_1");
    String longest = body + " ".repeat(WebhookDispatcher.BODY_LIMIT_BYTES - body.length());
    assertThat(
            dispatcher.handle(
                headers("evt_1", longest)::get, new ByteArrayInputStream(bytes(longest))))
        .isEqualTo(204);
  }

  @Test
  void theMemoryOfIdsKeepsTheNewest() {
    take("evt_1");
    take("evt_2");
    take("evt_3");
    take("evt_3");
    take("evt_2");
    take("evt_1");
    assertThat(handled).containsExactly("evt_1", "evt_2", "evt_3", "evt_1");
  }

  private int take(String id) {
    String body = body(id);
    return dispatcher.handle(headers(id, body)::get, bytes(body));
  }

  private static String body(String id) {
    return "{\"id\":\""
        + id
        + "\",\"type\":\"payment.succeeded\",\"createdAt\":\"2026-01-01T00:00:00Z\",\"version\":1,"
        + "\"data\":{\"paymentNo\":\"pay_1\",\"outTradeNo\":\"T1\",\"status\":\"SUCCEEDED\","
        + "\"amount\":1}}";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> headers(String id, String body) {
    return Map.of(
        "webhook-id",
        id,
        "webhook-timestamp",
        Long.toString(NOW),
        "webhook-signature",
        WebhookSignature.sign(SECRET, id, NOW, bytes(body)));
  }
}
