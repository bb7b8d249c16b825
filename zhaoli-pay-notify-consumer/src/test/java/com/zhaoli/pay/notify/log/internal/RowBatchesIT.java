package com.zhaoli.pay.notify.log.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.testing.MariaDbServer;
import com.zhaoli.pay.testing.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Many rows go to the server at once, whether it takes batches or only lists. */
class RowBatchesIT {
  private static final String HEAD = "INSERT INTO row_batch (id, word) VALUES ";

  private record Row(int id, @Nullable String word) {}

  private JdbcTemplate sql = new JdbcTemplate();

  @BeforeEach
  void anEmptyTable() {
    MariaDbServer server = TestServers.mariadb();
    sql =
        new JdbcTemplate(
            new SingleConnectionDataSource(
                server.jdbcUrl("zhaoli_notify_batches") + "&useServerPrepStmts=true",
                server.user(),
                server.password(),
                true));
    sql.execute("DROP TABLE IF EXISTS row_batch");
    sql.execute("CREATE TABLE row_batch (id INT PRIMARY KEY, word VARCHAR(20))");
  }

  private static List<Row> rows(int number) {
    List<Row> rows = new ArrayList<>(number);
    for (int i = 0; i < number; i++) {
      rows.add(new Row(i, i < number / 2 ? "word " + i : null));
    }
    return rows;
  }

  /** How many insertions the server was told of for these rows, as it counts them. */
  private long insertionsOf(List<Row> rows, Predicate<String> takesBatches) {
    RowBatches batches = new RowBatches(sql, takesBatches);
    long before = insertions();
    batches.insert(
        HEAD,
        "(?,?)",
        rows,
        (statement, from, row) -> {
          statement.setInt(from, row.id());
          statement.setString(from + 1, row.word());
          return from + 2;
        });
    long after = insertions();
    assertThat(
            sql.query(
                "SELECT id, word FROM row_batch ORDER BY id",
                (found, i) -> new Row(found.getInt("id"), found.getString("word"))))
        .isEqualTo(rows);
    return after - before;
  }

  private long insertions() {
    return sql
        .query("SHOW SESSION STATUS LIKE 'Com_insert'", (row, i) -> row.getLong("Value"))
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  @Test
  void aServerThatTakesBatchesIsGivenOneForEachKindOfRow() {
    assertThat(insertionsOf(rows(400), "MariaDB"::equals)).isBetween(1L, 4L);
  }

  @Test
  void aServerThatTakesNoneIsGivenAList() {
    assertThat(insertionsOf(rows(400), product -> false)).isEqualTo(1);
  }

  @Test
  void noRowsAreNoStatement() {
    assertThat(insertionsOf(List.of(), product -> true)).isZero();
  }
}
