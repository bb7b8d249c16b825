package com.zhaoli.pay.sandbox.journal;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.sandbox.SandboxProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the sandbox remembers, as one file of JSON lines: each line sets or removes one key of one
 * map, and the last line of a key wins.
 *
 * <p>A change is handed to the operating system before the call returns, so it outlives a killed
 * process; it is not forced to the disk, so it may not outlive a power cut. A line cut short by the
 * kill is dropped. The file is written anew at each start and whenever it has grown to several
 * times what it holds.
 */
@Component
public final class Journal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Journal.class);
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int LINES_BEFORE_REWRITE = 50_000;
  private static final int GROWTH_BEFORE_REWRITE = 4;

  private final JsonMapper json;
  private final Path file;
  private final FileChannel lockFile;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Map<String, JsonNode>> unopened = new HashMap<>();
  private final List<JournaledMap<?>> maps = new ArrayList<>();
  private @Nullable FileChannel out;
  private long lines;

  /** Reads the journal under the sandbox's directory; only one process may hold it at a time. */
  public Journal(SandboxProperties properties, JsonMapper json) {
    this.json = json;
    this.file = properties.dir().resolve("state.jsonl");
    try {
      Files.createDirectories(properties.dir());
      this.lockFile = holdAlone(properties.dir().resolve("state.lock"));
      load();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static FileChannel holdAlone(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      log.debug("{} is held by this process", path);
    }
    channel.close();
    throw new InvalidConfigurationException(
        "Another sandbox uses " + path.getParent() + "; stop it, or set ZHAOLI_SANDBOX_DIR.");
  }

  private void load() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    int unreadable = 0;
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        try {
          Entry entry = json.readValue(line, Entry.class);
          Map<String, JsonNode> map =
              unopened.computeIfAbsent(entry.map(), name -> new LinkedHashMap<>());
          JsonNode value = entry.value();
          if (value == null || value.isNull()) {
            map.remove(entry.key());
          } else {
            map.put(entry.key(), value);
          }
        } catch (JacksonException e) {
          unreadable++;
        }
      }
    }
    if (unreadable > 0) {
      log.warn("{} lines of {} could not be read and are dropped", unreadable, file);
    }
  }

  /**
   * Opens the map of this name with what the journal holds of it.
   *
   * @param capacity how many entries it keeps
   * @param finished which entries may go first when there are more; the oldest of them goes
   */
  public <V> JournaledMap<V> open(String name, Class<V> type, int capacity, Predicate<V> finished) {
    lock.lock();
    try {
      JournaledMap<V> map = new JournaledMap<>(this, name, capacity, finished);
      Map<String, JsonNode> stored = unopened.remove(name);
      if (stored != null) {
        stored.forEach((key, node) -> map.restore(key, json.treeToValue(node, type)));
      }
      maps.add(map);
      return map;
    } finally {
      lock.unlock();
    }
  }

  ReentrantLock lock() {
    return lock;
  }

  /** Writes one change; the caller holds the lock. */
  void append(String map, String key, @Nullable Object value) {
    try {
      FileChannel channel = out;
      if (channel == null || (lines > LINES_BEFORE_REWRITE && lines > liveLines())) {
        channel = rewrite();
      }
      write(channel, json.writeValueAsBytes(new Change(map, key, value)));
      lines++;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private long liveLines() {
    long live = 0;
    for (JournaledMap<?> map : maps) {
      live += map.size();
    }
    return live * GROWTH_BEFORE_REWRITE;
  }

  /** Writes only what is alive into a new file, which then takes the old one's place. */
  private FileChannel rewrite() throws IOException {
    Path aside = file.resolveSibling("state.new");
    Files.deleteIfExists(aside);
    Files.createFile(aside, OWNER_ONLY);
    FileChannel fresh = FileChannel.open(aside, StandardOpenOption.WRITE);
    long written = 0;
    for (JournaledMap<?> map : maps) {
      for (Map.Entry<String, ?> entry : map.snapshot().entrySet()) {
        write(
            fresh,
            json.writeValueAsBytes(new Change(map.name(), entry.getKey(), entry.getValue())));
        written++;
      }
    }
    for (Map.Entry<String, Map<String, JsonNode>> map : unopened.entrySet()) {
      for (Map.Entry<String, JsonNode> entry : map.getValue().entrySet()) {
        write(
            fresh,
            json.writeValueAsBytes(new Change(map.getKey(), entry.getKey(), entry.getValue())));
        written++;
      }
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    FileChannel before = out;
    out = fresh;
    lines = written;
    if (before != null) {
      before.close();
    }
    return fresh;
  }

  private static void write(FileChannel channel, byte[] line) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      FileChannel channel = out;
      out = null;
      if (channel != null) {
        channel.close();
      }
      lockFile.close();
    } finally {
      lock.unlock();
    }
  }

  private record Entry(String map, String key, @Nullable JsonNode value) {}

  private record Change(String map, String key, @Nullable Object value) {}
}
