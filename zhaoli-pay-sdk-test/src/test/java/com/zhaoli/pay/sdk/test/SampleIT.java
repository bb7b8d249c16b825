package com.zhaoli.pay.sdk.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/**
 * A merchant's project on each generation of Boot: {@code examples/sdk-sample} is built by a Maven
 * of its own, knows nothing of our build, and finds our jars with their published poms in a
 * repository that only it uses.
 */
class SampleIT {

  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Path REPOSITORY = TARGET.resolve("sample-repository");
  private static final String VERSION = property("zhaoli-pay.version");

  @BeforeAll
  static void publish() throws IOException {
    FileSystemUtils.deleteRecursively(REPOSITORY);
    shareAllBut(Path.of(property("sample.shared-repository")), REPOSITORY, "com", "zhaoli");
    for (String module :
        List.of("zhaoli-pay-signing", "zhaoli-pay-sdk-starter", "zhaoli-pay-sdk-test")) {
      Path built = Path.of("..", module, "target");
      Path to = REPOSITORY.resolve(Path.of("com/zhaoli/pay", module, VERSION));
      Files.createDirectories(to);
      String name = module + "-" + VERSION;
      Files.copy(built.resolve(name + ".jar"), to.resolve(name + ".jar"));
      Files.copy(built.resolve("published-pom.xml"), to.resolve(name + ".pom"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"boot3.version", "boot4.version"})
  void theSampleIsBuiltAndItsTestsPass(String bootProperty) throws Exception {
    String boot = property(bootProperty);
    Path project = TARGET.resolve("sample-" + boot);
    FileSystemUtils.deleteRecursively(project);
    copy(Path.of("../examples/sdk-sample/pom.xml"), project.resolve("pom.xml"));
    copy(Path.of("../examples/sdk-sample/src"), project.resolve("src"));

    Path log = TARGET.resolve("sample-" + boot + ".log");
    Process maven = start(project, log, boot);
    try {
      assertThat(maven.waitFor(5, TimeUnit.MINUTES)).as("Maven ended; see %s", log).isTrue();
      assertThat(maven.exitValue()).as(() -> read(log)).isZero();
    } finally {
      maven.destroyForcibly();
    }
    assertThat(project.resolve("target/surefire-reports/TEST-com.example.shop.ShopTest.xml"))
        .content()
        .contains("errors=\"0\"", "skipped=\"0\"", "failures=\"0\"");
  }

  private static Process start(Path project, Path log, String boot) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(property("sample.maven-home"), "bin", "mvn").toString(),
                "-B",
                "-ntp",
                "-Dmaven.repo.local=" + REPOSITORY,
                "-Dspring-boot.version=" + boot,
                "test"));
    if (property("sample.maven").equals("offline=true")) {
      command.add(1, "-o");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.start();
  }

  /** Links what lies under {@code from}, so that nothing is fetched twice, except one folder. */
  private static void shareAllBut(Path from, Path to, String... excepted) throws IOException {
    Files.createDirectories(to);
    if (excepted.length > 1) {
      shareAllBut(
          from.resolve(excepted[0]),
          to.resolve(excepted[0]),
          Stream.of(excepted).skip(1).toArray(String[]::new));
    }
    try (Stream<Path> children = Files.list(from)) {
      for (Path child : children.toList()) {
        if (Files.isDirectory(child) && !child.endsWith(excepted[0])) {
          Files.createSymbolicLink(to.resolve(child.getFileName()), child);
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set: run this by Maven");
    }
    return value;
  }
}
