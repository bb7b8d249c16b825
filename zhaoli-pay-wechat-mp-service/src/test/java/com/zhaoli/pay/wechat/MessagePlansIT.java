package com.zhaoli.pay.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.testing.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.scripting.defaults.DefaultParameterHandler;
import org.apache.ibatis.session.SqlSessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * The look-ups of messages and rules when there are many: which index they take, and how many rows
 * the database reads for them. The statements are those of the mappers. {@code
 * -Dzhaoli.plans.messages=1000000} makes it a million messages; the plans are written to {@code
 * target/query-plans-messages.md}.
 */
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestPropertySource(
    properties = {
      "zhaoli.wechat.template.sweep-interval=1h",
      "zhaoli.wechat.template.cleanup-interval=1h",
      "zhaoli.wechat.reply.adopt-after=1h",
      "zhaoli.wechat.reply.rules-poll=1m"
    })
class MessagePlansIT extends RunningService {
  private static final String MESSAGES =
      "com.zhaoli.pay.wechat.message.internal.TemplateMessageMapper.";
  private static final String RULES = "com.zhaoli.pay.wechat.reply.internal.ReplyRuleMapper.";
  private static final int LOOKED_UP_AT_ONCE = 100;

  @Autowired private SqlSessionFactory sessions;
  private final List<String> report = new ArrayList<>();
  private final int messages = Integer.getInteger("zhaoli.plans.messages", 200_000);

  /** The others' tests count what is theirs. */
  @DynamicPropertySource
  static void ownDatabase(DynamicPropertyRegistry registry) {
    registry.add(
        "spring.datasource.url",
        () ->
            "jdbc:mariadb://%s:%s/zhaoli_wechat_plans?createDatabaseIfNotExist=true&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
                .formatted(TestServers.mariadb().host(), TestServers.mariadb().port()));
  }

  /**
   * A follower has a thousand messages, one of them without a number; and a tenth as many messages
   * are of one business.
   */
  @BeforeAll
  void fill() {
    // A test that failed is tried once more, on the same database.
    jdbc.update("DELETE FROM template_message");
    jdbc.update("DELETE FROM reply_rule");
    jdbc.update(
        """
        INSERT INTO template_message (message_no, app_id, scene, business_id, openid, fields_json,
               status, attempts, first_sent_at, wechat_msg_id, created_at, updated_at)
        SELECT CONCAT('tpl_', LPAD(seq, 26, '0')), ?,
               ELT(1 + seq %% 3, 'PAYMENT_RESULT', 'REFUND_RESULT', 'DAILY_STATEMENT'),
               CONCAT('evt_', seq), CONCAT('o', seq DIV 1000), '{}', 'SENT', 1, NOW(3),
               IF(seq %% 1000 = 0, NULL, 300000000000000000 + seq), NOW(3), NOW(3)
          FROM seq_1_to_%d
        """
            .formatted(messages),
        APP_ID);
    jdbc.update(
        """
        INSERT INTO template_message (message_no, app_id, scene, business_id, openid, fields_json,
               status, attempts, first_sent_at, wechat_msg_id, created_at, updated_at)
        SELECT CONCAT('tpl_1', LPAD(seq, 25, '0')), ?, 'DAILY_STATEMENT', 'to_all',
               CONCAT('all_', seq), '{}', 'SENT', 1, NOW(3), 600000000000000000 + seq, NOW(3),
               NOW(3)
          FROM seq_1_to_%d
        """
            .formatted(messages / 10),
        APP_ID);
    jdbc.update(
        """
        INSERT INTO reply_rule (rule_no, account, name, kind, pattern, priority, replies_json,
               enabled, version, created_at, created_by, updated_at, updated_by)
        SELECT CONCAT('rul_', LPAD(seq, 26, '0')), CONCAT('wx', seq % 50), 'many', 'EXACT', 'a', 0,
               '[{"type":"text","content":"x"}]', 1, 1, NOW(3), 'opr_1', NOW(3), 'opr_1'
          FROM seq_1_to_25000
        """);
    jdbc.execute("ANALYZE TABLE template_message, reply_rule");
  }

