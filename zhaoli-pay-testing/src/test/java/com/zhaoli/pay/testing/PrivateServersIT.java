package com.zhaoli.pay.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrivateServersIT {
  @Test
  void mariaDbKeepsCommittedRowsAndItsPortOverAStop() throws Exception {
    MariaDbServer server = TestServers.mariadb();
    int port = server.port();
    try (var connection = connect(server);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS kept (word VARCHAR(20))");
      statement.execute("INSERT INTO kept VALUES ('付款')");
    }

    server.stop();
    assertThatThrownBy(() -> connect(server)).isInstanceOf(SQLException.class);
    server.start();

    assertThat(server.port()).isEqualTo(port);
    try (var connection = connect(server);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT word FROM kept")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("付款");
    }
  }

  @Test
  void redisAsksForItsPasswordAndKeepsKeysOverAStop() throws Exception {
    RedisServer server = TestServers.redis();
    assertThat(redis(server, "GET kept")).contains("NOAUTH");
    redis(server, "AUTH " + server.password() + "\r\nSET kept yes");

    server.stop();
    server.start();
    assertThat(redis(server, "AUTH " + server.password() + "\r\nGET kept")).contains("yes");

    server.flushAll();
    assertThat(redis(server, "AUTH " + server.password() + "\r\nGET kept")).contains("$-1");
  }

  @Test
  void rabbitMqKeepsMessagesOfAQuorumQueueOverAStop() throws Exception {
    RabbitMqServer server = TestServers.rabbitmq();
    try (Connection connection = connect(server);
        Channel channel = connection.createChannel()) {
      channel.queueDeclare("kept", true, false, false, Map.of("x-queue-type", "quorum"));
      channel.confirmSelect();
      channel.basicPublish("", "kept", MessageProperties.PERSISTENT_BASIC, "yes".getBytes(UTF_8));
      channel.waitForConfirmsOrDie(10_000);
    }

    server.stop();
    assertThatThrownBy(() -> connect(server)).isInstanceOf(ConnectException.class);
    server.start();

    try (Connection connection = connect(server);
        Channel channel = connection.createChannel()) {
      GetResponse message = channel.basicGet("kept", true);
      assertThat(message).isNotNull();
      assertThat(new String(message.getBody(), UTF_8)).isEqualTo("yes");
    }
  }

  @Test
  void theSameServerIsGivenAgain() {
    assertThat(TestServers.redis()).isSameAs(TestServers.redis());
  }

  @Test
  void nothingListensBeyondLoopback() throws Exception {
    int port = TestServers.redis().port();
    try (ServerSocket elsewhere = new ServerSocket()) {
      elsewhere.setReuseAddress(true);
      // The whole 127/8 is loopback on Linux, so another address of it stands for another
      // interface.
      elsewhere.bind(new InetSocketAddress("127.0.0.2", port));
      assertThat(elsewhere.isBound()).isTrue();
    }
  }

  @Test
  void missingBinarySaysHowToInstallIt() {
    assertThatThrownBy(
            () -> Binaries.find("MariaDB", "mariadb-server", List.of(), "no-such-mariadbd"))
        .isInstanceOf(TestServerException.class)
        .hasMessage(
            "MariaDB is not installed: found no no-such-mariadbd. ./zhaoli test installs what is"
                + " missing, or: apt-get install mariadb-server.");
  }

  private static java.sql.Connection connect(MariaDbServer server) throws SQLException {
    return DriverManager.getConnection(
        server.jdbcUrl("zhaoli_trial"), server.user(), server.password());
  }

  private static Connection connect(RabbitMqServer server) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost(server.host());
    factory.setPort(server.port());
    factory.setUsername(server.user());
    factory.setPassword(server.password());
    factory.setVirtualHost(server.virtualHost());
    return factory.newConnection();
  }

  private static String redis(RedisServer server, String commands) throws Exception {
    try (Socket socket = new Socket(server.host(), server.port())) {
      socket.getOutputStream().write((commands + "\r\nQUIT\r\n").getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
