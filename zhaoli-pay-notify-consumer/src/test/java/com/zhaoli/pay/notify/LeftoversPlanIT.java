package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.notify.log.BrokerLeftovers;
import com.zhaoli.pay.notify.log.internal.LetterlessMapper;
import com.zhaoli.pay.notify.log.internal.TakeoverMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looking for what the broker had costs a running system no more than its portion. */
class LeftoversPlanIT {
  private static final int ROWS = 60_000;
  private static final int PORTION = 1_000;

  @Test
  void aPortionReadsItsOwnRowsByThePrimaryKey() {
    // In mode rabbit nobody looks but this test, and the poller does not come again.
    try (NotifyService service =
        NotifyService.start(
            new Outside(),
            "zhaoli_notify_plan",
            NotifyService.rabbit("zhaoli.notify.poll-interval=1m"))) {
      fill(service.jdbc());
      String from = number(1);
      String before = number(ROWS + 1);
      String newest = number(ROWS - PORTION + 1);

      assertThat(
              keys(
                  service,
                  TakeoverMapper.class,
                  "portion",
                  Map.of("from", from, "before", before, "limit", PORTION),
                  from,
                  before,
                  PORTION))
          .contains("PRIMARY")
          .doesNotContain("ix_notification_lane", "ix_notification_merchant");
      assertThat(
              keys(
                      service,
                      TakeoverMapper.class,
                      "stranded",
                      Map.of("from", newest, "before", before),
                      newest,
                      before)
                  .get(0))
          .isEqualTo("PRIMARY");

      // So does the search for deliveries that have no dead letter.
      assertThat(
              keys(
                  service,
                  LetterlessMapper.class,
                  "portion",
                  Map.of("after", from, "before", before, "limit", PORTION),
                  from,
                  before,
                  PORTION))
          .contains("PRIMARY")
          .doesNotContain("ix_notification_lane", "ix_notification_merchant");
      String upTo = number(PORTION + 1);
      assertThat(
              keys(
                      service,
                      LetterlessMapper.class,
                      "letterless",
                      Map.of("after", from, "upTo", upTo, "tailIsOver", 1_000),
                      from,
                      upTo,
                      1_000)
                  .get(0))
          .isEqualTo("PRIMARY");

      long reads = reads(service.jdbc());
      BrokerLeftovers.Portion portion =
          Objects.requireNonNull(
              service
                  .bean(BrokerLeftovers.class)
                  .takeOver(from, before, PORTION, Duration.ofSeconds(60)));
      assertThat(portion.from()).isEqualTo(newest);
      assertThat(portion.found())
          .as("all but the one that was decided on")
          .isEqualTo(PORTION / 100 - 1);
      assertThat(reads(service.jdbc()) - reads)
          .as("the portion, its numbers, the portion again, and a little")
          .isBetween((long) PORTION, 4L * PORTION);
    }
  }

  /** All delivered but one of a hundred. */
  private static void fill(JdbcTemplate jdbc) {
    jdbc.update(
        """
        INSERT INTO notification (notification_no, payment_no, event_id, target, delivery_seq,
          target_kind, merchant_no, event_type, payload, status, attempts, created_at, updated_at)
        SELECT CONCAT('ntf_', LPAD(seq, 26, '0')), CONCAT('pay_', seq), CONCAT('evt_', seq),
          CONCAT('whe_', MOD(seq, 50)), 0, 'WEBHOOK', 'mch_plan', 'payment.succeeded',
          REPEAT('x', 600), IF(MOD(seq, 100) = 0, 'RETRYING', 'DELIVERED'), 1,
          UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)
        FROM seq_1_to_%d
        """
            .formatted(ROWS));
    discard(jdbc, "WEBHOOK", "endpoint", ROWS);
    discard(jdbc, "TEMPLATE_MESSAGE", "receiver", ROWS - 100);
    jdbc.execute("ANALYZE TABLE notification");
  }

  /** Somebody decided on the dead letter of that event, for that kind of target alone. */
  private static void discard(JdbcTemplate jdbc, String kind, String target, int seq) {
    jdbc.update(
        """
        INSERT INTO dead_letter (dead_letter_no, event_id, target, delivery_seq, target_kind,
          payload, reason, attempts, status, created_at, updated_at)
        VALUES (?, ?, ?, 0, ?, 'x', 'a test', 5, 'DISCARDED', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
        """,
        "dlt_%026d".formatted(seq),
        "evt_" + seq,
        target,
        kind);
  }

  private static String number(int n) {
    return "ntf_%026d".formatted(n);
  }

  /** By which index each table of a statement is read. */
  private static List<@Nullable String> keys(
      NotifyService service,
      Class<?> mapper,
      String statement,
      Map<String, ?> parameters,
      Object... values) {
    Configuration configuration = service.bean(SqlSessionFactory.class).getConfiguration();
    BoundSql sql =
        configuration
            .getMappedStatement(mapper.getName() + "." + statement)
            .getBoundSql(parameters);
    return service
        .jdbc()
        .query("EXPLAIN " + sql.getSql(), (row, n) -> row.getString("key"), values);
  }

  /** Rows that the server has read so far, of all tables. */
  private static long reads(JdbcTemplate jdbc) {
    return jdbc
        .query("SHOW GLOBAL STATUS LIKE 'Handler_read%'", (row, n) -> row.getLong("Value"))
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }
}
