package com.zhaoli.pay.simulator.till;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lines in and lines out, for where there is no terminal: a key is the first letter of a line. */
final class PlainScreen implements Screen {
  private static final String NO_MORE = "\u0004";
  private static final int MAX_WAITING = 1_000;

  private final PrintStream out;
  private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(MAX_WAITING);
  private boolean ended;

  PlainScreen(BufferedReader in, PrintStream out) {
    this.out = out;
    Thread reader = new Thread(() -> read(in), "keys");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(BufferedReader in) {
    try {
      String line = in.readLine();
      while (line != null) {
        lines.put(line);
        line = in.readLine();
      }
      lines.put(NO_MORE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The input is gone: the till closes as at its end.
      lines.clear();
      lines.add(NO_MORE);
    }
  }

  @Override
  public synchronized void print(String text) {
    out.println(text);
  }

  @Override
  public void status(String text) {
    // Without a display that can be overwritten, changes alone are shown.
  }

  @Override
  public void clear() {
    print("");
  }

  @Override
  public int key(long millis) {
    String line = next(millis);
    if (line == null) {
      return ended ? END : NONE;
    }
    return line.isBlank() ? '\n' : line.strip().charAt(0);
  }

  @Override
  public @Nullable String line(String prompt, boolean hidden) {
    print(prompt);
    return next(Long.MAX_VALUE);
  }

  private @Nullable String next(long millis) {
    if (ended) {
      return null;
    }
    try {
      String line = lines.poll(millis, TimeUnit.MILLISECONDS);
      ended = NO_MORE.equals(line);
      return ended ? null : line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended = true;
      return null;
    }
  }

  @Override
  public void close() {
    out.flush();
  }
}
