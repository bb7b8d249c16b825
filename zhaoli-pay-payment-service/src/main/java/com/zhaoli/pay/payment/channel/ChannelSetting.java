package com.zhaoli.pay.payment.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A setting of a channel account, given by value or by the file that holds it. */
public final class ChannelSetting {
  private static final long MAX_FILE_BYTES = 64 * 1024;

  private ChannelSetting() {}

  /**
   * The value, else the file's content without surrounding white space. Files are read at the first
   * use and not at start-up, since the sandbox may make its keys after we start.
   *
   * @param name how the setting is called in the message
   * @throws ChannelNotReadyException when there is neither
   */
  public static String read(String name, @Nullable String value, @Nullable Path file) {
    if (value != null && !value.isBlank()) {
      return value.strip();
    }
    if (file == null) {
      throw new ChannelNotReadyException("Channel setting " + name + " is not configured.");
    }
    try {
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw new ChannelNotReadyException(
            "The file of channel setting " + name + " is too large.");
      }
      String content = Files.readString(file).strip();
      if (content.isEmpty()) {
        throw new ChannelNotReadyException("The file of channel setting " + name + " is empty.");
      }
      return content;
    } catch (IOException e) {
      throw new ChannelNotReadyException(
          "Channel setting " + name + " cannot be read from " + file + ".", e);
    }
  }
}
