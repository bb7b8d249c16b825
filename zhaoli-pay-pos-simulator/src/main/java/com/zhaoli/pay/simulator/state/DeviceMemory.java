package com.zhaoli.pay.simulator.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The terminal's flash: one state, on the disk before anybody sees it. One process at a time has
 * it.
 */
public final class DeviceMemory implements AutoCloseable {
  private static final String TAG_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int TAG_LENGTH = 4;

  private final Path directory;
  private final FileChannel lockFile;
  private DeviceState state;
  private boolean poweredOff;

  private DeviceMemory(Path directory, FileChannel lockFile, DeviceState state) {
    this.directory = directory;
    this.lockFile = lockFile;
    this.state = state;
  }

  /**
   * Opens a terminal's directory, or makes one of a terminal fresh from the factory.
   *
   * @param serialNumber of a new one; one that was here before keeps its own
   * @throws IOException also when another process has it
   */
  public static DeviceMemory open(Path directory, String serialNumber) throws IOException {
    DurableFiles.makeDirectory(directory);
    FileChannel lockFile = DurableFiles.appending(directory.resolve("lock"));
    if (tryLock(lockFile) == null) {
      lockFile.close();
      throw new IOException("another program runs the terminal in " + directory);
    }
    Path file = directory.resolve("device.json");
    DeviceState state =
        Files.exists(file)
            ? JsonMapper.shared().readValue(Files.readAllBytes(file), DeviceState.class)
            : DeviceState.factoryNew(serialNumber, tag());
    DeviceMemory memory = new DeviceMemory(directory, lockFile, state);
    memory.update(same -> same);
    return memory;
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String tag() {
    SecureRandom random = new SecureRandom();
    StringBuilder tag = new StringBuilder();
    for (int i = 0; i < TAG_LENGTH; i++) {
      tag.append(TAG_LETTERS.charAt(random.nextInt(TAG_LETTERS.length())));
    }
    return tag.toString();
  }

  public synchronized DeviceState state() {
    return state;
  }

  /** Changes the state; the new one is on the disk when this returns. */
  public synchronized DeviceState update(UnaryOperator<DeviceState> change) {
    if (poweredOff) {
      throw new IllegalStateException("the terminal is switched off");
    }
    DeviceState changed = change.apply(state);
    try {
      DurableFiles.replace(
          directory.resolve("device.json"), JsonMapper.shared().writeValueAsBytes(changed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    state = changed;
    return changed;
  }

  /** Nothing is written any more, as after a power cut. */
  @Override
  public synchronized void close() {
    poweredOff = true;
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
