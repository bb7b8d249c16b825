package com.zhaoli.pay.bench.platform;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.load.HttpAnswer;
import com.zhaoli.pay.bench.load.HttpMessage;
import com.zhaoli.pay.bench.load.LoadGenerator;
import com.zhaoli.pay.bench.load.LoadResult;
import com.zhaoli.pay.bench.load.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Takes the gateway's rate limits out of the way of a load test, live through Nacos, and puts them
 * back when it is closed or the program is interrupted. The limits stand in a block of their own
 * behind what is set there already, so that taking the block out restores the rest as it is then; a
 * block that a killed run left behind goes with it.
 */
public final class GatewayLimits implements AutoCloseable {
  private static final String DATA_ID = "zhaoli-pay-gateway.yaml";
  private static final String BEGIN = "# Begin: set by ./zhaoli bench while it runs\n";
  private static final String END = "# End: set by ./zhaoli bench while it runs\n";

  /** Keys in one piece never clash with a tree of the same names, and win as the later ones. */
  private static final String BLOCK =
      BEGIN
          + """
          zhaoli.gateway.limits.address.per-second: 1000000
          zhaoli.gateway.limits.address.burst: 1000000
          zhaoli.gateway.limits.app.per-second: 1000000
          zhaoli.gateway.limits.app.burst: 1000000
          zhaoli.gateway.limits.callback.per-second: 1000000
          zhaoli.gateway.limits.callback.burst: 1000000
          zhaoli.gateway.limits.onboarding.per-minute: 1000000
          zhaoli.gateway.limits.onboarding.burst: 1000000
          zhaoli.gateway.limits.onboarding-total.per-second: 1000000
          zhaoli.gateway.limits.onboarding-total.burst: 1000000
          zhaoli.gateway.limits.login.per-minute: 1000000
          zhaoli.gateway.limits.login.burst: 1000000
          """
          + END;

  /** The gateway does not notice a setting that is deleted or empty; it notices this one. */
  private static final String NO_LIMITS = "zhaoli.bench: over\n";

  private static final int TOO_MANY = 429;
  private static final int PROBES = 1_500;
  private static final int PROBE_CONNECTIONS = 8;
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);
  private static final Duration TAKES_EFFECT_WITHIN = Duration.ofSeconds(20);
  private static final long POLL_MILLIS = 500;

  private final Platform platform;
  private final Nacos nacos;
  private boolean raised = true;
  private final Thread atExit = new Thread(this::restore, "restore-limits");

  private GatewayLimits(Platform platform) {
    this.platform = platform;
    this.nacos = new Nacos(platform.nacos(), DATA_ID);
  }

  /**
   * Raises the limits, and waits until that is in force.
   *
   * @throws BenchFailure when it is not
   */
  public static GatewayLimits raise(Platform platform) throws InterruptedException {
    GatewayLimits limits = new GatewayLimits(platform);
    Runtime.getRuntime().addShutdownHook(limits.atExit);
    try {
      String rest = limits.withoutBlock();
      limits.nacos.write(
          rest.isEmpty() || rest.endsWith("\n") ? rest + BLOCK : rest + "\n" + BLOCK);
    } catch (IOException e) {
      limits.close();
      throw new BenchFailure(
          "The gateway's limits cannot be raised through Nacos: " + e.getMessage(), e);
    }
    if (!limits.await(false)) {
      limits.close();
      throw new BenchFailure(
          "The gateway still limits the rate after %d s: see that it takes its settings from Nacos, or restart it with ZHAOLI_GATEWAY_LIMITS_{ADDRESS,APP,CALLBACK}_{PERSECOND,BURST}=1000000 in its environment."
              .formatted(TAKES_EFFECT_WITHIN.toSeconds()));
    }
    return limits;
  }

  /** What is set beside the block. */
  private String withoutBlock() throws IOException {
    String content = nacos.read().orElse("");
    int begin = content.indexOf(BEGIN);
    int end = content.indexOf(END);
    if (begin >= 0 && end > begin) {
      content = content.substring(0, begin) + content.substring(end + END.length());
    }
    return content.equals(NO_LIMITS) ? "" : content;
  }

  @Override
  public void close() {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The program ends already, and the hook found nothing to do.
      return;
    }
  }

  /** Whoever comes second waits until it is done: the program must not end in between. */
  private synchronized void restore() {
    if (!raised) {
      return;
    }
    raised = false;
    try {
      String rest = withoutBlock();
      if (rest.isBlank()) {
        nacos.write(NO_LIMITS);
        if (await(true)) {
          nacos.delete();
        }
      } else {
        nacos.write(rest);
      }
    } catch (IOException e) {
      System.err.printf(
          "The gateway's limits could not be put back (%s): take the benchmark's block out of %s in"
              + " Nacos.%n",
          e.getMessage(), DATA_ID);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the gateway limits, or does not; false when it takes too long. */
  private boolean await(boolean limited) throws InterruptedException {
    long deadline = System.nanoTime() + TAKES_EFFECT_WITHIN.toNanos();
    while (isLimited() != limited) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return true;
  }

  /** Asks for what is not there, more often than the standing limit lets through. */
  private boolean isLimited() throws InterruptedException {
    byte[] request =
        HttpMessage.of("GET", platform.gatewayHost(), "/bench/limits", Map.of(), new byte[0]);
    LoadResult probes =
        new LoadGenerator(platform.gateway())
            .closedLoop(
                PROBE_CONNECTIONS,
                PROBES,
                PROBE_LIMIT,
                new Work() {
                  @Override
                  public byte[] request(int index) {
                    return request;
                  }

                  @Override
                  public boolean isAccepted(int index, HttpAnswer answer) {
                    return answer.status() != TOO_MANY;
                  }
                });
    return probes.refused() > 0;
  }
}
