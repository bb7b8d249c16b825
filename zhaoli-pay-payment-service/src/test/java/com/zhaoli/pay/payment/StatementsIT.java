package com.zhaoli.pay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.TestChannel.RefundNotice;
import com.zhaoli.pay.testing.FreePorts;
import com.zhaoli.pay.testing.TestServers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * How often a request goes to the database, by the database's own log, with the driver as it is in
 * production. Nothing else asks the database meanwhile.
 */
@TestPropertySource(
    properties = {
      "zhaoli.channel-account.poll-interval=1h",
      "zhaoli.outbox.sweep-interval=1h",
      "zhaoli.outbox.age-interval=1h",
      "zhaoli.reconcile.gauge-interval=1h",
      "spring.datasource.hikari.maximum-pool-size=1"
    })
class StatementsIT extends RunningService {
  private static final Logger log = LoggerFactory.getLogger(StatementsIT.class);

  /** What begins and ends a transaction. */
  private static final Pattern CONTROL =
      Pattern.compile("(?i)set autocommit=[01]|commit|rollback|start transaction|begin");

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry registry) {
    common(registry, "zhaoli_payment_statements", Map.of());
    registry.add(
        "spring.datasource.url",
        () ->
            TestServers.mariadb().jdbcUrl("zhaoli_payment_statements")
                + "&preserveInstants=true&useServerPrepStmts=true");
    // No broker: a published event would be marked by a statement that is no request's.
    registry.add("spring.rabbitmq.host", () -> "127.0.0.1");
    registry.add("spring.rabbitmq.port", FreePorts::next);
  }

  /** What a request did at the database. */
  private record Statements(List<String> work, List<String> control) {}

  /** The statements of the last of several equal requests, when all are prepared. */
  private Statements of(String name, Runnable... equalRequests) {
    for (int i = 0; i < equalRequests.length - 1; i++) {
      equalRequests[i].run();
    }
    jdbc.execute("SET GLOBAL log_output = 'TABLE'");
    jdbc.execute("TRUNCATE TABLE mysql.general_log");
    jdbc.execute("SET GLOBAL general_log = ON");
    try {
      equalRequests[equalRequests.length - 1].run();
    } finally {
      jdbc.execute("SET GLOBAL general_log = OFF");
    }
    List<String> all =
        jdbc.queryForList(
            "SELECT CONVERT(argument USING utf8mb4) FROM mysql.general_log WHERE command_type IN"
                + " ('Query', 'Execute') AND argument NOT LIKE 'SET GLOBAL general_log%'"
                + " ORDER BY event_time",
            String.class);
    Statements statements =
        new Statements(
            all.stream().filter(sql -> !CONTROL.matcher(sql.strip()).matches()).toList(),
            all.stream().filter(sql -> CONTROL.matcher(sql.strip()).matches()).toList());
    log.info(
        "{}: {} statements, and {} for transactions {}: {}",
        name,
        statements.work().size(),
        statements.control().size(),
        statements.control(),
        statements.work());
    return statements;
  }

  private Runnable creation(Map<String, ?> request) {
    return () -> {
      Map<String, Object> numbered = new HashMap<>(request);
      numbered.put("outTradeNo", newOutTradeNo());
      Answer created = create(JSON.writeValueAsString(numbered));
      assertThat(created.status()).as("created: %s", created).isEqualTo(201);
    };
  }

  private static Runnable[] thrice(Runnable request) {
    return new Runnable[] {request, request, request};
  }

  @Test
  void aPaymentWhosePayerChoosesIsOneStatement() {
    Map<String, Object> request = Map.of("amount", 1, "subject", "s", "method", "AGGREGATE_QR");
    Statements statements = of("AGGREGATE_QR", thrice(creation(request)));
    assertThat(statements.work()).hasSize(1);
    assertThat(statements.control()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aPaymentWithACodeIsFourStatements(Channel channel) {
    Statements statements =
        of("NATIVE " + channel, thrice(creation(order(channel, newOutTradeNo(), 100))));
    assertThat(statements.work()).hasSizeLessThanOrEqualTo(4);
    assertThat(statements.control()).hasSizeLessThanOrEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aCallbackThatSettlesIsFourStatements(Channel channel) {
    Statements statements =
        of(
            "callback " + channel,
            settling(channel, pending(channel)),
            settling(channel, pending(channel)),
            settling(channel, pending(channel)));
    assertThat(statements.work()).hasSizeLessThanOrEqualTo(4);
    assertThat(statements.control()).hasSizeLessThanOrEqualTo(3);
  }

  private Runnable settling(Channel channel, Pending payment) {
    CallbackRequest callback = wallet(channel).notice(payment.paid());
    return () -> assertThat(isAccepted(channel, deliver(channel, callback))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void theSameCallbackAgainIsTwoStatements(Channel channel) {
    Pending payment = pending(channel);
    Statements statements = of("callback again " + channel, thrice(settling(channel, payment)));
    assertThat(statements.work()).hasSizeLessThanOrEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aForgedCallbackReadsNothing(Channel channel) {
    CallbackRequest forged = wallet(channel).forged(pending(channel).paid());
    Statements statements =
        of("forged callback " + channel, thrice(() -> deliver(channel, forged)));
    assertThat(statements.work()).as("at most one a second is kept").hasSizeLessThanOrEqualTo(1);
    assertThat(statements.control()).isEmpty();
  }

  @Test
  void aRefundIsAFewStatementsHoweverManyThereWere() {
    Pending payment = pending(Channel.ALIPAY);
    String tradeNo = ALIPAY.pay(payment.attemptNo(), payment.amount());
    deliver(Channel.ALIPAY, ALIPAY.notice(payment.paid()));
    Runnable refund =
        () -> {
          String body =
              JSON.writeValueAsString(
                  Map.of(
                      "paymentNo",
                      payment.paymentNo(),
                      "outRefundNo",
                      newOutTradeNo(),
                      "amount",
                      1));
          assertThat(call("POST", "/openapi/v1/refunds", body, MERCHANT).status()).isEqualTo(201);
        };
    Statements third = of("refund", thrice(refund));
    Statements sixth = of("refund", thrice(refund));
    assertThat(sixth.work()).hasSameSizeAs(third.work()).hasSizeLessThanOrEqualTo(12);
    assertThat(tradeNo).isNotEmpty();
    RefundNotice stranger =
        new RefundNotice(
            payment.attemptNo(), "ref_nothing", tradeNo, payment.amount(), payment.amount(), null);
    Statements mismatching =
        of(
            "refund's callback that does not fit",
            thrice(() -> deliver(Channel.ALIPAY, ALIPAY.notice(stranger))));
    assertThat(mismatching.work()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void readingAPaymentIsOneStatement() {
    Pending payment = pending(Channel.WECHAT);
    Statements statements =
        of(
            "read",
            thrice(
                () -> assertThat(statusOf(payment.paymentNo())).as("status").isEqualTo("PAYING")));
    assertThat(statements.work()).hasSize(1);
    assertThat(statements.control()).isEmpty();
  }
}
