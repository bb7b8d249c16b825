package com.zhaoli.pay.sandbox.bill;

import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.keys.Randoms;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * Bills as files, written when they are asked for and read when they are downloaded, so that none
 * is ever whole in memory and its hash stays true. The newest twenty are kept.
 */
@Component
public final class BillFiles {
  private static final int MAX_FILES = 20;

  private final Path directory;
  private final Deque<String> tokens = new ArrayDeque<>();

  BillFiles(SandboxProperties properties) {
    this.directory = properties.dir().resolve("bills");
    try {
      Files.createDirectories(directory);
      try (Stream<Path> left = Files.list(directory)) {
        for (Path file : left.toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep bills in " + directory, e);
    }
  }

  /** Writes a bill. */
  @FunctionalInterface
  public interface Writer {
    void write(OutputStream out) throws IOException;
  }

  /** Keeps what the writer writes, and answers the token for its download. */
  public String keep(Writer writer) {
    String token = Randoms.alphanumeric(48);
    try (OutputStream out = Files.newOutputStream(directory.resolve(token))) {
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a bill", e);
    }
    String oldest = null;
    synchronized (tokens) {
      tokens.add(token);
      if (tokens.size() > MAX_FILES) {
        oldest = tokens.poll();
      }
    }
    if (oldest != null) {
      try {
        Files.deleteIfExists(directory.resolve(oldest));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot delete an old bill", e);
      }
    }
    return token;
  }

  /** The bill of this token; empty when there is none, or no longer. */
  public Optional<Resource> find(String token) {
    synchronized (tokens) {
      if (!tokens.contains(token)) {
        return Optional.empty();
      }
    }
    return Optional.of(new FileSystemResource(directory.resolve(token)));
  }
}
