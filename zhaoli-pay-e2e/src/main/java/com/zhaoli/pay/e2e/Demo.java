package com.zhaoli.pay.e2e;

import java.io.PrintStream;
import java.time.Clock;
import java.util.List;

/**
 * Walks the main job on the running platform and prints each step with what came back. Started by
 * {@code ./zhaoli demo}. Argument: {@code --channel ALIPAY} (default) or {@code WECHAT}. Exit
 * status 0 only when the payment was paid, the webhook verified and the template message delivered.
 */
public final class Demo {
  private static final List<String> CHANNELS = List.of("ALIPAY", "WECHAT");

  private Demo() {}

  /** Entry point. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  private static int run(String[] arguments, PrintStream out, PrintStream err) {
    String channel = "ALIPAY";
    if (arguments.length == 2
        && arguments[0].equals("--channel")
        && CHANNELS.contains(arguments[1])) {
      channel = arguments[1];
    } else if (arguments.length != 0) {
      err.println("Usage: demo [--channel ALIPAY|WECHAT]");
      return 2;
    }
    try {
      new DemoRun(PlatformAddresses.of(System.getenv()), Clock.systemUTC(), out).walk(channel);
      return 0;
    } catch (StepFailure e) {
      out.flush();
      err.println("The demo failed: " + e.getMessage());
      err.println("Look at ./zhaoli status and ./zhaoli logs NAME.");
      return 1;
    }
  }
}
