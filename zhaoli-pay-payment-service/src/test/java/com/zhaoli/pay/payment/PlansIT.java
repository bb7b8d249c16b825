package com.zhaoli.pay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.payment.QueryPlans.Plan;
import com.zhaoli.pay.payment.QueryPlans.Step;
import com.zhaoli.pay.payment.callback.internal.CallbackMapper;
import com.zhaoli.pay.payment.order.internal.AttemptMapper;
import com.zhaoli.pay.payment.order.internal.PaymentMapper;
import com.zhaoli.pay.payment.outbox.internal.OutboxMapper;
import com.zhaoli.pay.payment.outbox.internal.OutboxResendMapper;
import com.zhaoli.pay.payment.refund.internal.RefundMapper;
import com.zhaoli.pay.testing.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.ibatis.session.SqlSessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * Every query of the sweeps and lists at size: which index it takes, and how many rows the database
 * reads for it. The statements are those of the mappers. {@code -Dzhaoli.plans.payments=1000000}
 * makes it a million payments, and 20000 is the least that shows anything; the plans are written to
 * {@code target/query-plans.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestPropertySource(
    properties = {
      "zhaoli.outbox.sweep-interval=1h",
      "zhaoli.outbox.age-interval=1h",
      "zhaoli.outbox.kept=3650d",
      "zhaoli.reconcile.gauge-interval=1h"
    })
class PlansIT extends RunningService {
  private static final int CHUNK = 16;
  private static final int PAGE = 50;

  @Autowired private SqlSessionFactory sessions;
  @Autowired private Clock clock;
  private final List<String> report = new ArrayList<>();
  private final int payments = Integer.getInteger("zhaoli.plans.payments", 200_000);

  @SuppressWarnings("NullAway.Init")
  private LargeBooks books;

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry registry) {
    common(registry, "zhaoli_payment_plans", Map.of());
    registry.add("spring.rabbitmq.host", () -> "127.0.0.1");
    registry.add("spring.rabbitmq.port", FreePorts::next);
  }

  @BeforeAll
  void fill() {
    books = new LargeBooks(jdbc, payments);
    books.fill();
  }

  @AfterAll
  void writeReport() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("| statement | table: access by index | rows read |");
    lines.add("| --- | --- | --- |");
    lines.addAll(report);
    Files.write(Path.of("target", "query-plans.md"), lines);
  }

  private String payment(int n) {
    return LargeBooks.number("pay_", n);
  }

  /** Runs it and holds it to indexes of these names. */
  private Plan plan(
      String name, Class<?> mapper, String method, Map<String, ?> with, String... keys) {
    Plan plan = new QueryPlans(sessions, jdbc).of(mapper, method, with);
    List<String> steps = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Step step : plan.steps()) {
      steps.add("%s: %s by %s".formatted(step.table(), step.access(), step.key()));
      taken.add(String.valueOf(step.key()));
      assertThat(step.access()).as("%s: %s", name, plan).isNotEqualTo("ALL");
      assertThat(step.extra())
          .as("%s: %s", name, plan)
          .doesNotContain("filesort")
          .doesNotContain("temporary");
    }
    report.add("| %s | %s | %d |".formatted(name, String.join("; ", steps), plan.rowsRead()));
    assertThat(taken).as("%s: %s", name, plan).containsExactlyInAnyOrder(keys);
    return plan;
  }

  /** The sweeps' queries ask for one more row than they take, to see that there is none. */
  private static void assertReads(Plan plan, long atMost) {
    assertThat(plan.rowsRead()).as("rows read: %s", plan).isBetween(1L, atMost);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void theSyncReadsTheOrdersOfItsShardThatAreDue(int shards) {
    for (int shard = 0; shard < shards; shard++) {
      Plan plan =
          plan(
              "orders that are due, %d of %d".formatted(shard, shards),
              AttemptMapper.class,
              "lockDue",
              Map.of(
                  "channel",
                  "ALIPAY",
                  "now",
                  clock.instant(),
                  "shard",
                  shard,
                  "shards",
                  shards,
                  "limit",
                  CHUNK),
              "ix_attempt_channel_sync");
      // What another shard's is passed over: of that there is shards times as much, roughly.
      assertReads(plan, shards == 1 ? 2L * CHUNK + 2 : 4L * shards * CHUNK);
    }
  }

  @Test
  void theSyncReadsTheRefundsThatAreDue() {
    Map<String, ?> with = Map.of("channel", "ALIPAY", "now", clock.instant(), "limit", CHUNK);
    Plan plan = plan("refunds that are due", RefundMapper.class, "lockDue", with, "ix_refund_sync");
    assertReads(plan, 2L * CHUNK + 2);
  }

  @Test
  void theClosingReadsThePaymentsWhoseTimeIsOver() {
    Map<String, ?> with = Map.of("now", clock.instant(), "limit", 200);
    Plan plan =
        plan(
            "payments whose time is over",
            PaymentMapper.class,
            "lockCloseDue",
            with,
            "ix_payment_close_due");
    assertReads(plan, 2L * 200 + 2);
  }

  @Test
  void theSweeperReadsTheEventsThatAreNotPublished() {
    Map<String, ?> with = Map.of("limit", 1_000);
    Plan plan =
        plan("events to publish", OutboxMapper.class, "lockDue", with, "ix_outbox_unpublished");
    assertReads(plan, 2L * 1_000 + 2);
    Plan ages =
        plan(
            "the oldest event to publish",
            OutboxMapper.class,
            "unpublishedAgesMicros",
            with,
            "ix_outbox_unpublished");
    assertReads(ages, 1_002);
  }

  @Test
  void whatIsSentOnceMoreIsReadFromItsWindowOn() {
    Instant since = clock.instant().minusSeconds(payments / 2);
    Map<String, ?> with =
        Map.of("since", since, "until", clock.instant(), "first", "evt_0", "limit", 1_000);
    Plan plan =
        plan(
            "events to send once more",
            OutboxResendMapper.class,
            "published",
            with,
            "ix_outbox_unpublished");
    assertReads(plan, 1_002);
  }

  @Test
  void nothingToDoIsFoundOutByOneLook() {
    Instant longAgo = clock.instant().minus(Duration.ofDays(3_650));
    Map<String, ?> with =
        Map.of("channel", "ALIPAY", "now", longAgo, "shard", 0, "shards", 1, "limit", CHUNK);
    assertReads(
        plan("no order is due", AttemptMapper.class, "lockDue", with, "ix_attempt_channel_sync"),
        1);
    assertReads(plan("no refund is due", RefundMapper.class, "lockDue", with, "ix_refund_sync"), 1);
    assertReads(
        plan("no time is over", PaymentMapper.class, "lockCloseDue", with, "ix_payment_close_due"),
        1);
  }

  @Test
  void theLastPageOfAMerchantsPaymentsCostsWhatTheFirstCosts() {
    for (String merchant : List.of(LargeBooks.BIG, LargeBooks.SMALL)) {
      Plan first = page(merchant, "z");
      Plan middle = page(merchant, payment(payments / 2));
      Plan last = page(merchant, payment(PAGE * books.turn(merchant) + 1));
      assertThat(List.of(middle.rowsRead(), last.rowsRead()))
          .as("rows read for the pages of %s", merchant)
          .containsOnly(first.rowsRead());
      assertReads(first, 2L * PAGE + 2);
    }
  }

  private Plan page(String merchant, String before) {
    return plan(
        "payments of %s before %s".formatted(merchant, before),
        PaymentMapper.class,
        "list",
        Map.of("merchantNo", merchant, "before", before, "limit", PAGE),
        "ix_payment_merchant",
        "PRIMARY");
  }

  @Test
  void aPageOfRefundsAndOfCallbacksReadsNoMoreThanItShows() {
    String attempt = LargeBooks.number("at_", 100);
    Map<String, ?> ofPayment =
        Map.of("merchantNo", LargeBooks.BIG, "paymentNo", payment(100), "after", "", "limit", 100);
    assertReads(
        plan("a payment's refunds", RefundMapper.class, "list", ofPayment, "ix_refund_payment"), 3);
    Map<String, ?> ofOrder = Map.of("attemptNo", attempt, "after", 0L, "limit", PAGE);
    assertReads(
        plan("an order's callbacks", CallbackMapper.class, "list", ofOrder, "ix_callback_attempt"),
        3);
  }

  @Test
  void oneThingIsFoundByItsIndexWhicheverNumberItIsAskedFor() {
    String merchant = LargeBooks.BIG;
    String paymentNo = payment(payments / 2);
    String attemptNo = LargeBooks.number("at_", payments / 2);
    Map<String, ?> all =
        Map.of(
            "merchantNo", merchant,
            "paymentNo", paymentNo,
            "outTradeNo", LargeBooks.number("order-", payments / 2),
            "payToken", LargeBooks.number("token-", payments / 2),
            "attemptNo", attemptNo,
            "attemptNos", List.of(attemptNo),
            "channelTradeNo", LargeBooks.number("T", payments / 2),
            "refundNo", LargeBooks.number("ref_", payments / 2),
            "outRefundNo", LargeBooks.number("back-", payments / 2));
    List<Plan> plans =
        List.of(
            plan("payment", PaymentMapper.class, "find", all, "PRIMARY"),
            plan(
                "payment by the merchant's number",
                PaymentMapper.class,
                "findByOutTradeNo",
                all,
                "uk_payment_out_trade_no",
                "PRIMARY"),
            plan(
                "payment by token",
                PaymentMapper.class,
                "findByPayToken",
                all,
                "uk_payment_pay_token",
                "PRIMARY"),
            plan("payment by order", PaymentMapper.class, "findByAttempt", all, "PRIMARY"),
            plan("payments by orders", PaymentMapper.class, "findByAttempts", all, "PRIMARY"),
            plan(
                "payment by the channel's number",
                PaymentMapper.class,
                "findByChannelTradeNo",
                all,
                "ix_attempt_trade_no",
                "PRIMARY"),
            plan(
                "open orders of a payment",
                PaymentMapper.class,
                "findAtOpenAttempts",
                all,
                "ix_attempt_payment",
                "PRIMARY"),
            plan(
                "orders of a payment",
                PaymentMapper.class,
                "findAtAllAttempts",
                all,
                "ix_attempt_payment",
                "PRIMARY"),
            plan("number of orders", AttemptMapper.class, "count", all, "ix_attempt_payment"),
            plan("refund", RefundMapper.class, "find", all, "PRIMARY"),
            plan(
                "refund by the merchant's number",
                RefundMapper.class,
                "findByOutRefundNo",
                all,
                "uk_refund_out_refund_no"));
    plans.forEach(plan -> assertReads(plan, 6));
  }

  @Test
  void cleaningReadsNoMoreThanItRemoves() {
    Instant before = clock.instant().minusSeconds(payments - 2_000L);
    Map<String, ?> with = Map.of("before", before, "limit", 1_000);
    long keptMicros = TimeUnit.SECONDS.toMicros(payments - 2_000L);
    Plan events =
        plan(
            "events to remove",
            OutboxMapper.class,
            "deletePublished",
            Map.of("keptMicros", keptMicros, "limit", 1_000),
            "ix_outbox_unpublished");
    assertReads(events, 2_002);
    Plan callbacks =
        plan(
            "callbacks to remove",
            CallbackMapper.class,
            "deleteOlder",
            with,
            "ix_callback_received");
    assertReads(callbacks, 2_002);
  }
}
