package com.zhaoli.pay.bench.merging;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.platform.Platform.DatabaseLogin;
import com.zhaoli.pay.bench.platform.Servers;
import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.common.message.EventBatchCodec;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.sql.StatementList;
import com.zhaoli.pay.signing.WebhookSecret;
import com.zhaoli.pay.signing.WebhookSignature;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a consumer does with events, however many at a time: read them, claim them in Redis by
 * notify-consumer's own script, claim their rows, sign the webhook that would be sent, settle the
 * rows, settle in Redis. All cases do all of it for each event. For one thread.
 */
public final class Work implements AutoCloseable {
  private static final String SCHEMA = "zhaoli_bench";
  private static final int SECOND = "pay_01M8E1W0".length();
  private static final String LEASE_MILLIS = "60000";
  private static final String RETENTION_MILLIS = "120000";

  private final EventBatchCodec codec = new EventBatchCodec();
  private final WebhookSecret secret = WebhookSecret.generate(new SecureRandom());
  private final RedisClient client;
  private final StatefulRedisConnection<String, String> connection;
  private final RedisCommands<String, String> redis;
  private final String claim;
  private final String settle;
  private final Connection database;
  private final String owner;

  Work(Map<String, String> environment, DatabaseLogin login, String owner) {
    this.owner = owner;
    client = RedisClient.create(Servers.redis(environment));
    connection = client.connect();
    redis = connection.sync();
    claim = redis.scriptLoad(script("claim.lua"));
    settle = redis.scriptLoad(script("settle.lua"));
    database = connect(login, SCHEMA);
  }

  private static Connection connect(DatabaseLogin login, String schema) {
    String url =
        ("jdbc:mariadb://%s:%d/%s?createDatabaseIfNotExist=true&useServerPrepStmts=true"
                + "&connectTimeout=3000&socketTimeout=60000")
            .formatted(login.host(), login.port(), schema);
    try {
      return DriverManager.getConnection(url, login.user(), login.password());
    } catch (SQLException e) {
      throw new BenchFailure("The database does not let the benchmark in: " + e.getMessage(), e);
    }
  }

  /** Makes the table anew, with the columns and indexes of notify-consumer's own. */
  static void prepare(DatabaseLogin login) {
    try (Connection own = connect(login, SCHEMA);
        var statement = own.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS notification");
      statement.execute("CREATE TABLE notification LIKE zhaoli_notify.notification");
    } catch (SQLException e) {
      throw new BenchFailure(
          "The benchmark's table could not be made: start the platform with ./zhaoli up.", e);
    }
  }

  /** Removes what {@link #prepare} made. */
  static void remove(DatabaseLogin login) {
    try (Connection own = connect(login, SCHEMA);
        var statement = own.createStatement()) {
      statement.execute("DROP DATABASE " + SCHEMA);
    } catch (SQLException e) {
      throw new BenchFailure("The benchmark's table could not be removed.", e);
    }
  }

