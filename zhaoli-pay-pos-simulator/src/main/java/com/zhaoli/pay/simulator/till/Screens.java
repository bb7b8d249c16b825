package com.zhaoli.pay.simulator.till;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Finds out what there is to show things on. */
final class Screens {
  private Screens() {}

  static Screen open(InputStream in, PrintStream out) throws IOException {
    Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
    boolean plain = terminal.getType().startsWith(Terminal.TYPE_DUMB);
    return plain
        ? new PlainScreen(
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), out)
        : new JLineScreen(terminal);
  }
}
