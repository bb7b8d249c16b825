package com.zhaoli.pay.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A private RabbitMQ node with its own name, Erlang cookie, port mapper (epmd) and no plugins.
 * Durable queues with persistent messages, quorum queues too, outlive {@link #stop()}.
 */
public final class RabbitMqServer extends TestServer {
  private static final int TIME_LIMIT_MILLIS = 5_000;
  private static final byte[] PROTOCOL = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
  private static final int METHOD_FRAME = 1;
  private static final int CONNECTION_CLASS = 10;
  private static final int START = 10;
  private static final int START_OK = 11;
  private static final int TUNE = 30;
  private static final int FRAME_END = 0xCE;

  private int mapperPort;
  private int nodePort;
  private @Nullable Process mapper;

  RabbitMqServer() {
    super("RabbitMQ");
  }

  @Override
  public String user() {
    return "zhaoli";
  }

  /** The virtual host on which {@link #user()} may do everything. */
  public String virtualHost() {
    return "/";
  }

  /** Where the node's own epmd listens. */
  int mapperPort() {
    return mapperPort;
  }

  @Override
  void prepare() throws IOException {
    Files.writeString(path("enabled_plugins"), "[].\n");
    mapperPort = FreePorts.next();
    nodePort = FreePorts.next();
    // Started here and in the foreground: left to itself Erlang starts it as a daemon that stays.
    mapper =
        spawn(
            List.of(
                Binaries.find("Erlang", "rabbitmq-server", List.of("/usr/lib/erlang/bin"), "epmd"),
                "-port",
                Integer.toString(mapperPort),
                "-address",
                host()),
            Map.of());
  }

  @Override
  List<String> command() throws IOException {
    Files.writeString(
        path("rabbitmq.conf"),
        """
        listeners.tcp.1 = %s:%d
        default_user = %s
        default_pass = %s
        loopback_users = none
        log.console = true
        log.console.level = info
        log.file = false
        vm_memory_high_watermark.absolute = 1GB
        disk_free_limit.absolute = 1MB
        """
            .formatted(host(), port(), user(), password()));
    // Debian's command in PATH changes the user to rabbitmq; the script behind it does not.
    return List.of(
        Binaries.find(
            "RabbitMQ", "rabbitmq-server", List.of("/usr/lib/rabbitmq/bin"), "rabbitmq-server"),
        "-noinput");
  }

  @Override
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("ERL_EPMD_PORT", Integer.toString(mapperPort));
    environment.put("ERL_EPMD_ADDRESS", host());
    environment.put("RABBITMQ_NODENAME", "zhaoli-test-" + port() + "@localhost");
    environment.put("RABBITMQ_DIST_PORT", Integer.toString(nodePort));
    environment.put(
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}");
    environment.put("RABBITMQ_CONF_ENV_FILE", "/dev/null");
    environment.put("RABBITMQ_CONFIG_FILE", path("rabbitmq.conf").toString());
    environment.put("RABBITMQ_CONFIG_FILES", path("conf.d").toString());
    environment.put("RABBITMQ_ADVANCED_CONFIG_FILE", path("advanced.config").toString());
    environment.put("RABBITMQ_ENABLED_PLUGINS_FILE", path("enabled_plugins").toString());
    environment.put("RABBITMQ_MNESIA_BASE", path("mnesia").toString());
    environment.put("RABBITMQ_LOG_BASE", path("log").toString());
    environment.put("RABBITMQ_PID_FILE", path("pid").toString());
    // The script then becomes the server by exec, and signals reach the server itself.
    environment.put("RABBITMQ_ALLOW_INPUT", "true");
    return environment;
  }

  /** Logs in as far as the broker's offer to tune, which comes after the password was accepted. */
  @Override
  boolean answers() {
    if (mapper != null && !mapper.isAlive()) {
      throw new TestServerException(
          "epmd, Erlang's port mapper, ended on port " + mapperPort + ".");
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host(), port()), TIME_LIMIT_MILLIS);
      socket.setSoTimeout(TIME_LIMIT_MILLIS);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.write(PROTOCOL);
      if (methodOfNextFrame(in) != START) {
        return false;
      }
      byte[] login = ("\0" + user() + "\0" + password()).getBytes(StandardCharsets.UTF_8);
      byte[] mechanism = "PLAIN".getBytes(StandardCharsets.US_ASCII);
      byte[] locale = "en_US".getBytes(StandardCharsets.US_ASCII);
      out.writeByte(METHOD_FRAME);
      out.writeShort(0);
      out.writeInt(4 + 4 + 1 + mechanism.length + 4 + login.length + 1 + locale.length);
      out.writeShort(CONNECTION_CLASS);
      out.writeShort(START_OK);
      out.writeInt(0);
      out.writeByte(mechanism.length);
      out.write(mechanism);
      out.writeInt(login.length);
      out.write(login);
      out.writeByte(locale.length);
      out.write(locale);
      out.writeByte(FRAME_END);
      return methodOfNextFrame(in) == TUNE;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  String portTakenWords() {
    return "eaddrinuse";
  }

  private static int methodOfNextFrame(DataInputStream in) throws IOException {
    in.readByte();
    in.readShort();
    int size = in.readInt();
    int classId = in.readShort();
    int method = in.readShort();
    in.skipNBytes(size - 4L + 1);
    return classId == CONNECTION_CLASS ? method : -1;
  }

  private Path path(String file) {
    return directory().resolve(file);
  }
}