  private static String script(String name) {
    try (InputStream in = Work.class.getResourceAsStream("/lua/" + name)) {
      if (in == null) {
        throw new BenchFailure("There is no script " + name + " in this build.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BenchFailure("A script cannot be read.", e);
    }
  }

  /** An event and its bytes. */
  record Read(PaymentEvent event, byte[] member) {}

  /** The events of a message. */
  List<Read> read(byte[] message) {
    List<Read> events = new ArrayList<>();
    for (BatchMember member : codec.split(message)) {
      if (!(member instanceof BatchMember.Intact intact)) {
        throw new BenchFailure("A message of the benchmark's own cannot be read.");
      }
      events.add(new Read(intact.event(), intact.bytes()));
    }
    return events;
  }

  /** All of it, for all events at once. */
  void process(List<Read> events) {
    Map<String, String> hashes = new LinkedHashMap<>();
    List<String> claims = new ArrayList<>(3 * events.size() + 3);
    claims.addAll(List.of(owner, LEASE_MILLIS, RETENTION_MILLIS));
    events.forEach(event -> claims.addAll(List.of(hash(event, hashes), field(event), "0")));
    String[] keys = hashes.keySet().toArray(String[]::new);
    redis.evalsha(claim, ScriptOutputType.MULTI, keys, claims.toArray(String[]::new));
    insert(events);
    for (Read event : events) {
      sign(event);
    }
    update(events);
    List<String> settlements = new ArrayList<>(4 * events.size() + 2);
    settlements.addAll(List.of(owner, RETENTION_MILLIS));
    events.forEach(
        event -> settlements.addAll(List.of(hash(event, hashes), field(event), "D", "0")));
    redis.evalsha(settle, ScriptOutputType.MULTI, keys, settlements.toArray(String[]::new));
  }

  /** The number of the hash that the claim lies in, as notify-consumer's. */
  private static String hash(Read read, Map<String, String> hashes) {
    return hashes.computeIfAbsent(
        "zhaoli:bench:" + read.event().paymentNo().substring(0, SECOND),
        hash -> Integer.toString(hashes.size() + 1));
  }

  private static String field(Read read) {
    return read.event().paymentNo() + ":" + read.event().eventId() + ":whe_bench:0";
  }

  private void sign(Read read) {
    String signature =
        WebhookSignature.sign(
            secret,
            read.event().eventId(),
            read.event().createdAt().getEpochSecond(),
            read.member());
    if (signature.isEmpty()) {
      throw new BenchFailure("A signature is empty.");
    }
  }

  /** As notify-consumer does with what is new: a batch, in one transaction. */
  private void insert(List<Read> events) {
    try {
      database.setAutoCommit(false);
      try (PreparedStatement statement =
          database.prepareStatement(
              "SET @o = ?, @s = 'DELIVERING', @n = UTC_TIMESTAMP(3), @d = NULL,"
                  + " @l = TIMESTAMPADD(MICROSECOND, 60000000, UTC_TIMESTAMP(3))")) {
        statement.setString(1, owner);
        statement.execute();
      }
      try (PreparedStatement statement =
          database.prepareStatement(
              "INSERT INTO notification (notification_no, payment_no, event_id, target,"
                  + " delivery_seq, target_kind, merchant_no, event_type, payload, attempts, status,"
                  + " owner, lease_until, due_at, created_at, updated_at)"
                  + " VALUES (?,?,?,?,?,?,?,?,?,?,@s,@o,@l,@d,@n,@n)")) {
        for (Read read : events) {
          fill(statement, read);
          statement.addBatch();
        }
        statement.executeBatch();
      }
      database.commit();
      database.setAutoCommit(true);
    } catch (SQLException e) {
      throw new BenchFailure("Rows could not be claimed.", e);
    }
  }

  private static void fill(PreparedStatement statement, Read read) throws SQLException {
    int i = 1;
    statement.setString(i++, number(read));
    statement.setString(i++, read.event().paymentNo());
    statement.setString(i++, read.event().eventId());
    statement.setString(i++, "whe_bench");
    statement.setInt(i++, read.event().deliverySeq());
    statement.setString(i++, "WEBHOOK");
    statement.setString(i++, read.event().merchantNo());
    statement.setString(i++, read.event().type().wireName());
    statement.setBytes(i++, read.member());
    statement.setInt(i, 0);
  }

  private void update(List<Read> settled) {
    List<Read> events = StatementList.of(settled);
    String sql =
        "UPDATE notification SET status = 'DELIVERED', attempts = 1, last_http_status = 200,"
            + " delivered_at = UTC_TIMESTAMP(3), owner = NULL, lease_until = NULL,"
            + " updated_at = UTC_TIMESTAMP(3)"
            + " WHERE owner = ? AND status = 'DELIVERING' AND notification_no IN ("
            + String.join(",", Collections.nCopies(events.size(), "?"))
            + ")";
    try (PreparedStatement statement = database.prepareStatement(sql)) {
      int i = 1;
      statement.setString(i++, owner);
      for (Read read : events) {
        statement.setString(i++, number(read));
      }
      if (statement.executeUpdate() != settled.size()) {
        throw new BenchFailure("Rows that were claimed could not be settled.");
      }
    } catch (SQLException e) {
      throw new BenchFailure("Rows could not be settled.", e);
    }
  }

  private static String number(Read read) {
    return "ntf_" + read.event().eventId().substring(4);
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      throw new BenchFailure("A connection to the database could not be closed.", e);
    }
    connection.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }
}
