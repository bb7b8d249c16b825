package com.zhaoli.pay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardianIT {
  /**
   * Starts servers in a JVM of its own, tells their ports and directories, and waits for its end.
   */
  static final class OtherJvm {
    private OtherJvm() {}

    public static void main(String[] arguments) throws IOException {
      RedisServer redis = TestServers.redis();
      RabbitMqServer rabbit = TestServers.rabbitmq();
      Stream.of(redis.port(), rabbit.port(), rabbit.mapperPort()).forEach(OtherJvm::say);
      Stream.of(redis.directory(), rabbit.directory()).forEach(OtherJvm::say);
      // Ends by itself when asked in good order; a killed JVM does not get as far.
      int asked = System.in.read();
      System.exit(asked == 'q' ? 0 : 1);
    }

    @SuppressWarnings("SystemOut")
    private static void say(Object line) {
      System.out.println(line);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noServerOutlivesItsJvmHoweverThatEnds(boolean killed) throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                OtherJvm.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Integer> ports;
    List<Path> directories;
    try (BufferedReader said = jvm.inputReader()) {
      ports = Stream.generate(() -> line(said)).limit(3).map(Integer::valueOf).toList();
      directories = Stream.generate(() -> line(said)).limit(2).map(Path::of).toList();
      assertThat(ports).allMatch(GuardianIT::listens);
      assertThat(directories).allMatch(Files::isDirectory);
      if (killed) {
        jvm.destroyForcibly();
      } else {
        jvm.getOutputStream().write('q');
        jvm.getOutputStream().flush();
      }
      assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      jvm.destroyForcibly();
    }

    await()
        .untilAsserted(
            () -> {
              assertThat(ports).noneMatch(GuardianIT::listens);
              assertThat(directories).noneMatch(Files::exists);
            });
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static String line(BufferedReader said) {
    try {
      String line = said.readLine();
      assertThat(line).as("the other JVM says what it started").isNotNull();
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
