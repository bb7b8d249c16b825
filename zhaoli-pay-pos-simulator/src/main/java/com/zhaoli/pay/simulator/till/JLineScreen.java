package com.zhaoli.pay.simulator.till;

import java.io.IOException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/** A person's terminal: keys act at once. */
final class JLineScreen implements Screen {
  private static final char PIN_MASK = '*';

  private final Terminal terminal;
  private final LineReader reader;
  private final Attributes before;
  private boolean statusShown;
  private boolean typing;

  JLineScreen(Terminal terminal) {
    this.terminal = terminal;
    this.reader = LineReaderBuilder.builder().terminal(terminal).build();
    // An exclamation mark is only a character here.
    reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    reader.setVariable(LineReader.DISABLE_HISTORY, true);
    this.before = terminal.enterRawMode();
  }

  @Override
  public void print(String text) {
    boolean above;
    synchronized (this) {
      above = typing;
    }
    if (above) {
      reader.printAbove(text);
      return;
    }
    synchronized (this) {
      endStatus();
      // Raw mode leaves the carriage where it is.
      terminal.writer().print(text.replace("\n", "\r\n") + "\r\n");
      terminal.flush();
    }
  }

  @Override
  public synchronized void status(String text) {
    terminal.writer().print("\r");
    terminal.puts(Capability.clr_eol);
    terminal.writer().print(text);
    terminal.flush();
    statusShown = true;
  }

  private void endStatus() {
    if (statusShown) {
      terminal.writer().print("\r\n");
      statusShown = false;
    }
  }

  @Override
  public synchronized void clear() {
    terminal.puts(Capability.clear_screen);
    terminal.flush();
    statusShown = false;
  }

  @Override
  public int key(long millis) throws IOException {
    int key = terminal.reader().read(millis);
    // Ctrl-C and Ctrl-D are keys in raw mode.
    return key == 3 || key == 4 ? END : key;
  }

  @Override
  public @Nullable String line(String prompt, boolean hidden) {
    synchronized (this) {
      endStatus();
      typing = true;
    }
    try {
      return hidden ? reader.readLine(prompt, PIN_MASK) : reader.readLine(prompt);
    } catch (UserInterruptException | EndOfFileException e) {
      return null;
    } finally {
      synchronized (this) {
        typing = false;
      }
      terminal.enterRawMode();
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      endStatus();
    }
    terminal.setAttributes(before);
    terminal.close();
  }
}
