package com.zhaoli.pay.bench.delivery;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.platform.Platform.DatabaseLogin;
import com.zhaoli.pay.bench.platform.Servers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** notify-consumer's delivery log and dead letters, seen from outside; and its Redis. */
public final class DeliveryBooks implements AutoCloseable {
  private final Connection database;
  private final RedisURI redis;

  private DeliveryBooks(Connection database, RedisURI redis) {
    this.database = database;
    this.redis = redis;
  }

  public static DeliveryBooks open(DatabaseLogin login, Map<String, String> environment) {
    String url =
        "jdbc:mariadb://%s:%d/zhaoli_notify?connectTimeout=3000&socketTimeout=60000"
            .formatted(login.host(), login.port());
    try {
      return new DeliveryBooks(
          DriverManager.getConnection(url, login.user(), login.password()),
          Servers.redis(environment));
    } catch (SQLException e) {
      throw new BenchFailure("The database does not let the benchmark in: " + e.getMessage(), e);
    }
  }

  /** Deliveries of a merchant that will be tried again within seconds. */
  public long open(String merchantNo) {
    return texts(
            "SELECT notification_no FROM notification WHERE merchant_no = ?"
                + " AND status IN ('PENDING', 'DELIVERING', 'RETRYING')",
            merchantNo)
        .size();
  }

  /** Events that a merchant has heard of at its server, and nobody of in WeChat so far. */
  public long untoldInWechat(String merchantNo) {
    String events = "SELECT DISTINCT event_id FROM notification WHERE merchant_no = ? AND ";
    List<String> told =
        texts(
            events
                + "target_kind = 'TEMPLATE_MESSAGE'"
                + " AND status NOT IN ('PENDING', 'DELIVERING', 'RETRYING')",
            merchantNo);
    Set<String> untold = new HashSet<>(texts(events + "target_kind = 'WEBHOOK'", merchantNo));
    told.forEach(untold::remove);
    return untold.size();
  }

  /** The events of a merchant's dead letters. */
  public List<String> deadLetters(String merchantNo) {
    return texts("SELECT event_id FROM dead_letter WHERE merchant_no = ?", merchantNo);
  }

  private List<String> texts(String sql, String merchantNo) {
    try (PreparedStatement statement = database.prepareStatement(sql)) {
      statement.setString(1, merchantNo);
      List<String> texts = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
      }
      return texts;
    } catch (SQLException e) {
      throw new BenchFailure("The delivery log could not be read.", e);
    }
  }

  /** Removes everything from the platform's Redis. */
  public void emptyRedis() {
    RedisClient client = RedisClient.create(redis);
    try (var connection = client.connect()) {
      connection.sync().flushall();
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      throw new BenchFailure("A connection to the database could not be closed.", e);
    }
  }
}
