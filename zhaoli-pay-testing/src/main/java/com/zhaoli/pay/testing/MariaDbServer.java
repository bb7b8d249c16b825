package com.zhaoli.pay.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A private MariaDB. What it commits outlives {@link #stop()} and the death of its process, not the
 * machine's: it does not sync to disk.
 */
public final class MariaDbServer extends TestServer {
  private static final String LOG_SIZE = "--innodb-log-file-size=16M";

  MariaDbServer() {
    super("MariaDB");
  }

  @Override
  public String user() {
    return "zhaoli";
  }

  /**
   * The URL of a schema, which the first connection creates, in UTC as the services have it. User
   * and password are not in it. Each test class may take a schema of its own.
   */
  public String jdbcUrl(String schema) {
    return "jdbc:mariadb://%s:%d/%s?createDatabaseIfNotExist=true&connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
        .formatted(host(), port(), schema);
  }

  @Override
  void prepare() throws IOException {
    List<String> install = new ArrayList<>();
    install.add(find("mariadb-install-db", "mysql_install_db"));
    install.add("--no-defaults");
    install.add("--datadir=" + data());
    install.add("--auth-root-authentication-method=normal");
    install.add("--skip-test-db");
    install.add(LOG_SIZE);
    install.addAll(asRoot());
    run(install, Map.of());
  }

  @Override
  List<String> command() throws IOException {
    Path init = directory().resolve("init.sql");
    Files.writeString(
        init,
        """
        CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY '%2$s';
        GRANT ALL PRIVILEGES ON *.* TO '%1$s'@'%%' WITH GRANT OPTION;
        ALTER USER 'root'@'localhost' IDENTIFIED BY '%2$s';
        """
            .formatted(user(), password()));
    List<String> command = new ArrayList<>();
    command.add(find("mariadbd", "mysqld"));
    command.add("--no-defaults");
    command.addAll(asRoot());
    command.addAll(
        List.of(
            "--datadir=" + data(),
            "--port=" + port(),
            "--bind-address=" + host(),
            "--socket=" + directory().resolve("s"),
            "--pid-file=" + directory().resolve("pid"),
            "--init-file=" + init,
            "--tmpdir=" + directory(),
            "--skip-name-resolve",
            "--character-set-server=utf8mb4",
            "--max-connections=300",
            "--innodb-buffer-pool-size=64M",
            LOG_SIZE,
            "--innodb-flush-log-at-trx-commit=2",
            "--innodb-flush-method=nosync"));
    return command;
  }

  @Override
  Map<String, String> environment() {
    return Map.of();
  }

  @Override
  boolean answers() {
    try (Connection connection =
        DriverManager.getConnection(
            "jdbc:mariadb://" + host() + ":" + port() + "/?connectTimeout=2000&socketTimeout=10000",
            user(),
            password())) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  @Override
  String portTakenWords() {
    return "Address already in use";
  }

  private Path data() {
    return directory().resolve("data");
  }

  private static String find(String... names) {
    return Binaries.find("MariaDB", "mariadb-server", List.of(), names);
  }

  /** As root, mariadbd starts only when told that this is meant. */
  private static List<String> asRoot() {
    return "root".equals(System.getProperty("user.name")) ? List.of("--user=root") : List.of();
  }
}