  @AfterAll
  void writeReport() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("| statement | access by index | rows read |");
    lines.add("| --- | --- | --- |");
    lines.addAll(report);
    Files.write(Path.of("target", "query-plans-messages.md"), lines);
  }

  @Test
  void theMessagesOfABatchAreReadByWhatTheyAreKnownByAndNoOthers() {
    List<Map<String, String>> there =
        IntStream.rangeClosed(1, LOOKED_UP_AT_ONCE)
            .map(i -> i * (messages / LOOKED_UP_AT_ONCE))
            .mapToObj(MessagePlansIT::identity)
            .toList();
    List<Map<String, String>> absent =
        there.stream()
            .map(
                row ->
                    Map.of(
                        "scene", row.get("scene"), "businessId", "x", "openid", row.get("openid")))
            .toList();

    long read =
        plan(
            "messages of a batch", MESSAGES + "same", Map.of("rows", there), "uk_template_message");
    long none =
        plan(
            "new messages of a batch",
            MESSAGES + "same",
            Map.of("rows", absent),
            "uk_template_message");

    List<Map<String, String>> toAll =
        IntStream.rangeClosed(1, LOOKED_UP_AT_ONCE)
            .mapToObj(
                i ->
                    Map.of(
                        "scene", "DAILY_STATEMENT", "businessId", "to_all", "openid", "all_" + i))
            .toList();
    long toMany =
        plan(
            "messages of one business to many",
            MESSAGES + "same",
            Map.of("rows", toAll),
            "uk_template_message");

    assertThat(List.of(read, toMany))
        .allSatisfy(
            rows ->
                assertThat(rows).isBetween((long) LOOKED_UP_AT_ONCE, 2L * LOOKED_UP_AT_ONCE + 2));
    assertThat(none).isLessThanOrEqualTo(2L * LOOKED_UP_AT_ONCE + 2);
  }

  @Test
  void aFollowersMessagesWithoutANumberAreReadAndNoOthers() {
    Map<String, ?> with =
        Map.of(
            "appId",
            APP_ID,
            "openid",
            "o7",
            "from",
            Instant.now().minusSeconds(86_400),
            "to",
            Instant.now().plusSeconds(86_400));

    assertThat(
            plan(
                "messages without a number",
                MESSAGES + "numberless",
                with,
                "idx_template_message_number"))
        .isBetween(1L, 4L);
  }

  @Test
  void anAccountsRulesAreReadAndNoOthers() {
    Map<String, ?> with = Map.of("account", "wx7", "former", "wx7", "limit", 500);

    assertThat(plan("rules of an account", RULES + "of", with, "idx_reply_rule_account"))
        .isBetween(500L, 502L);
    assertThat(
            plan("number of an account's rules", RULES + "count", with, "idx_reply_rule_account"))
        .isBetween(500L, 502L);
  }

  private static Map<String, String> identity(int n) {
    String scene = List.of("PAYMENT_RESULT", "REFUND_RESULT", "DAILY_STATEMENT").get(n % 3);
    return Map.of("scene", scene, "businessId", "evt_" + n, "openid", "o" + n / 1_000);
  }

  /** Holds a mapper's statement to the index, and answers how many rows were read for it. */
  private long plan(String name, String statement, Map<String, ?> parameters, String key) {
    MappedStatement mapped = sessions.getConfiguration().getMappedStatement(statement);
    Map<String, Object> named = new HashMap<>(parameters);
    BoundSql sql = mapped.getBoundSql(named);
    return Objects.requireNonNull(
        jdbc.execute(
            (ConnectionCallback<Long>)
                connection -> {
                  try (PreparedStatement explain =
                          prepared(connection, "EXPLAIN ", mapped, sql, named);
                      ResultSet steps = explain.executeQuery()) {
                    assertThat(steps.next()).isTrue();
                    String access = steps.getString("type") + " by " + steps.getString("key");
                    assertThat(steps.getString("key")).as(name + ": " + access).isEqualTo(key);
                    assertThat(steps.next()).isFalse();
                    long read = rowsRead(connection, mapped, sql, named);
                    report.add("| %s | %s | %d |".formatted(name, access, read));
                    return read;
                  }
                }));
  }

  private static long rowsRead(
      Connection connection, MappedStatement mapped, BoundSql sql, Object parameters)
      throws SQLException {
    try (Statement status = connection.createStatement();
        PreparedStatement query = prepared(connection, "", mapped, sql, parameters)) {
      status.execute("FLUSH STATUS");
      query.execute();
      long read = 0;
      try (ResultSet rows = status.executeQuery("SHOW SESSION STATUS LIKE 'Handler_read%'")) {
        while (rows.next()) {
          read += rows.getLong("Value");
        }
      }
      return read;
    }
  }

  private static PreparedStatement prepared(
      Connection connection, String before, MappedStatement mapped, BoundSql sql, Object parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(before + sql.getSql().strip());
    new DefaultParameterHandler(mapped, parameters, sql).setParameters(statement);
    return statement;
  }
}
