package com.zhaoli.pay.sandbox.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.sandbox.PushMode;
import com.zhaoli.pay.sandbox.SandboxProperties;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class JournalTest {
  @TempDir Path directory;

  private record Thing(String name, boolean done) {}

  @Test
  void whatWasWrittenIsThereAfterTheProcessWasKilled() throws Exception {
    try (Journal journal = journal(directory)) {
      JournaledMap<Thing> things = things(journal, 10);
      things.put("a", new Thing("first", false));
      things.put("b", new Thing("second", false));
      things.change("a", thing -> new Thing(thing.name(), true));
      things.remove("b");

      // A killed process closes nothing: the file is read as it lies there.
      try (Journal survivor = journal(copyOfState())) {
        assertThat(things(survivor, 10).values()).containsExactly(new Thing("first", true));
      }
    }
  }

  @Test
  void aLineCutShortIsDroppedAndTheRestStays() throws Exception {
    try (Journal journal = journal(directory)) {
      things(journal, 10).put("a", new Thing("first", false));
    }
    Files.writeString(
        directory.resolve("state.jsonl"),
        "{\"map\":\"things\",\"key\":\"b\",\"val",
        StandardOpenOption.APPEND);
    try (Journal journal = journal(directory)) {
      JournaledMap<Thing> things = things(journal, 10);
      assertThat(things.values()).containsExactly(new Thing("first", false));
      things.put("c", new Thing("third", false));
    }
    try (Journal journal = journal(directory)) {
      assertThat(things(journal, 10).values())
          .containsExactly(new Thing("first", false), new Thing("third", false));
    }
  }

  @Test
  void aMapThatThisVersionDoesNotOpenIsKept() throws Exception {
    try (Journal journal = journal(directory)) {
      things(journal, 10).put("a", new Thing("first", false));
    }
    try (Journal journal = journal(directory)) {
      journal.open("others", Thing.class, 10, Thing::done).put("x", new Thing("other", false));
    }
    try (Journal journal = journal(directory)) {
      assertThat(things(journal, 10).values()).containsExactly(new Thing("first", false));
    }
  }

  @Test
  void theOldestFinishedEntryMakesRoom() throws Exception {
    List<Thing> evicted = new ArrayList<>();
    try (Journal journal = journal(directory)) {
      JournaledMap<Thing> things = things(journal, 3).onEvicted(evicted::add);
      things.put("a", new Thing("a", false));
      things.put("b", new Thing("b", true));
      things.put("c", new Thing("c", true));
      things.put("d", new Thing("d", false));
      assertThat(evicted).containsExactly(new Thing("b", true));
      things.put("e", new Thing("e", false));
      things.put("f", new Thing("f", false));
      assertThat(evicted).extracting(Thing::name).containsExactly("b", "c", "a");
      assertThat(things.newest(2, thing -> true)).extracting(Thing::name).containsExactly("f", "e");
    }
    try (Journal journal = journal(directory)) {
      assertThat(things(journal, 3).values())
          .extracting(Thing::name)
          .containsExactly("d", "e", "f");
    }
  }

  @Test
  void theFileDoesNotGrowWithoutEnd() throws Exception {
    try (Journal journal = journal(directory)) {
      JournaledMap<Thing> things = things(journal, 10);
      for (int i = 0; i < 60_000; i++) {
        things.put("a", new Thing("value" + i, false));
      }
      assertThat(Files.size(directory.resolve("state.jsonl"))).isLessThan(1_500_000);
      assertThat(things.get("a")).contains(new Thing("value59999", false));
    }
    try (Journal journal = journal(directory)) {
      assertThat(things(journal, 10).get("a")).contains(new Thing("value59999", false));
    }
  }

  @Test
  void twoProcessesCannotHoldOneDirectory() throws Exception {
    try (Journal journal = journal(directory)) {
      assertThat(things(journal, 1).values()).isEmpty();
      assertThatThrownBy(() -> journal(directory))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("Another sandbox uses");
    }
  }

  @Test
  void onlyWhatIsInTheWayKeepsAValueOut() throws Exception {
    try (Journal journal = journal(directory)) {
      JournaledMap<Thing> things = things(journal, 10);
      assertThat(things.putUnless("a", new Thing("1", false), thing -> !thing.done())).isTrue();
      assertThat(things.putUnless("a", new Thing("2", true), thing -> !thing.done())).isFalse();
      things.put("a", new Thing("1", true));
      assertThat(things.putUnless("a", new Thing("3", false), thing -> !thing.done())).isTrue();
      assertThat(things.putIfAbsent("a", key -> new Thing("4", false)).name()).isEqualTo("3");
    }
  }

  private Path copyOfState() throws IOException {
    Path copy = Files.createDirectory(directory.resolve("copy"));
    Files.write(
        copy.resolve("state.jsonl"),
        Files.readString(directory.resolve("state.jsonl")).getBytes(StandardCharsets.UTF_8));
    return copy;
  }

  private static JournaledMap<Thing> things(Journal journal, int capacity) {
    return journal.open("things", Thing.class, capacity, Thing::done);
  }

  private static Journal journal(Path path) {
    return new Journal(
        new SandboxProperties(
            path,
            URI.create("http://127.0.0.1:8080"),
            "",
            true,
            10,
            10,
            10,
            Duration.ZERO,
            new SandboxProperties.Barcodes(1),
            new SandboxProperties.Notify(1, Duration.ZERO, Duration.ofSeconds(1)),
            new SandboxProperties.OfficialAccount(
                Duration.ofSeconds(1), Duration.ofSeconds(1), PushMode.PLAIN, 10, List.of()),
            new SandboxProperties.Jobs(Secret.of("x"), "app", Duration.ofSeconds(1))),
        JsonMapper.builder().build());
  }
}
