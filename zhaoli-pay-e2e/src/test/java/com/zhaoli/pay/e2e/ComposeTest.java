package com.zhaoli.pay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml}, as far as it can be judged without a Docker engine. */
class ComposeTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)");

  private final String text = read("docker-compose.yml");
  private final Map<String, Object> file = new Yaml().load(text);
  private final Map<String, Object> services = map(file.get("services"));

  @Test
  void everyServiceOfThePlatformHasAnImageOfItsLayeredJar() {
    Set<String> modules = new TreeSet<>();
    Matcher row =
        Pattern.compile("(?m)^[a-z-]+ +\\| ([a-z/-]+) +\\|").matcher(read("bin/lib/services.sh"));
    while (row.find()) {
      modules.add(row.group(1));
    }
    List<String> built = new ArrayList<>();
    services.forEach(
        (name, service) -> {
          Map<String, Object> build = map(map(service).get("build"));
          if (!build.isEmpty()) {
            assertThat(ROOT.resolve(String.valueOf(build.get("dockerfile")))).exists();
            built.add(String.valueOf(map(build.get("args")).get("MODULE")));
            assertThat(map(service)).as(name).containsKeys("healthcheck", "profiles", "restart");
          }
        });

    assertThat(modules).hasSizeGreaterThan(8);
    assertThat(built).containsExactlyInAnyOrderElementsOf(modules);
    built.forEach(module -> assertThat(read(module + "/pom.xml")).contains("spring-boot-maven"));
  }

  @Test
  void everyVariableIsInTheExampleAndReadBySomebody() throws IOException {
    String example = read(".env.example");
    Matcher used = VARIABLE.matcher(text);
    while (used.find()) {
      assertThat(example).as(used.group(1)).containsPattern("(?m)^#?" + used.group(1) + "=");
    }
    String sources = sources();
    services.forEach(
        (name, service) -> {
          if (map(service).containsKey("build")) {
            map(map(service).get("environment"))
                .keySet()
                .forEach(key -> assertThat(sources.contains(key)).as(name + " " + key).isTrue());
          }
        });
  }

  @Test
  void namesMeanSomethingAndNothingIsPublishedBeyondThisMachine() {
    Set<String> ports = new HashSet<>();
    Set<String> volumes = map(file.get("volumes")).keySet();
    services.forEach(
        (name, service) -> {
          assertThat(services.keySet())
              .as(name)
              .containsAll(map(map(service).get("depends_on")).keySet());
          for (Object port : list(map(service).get("ports"))) {
            assertThat(port.toString()).as(name).startsWith("127.0.0.1:");
            assertThat(ports.add(port.toString().replaceAll("^127.0.0.1:|:[0-9]+$", "")))
                .as("%s publishes %s alone", name, port)
                .isTrue();
          }
          for (Object volume : list(map(service).get("volumes"))) {
            String source = volume.toString().split(":", 2)[0];
            if (source.startsWith(".")) {
              assertThat(ROOT.resolve(source)).exists();
            } else {
              assertThat(volumes).as(name).contains(source);
            }
          }
        });
  }

  private static String sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 12)) {
      return files
          .filter(
              path ->
                  path.toString()
                      .matches(".*/src/main/(resources|java)/.*\\.(yml|properties|java)"))
          .map(path -> read(ROOT.relativize(path).toString()))
          .collect(Collectors.joining("\n"));
    }
  }

  private static String read(String path) {
    try {
      return Files.readString(ROOT.resolve(path));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
  }

  private static Collection<?> list(@Nullable Object value) {
    return value instanceof Collection<?> all ? all : List.of();
  }
}
