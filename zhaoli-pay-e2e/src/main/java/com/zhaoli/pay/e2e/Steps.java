package com.zhaoli.pay.e2e;

import com.zhaoli.pay.e2e.JsonHttp.Answer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Walks step by step, tells each, and ends with the first that does not do what it promises. */
public final class Steps {
  private static final Duration STEP_LIMIT = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 100;

  private final PrintStream out;
  private int step;

  public Steps(PrintStream out) {
    this.out = out;
  }

  void say(String what) {
    step++;
    out.printf("%2d. %s%n", step, what);
  }

  void print(String result) {
    out.println("    " + result);
  }

  /** One call that has to be answered with this status. */
  Answer expect(int status, String what, Supplier<Answer> call) {
    say(what);
    Answer answer = call.get();
    if (answer.status() != status) {
      throw new StepFailure(
          what + ": expected HTTP " + status + ", got " + answer.status() + " " + answer.text());
    }
    return answer;
  }

  /** Asks until the answer is as wanted, or the step's time is over. */
  Answer await(String what, Supplier<Answer> call, Predicate<Answer> condition) {
    say(what);
    long deadline = System.nanoTime() + STEP_LIMIT.toNanos();
    Answer answer = call.get();
    while (answer.status() != 200 || !condition.test(answer)) {
      if (System.nanoTime() > deadline) {
        throw new StepFailure(
            what
                + ": not within "
                + STEP_LIMIT.toSeconds()
                + " s; last answer HTTP "
                + answer.status()
                + " "
                + answer.text());
      }
      pause(POLL_MILLIS);
      answer = call.get();
    }
    return answer;
  }

  /** Waits between two looks at something. */
  public static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepFailure("Interrupted", e);
    }
  }
}
