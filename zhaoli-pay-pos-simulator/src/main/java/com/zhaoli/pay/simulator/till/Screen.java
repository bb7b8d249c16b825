package com.zhaoli.pay.simulator.till;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Display and keys of the terminal. */
interface Screen extends AutoCloseable {
  /** No key came. */
  int NONE = -2;

  /** There are no keys any more. */
  int END = -1;

  /** Shows a line; from any thread. */
  void print(String text);

  /** Shows a line that the next one replaces, where the display can do that. */
  void status(String text);

  /** Clears the display, where it can. */
  void clear();

  /** The next key, or {@link #NONE} when none came within the time, or {@link #END}. */
  int key(long millis) throws IOException;

  /**
   * A line that a person types.
   *
   * @param hidden for PINs
   * @return null when it was broken off
   */
  @Nullable String line(String prompt, boolean hidden) throws IOException;

  @Override
  void close() throws IOException;
}
