package com.zhaoli.pay.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

/**
 * A shell that outlives this JVM by a moment. It holds the reading end of a pipe; when the JVM ends
 * in whatever way, the pipe closes, and the guardian kills the processes it was told of and deletes
 * their directory.
 */
final class Guardian {
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      pids=
      while read -r verb pid; do
        case $verb in
          watch) pids="$pids $pid" ;;
          unwatch)
            rest=
            for p in $pids; do [ "$p" = "$pid" ] || rest="$rest $p"; done
            pids=$rest ;;
        esac
      done
      for p in $pids; do kill -9 "$p" 2>/dev/null; done
      # A dying server may still add a file while the directory is being removed.
      for attempt in 1 2 3 4 5; do rm -rf "$1" && break; sleep 1; done
      """;

  private final Writer orders;

  private Guardian(Writer orders) {
    this.orders = orders;
  }

  static Guardian of(Path directory) throws IOException {
    Process shell =
        new ProcessBuilder(
                List.of("sh", "-c", SCRIPT, "zhaoli-test-guardian", directory.toString()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new Guardian(shell.outputWriter());
  }

  void watch(Process process) {
    order("watch " + process.pid());
  }

  void unwatch(Process process) {
    order("unwatch " + process.pid());
  }

  private synchronized void order(String line) {
    try {
      orders.write(line + "\n");
      orders.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the guardian of the test servers is gone", e);
    }
  }
}
