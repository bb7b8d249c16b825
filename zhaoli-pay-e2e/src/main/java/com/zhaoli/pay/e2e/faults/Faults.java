package com.zhaoli.pay.e2e.faults;

import com.zhaoli.pay.e2e.PlatformAddresses;
import com.zhaoli.pay.e2e.StepFailure;
import com.zhaoli.pay.e2e.faults.plan.Plan;
import com.zhaoli.pay.e2e.faults.plan.PlanGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code ./zhaoli bench faults}: runs seeds one after the other against the running platform. Exit
 * status 0 only when the books agreed after every one of them; 2 for arguments that cannot be
 * meant.
 */
public final class Faults {
  private Faults() {}

  /** Entry point. */
  public static void main(String[] arguments) throws IOException {
    System.exit(run(arguments, System.getenv(), System.out, System.err));
  }

  private static int run(
      String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err)
      throws IOException {
    FaultArguments wanted;
    try {
      wanted = FaultArguments.of(arguments);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.println(FaultArguments.USAGE);
      return 2;
    }
    Path runDirectory = PlatformAddresses.of(environment).runDirectory();
    List<FaultResult> results = new ArrayList<>();
    for (long seed : wanted.seeds()) {
      Plan plan = PlanGenerator.plan(seed, wanted.size());
      if (wanted.planOnly()) {
        plan.lines().forEach(out::println);
        continue;
      }
      out.println(plan.lines().get(0));
      out.println("  the whole plan: " + keep(plan, runDirectory));
      try {
        FaultResult result =
            new FaultRun(plan, environment, wanted.settlingLimit(), Clock.systemUTC(), out).run();
        out.println(result);
        results.add(result);
      } catch (StepFailure e) {
        out.flush();
        err.println("Seed " + seed + " could not be run to its end: " + e.getMessage());
        return 1;
      }
    }
    return wanted.planOnly() ? 0 : end(results, runDirectory, out);
  }

  private static Path keep(Plan plan, Path runDirectory) throws IOException {
    Path directory = runDirectory.resolve("bench");
    Files.createDirectories(directory);
    return Files.write(directory.resolve("faults-" + plan.seed() + ".txt"), plan.lines());
  }

  private static int end(List<FaultResult> results, Path runDirectory, PrintStream out)
      throws IOException {
    Path written = new FaultReport(Clock.systemUTC()).write(runDirectory, results);
    long violations = results.stream().mapToLong(FaultResult::violations).sum();
    out.printf(
        "%d seeds, %d payments, %d refunds, %d kills: %d violations. Written to %s%n",
        results.size(),
        results.stream().mapToLong(FaultResult::payments).sum(),
        results.stream().mapToLong(FaultResult::refunds).sum(),
        results.stream().mapToLong(FaultResult::kills).sum(),
        violations,
        written);
    return violations == 0 ? 0 : 1;
  }
}
