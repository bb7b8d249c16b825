package com.zhaoli.pay.e2e.poschaos;

import com.zhaoli.pay.e2e.PlatformAddresses;
import com.zhaoli.pay.e2e.StepFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * {@code ./zhaoli bench pos-chaos}. Exit status 0 only when all books agreed and every trade was
 * decided in time; 2 for arguments that cannot be meant.
 */
public final class PosChaos {
  private static final String USAGE = "Usage: ./zhaoli bench pos-chaos [--seed N] [--trades N]";
  private static final int DEFAULT_TRADES = 500;
  private static final int MAX_TRADES = 5_000;

  private PosChaos() {}

  /** Entry point. */
  public static void main(String[] arguments) throws IOException {
    System.exit(run(arguments, System.getenv(), System.out, System.err));
  }

  private static int run(
      String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err)
      throws IOException {
    long seed = 1;
    int trades = DEFAULT_TRADES;
    for (int i = 0; i < arguments.length; i += 2) {
      boolean known = arguments[i].equals("--seed") || arguments[i].equals("--trades");
      if (!known || i + 1 == arguments.length || !arguments[i + 1].matches("\\d{1,9}")) {
        err.println(USAGE);
        return 2;
      }
      if (arguments[i].equals("--seed")) {
        seed = Long.parseLong(arguments[i + 1]);
      } else {
        trades = Integer.parseInt(arguments[i + 1]);
      }
    }
    if (trades < 1 || trades > MAX_TRADES) {
      err.println("1 to " + MAX_TRADES + " trades, not " + trades + ".");
      return 2;
    }
    try {
      out.println(
          "seed " + seed + ": " + trades + " trades of " + ChaosPlan.TERMINALS + " terminals");
      ChaosResult result =
          new ChaosRun(ChaosPlan.of(seed, trades), environment, Clock.systemUTC(), out).run();
      Path written =
          new ChaosReport(Clock.systemUTC())
              .write(PlatformAddresses.of(environment).runDirectory(), result);
      out.println(result);
      out.println(result.violations().size() + " violations. Written to " + written);
      return result.violations().isEmpty() ? 0 : 1;
    } catch (StepFailure e) {
      out.flush();
      err.println("Seed " + seed + " could not be run to its end: " + e.getMessage());
      return 1;
    }
  }
}
