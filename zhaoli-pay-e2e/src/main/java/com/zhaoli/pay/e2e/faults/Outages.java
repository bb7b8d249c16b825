package com.zhaoli.pay.e2e.faults;

import com.zhaoli.pay.e2e.Steps;
import com.zhaoli.pay.e2e.faults.plan.Outage;
import com.zhaoli.pay.e2e.faults.plan.Plan;
import java.util.function.Consumer;

/** Brings about the outages of a plan, one after the other, and mends what they did. */
final class Outages {
  private final PlatformControl platform;
  private final Plan plan;
  private final Consumer<String> log;
  private int kills;
  private int stops;
  private boolean secondRuns;

  Outages(PlatformControl platform, Plan plan, Consumer<String> log) {
    this.platform = platform;
    this.plan = plan;
    this.log = log;
  }

  int kills() {
    return kills;
  }

  int stops() {
    return stops;
  }

  void prepare() {
    if (plan.twoInstances()) {
      secondRuns = true;
      platform.startSecond(PlatformControl.PAYMENT_SERVICE);
      log.accept("a second payment-service runs");
    }
  }

  void run() {
    for (Outage outage : plan.outages()) {
      Steps.pause(outage.afterMillis());
      switch (outage.kind()) {
        case KILL_PAYMENT_SERVICE -> {
          boolean second = kill();
          Steps.pause(outage.holdMillis());
          revive(second);
        }
        case STOP_RABBITMQ -> away(PlatformControl.RABBITMQ, outage.holdMillis());
        case STOP_REDIS -> away(PlatformControl.REDIS, outage.holdMillis());
        case STOP_RABBITMQ_AND_KILL -> {
          stop(PlatformControl.RABBITMQ);
          Steps.pause(outage.holdMillis());
          boolean second = kill();
          revive(second);
          start(PlatformControl.RABBITMQ);
        }
      }
    }
  }

  /** Kills one of the instances, in turn; whether it was the second. */
  private boolean kill() {
    boolean second = plan.twoInstances() && kills % 2 == 1;
    String name = PlatformControl.PAYMENT_SERVICE + (second ? "-2" : "");
    platform.kill(name);
    kills++;
    log.accept("kill -9 " + name);
    return second;
  }

  private void revive(boolean second) {
    if (second) {
      platform.startSecond(PlatformControl.PAYMENT_SERVICE);
    } else {
      platform.start(PlatformControl.PAYMENT_SERVICE);
    }
    log.accept("payment-service " + (second ? "2 " : "") + "is back");
  }

  private void away(String server, long holdMillis) {
    stop(server);
    Steps.pause(holdMillis);
    start(server);
  }

  /** What somebody else runs is not ours to stop. */
  private void stop(String server) {
    if (platform.owns(server)) {
      platform.stop(server);
      stops++;
      log.accept(server + " is stopped");
    } else {
      log.accept(server + " was not started here and stays");
    }
  }

  private void start(String server) {
    platform.start(server);
    log.accept(server + " runs");
  }

  /** Starts whatever an outage that broke off has left away. */
  void mend() {
    for (Outage outage : plan.outages()) {
      switch (outage.kind()) {
        case KILL_PAYMENT_SERVICE -> platform.start(PlatformControl.PAYMENT_SERVICE);
        case STOP_RABBITMQ, STOP_RABBITMQ_AND_KILL -> platform.start(PlatformControl.RABBITMQ);
        case STOP_REDIS -> platform.start(PlatformControl.REDIS);
      }
    }
  }

  /** Leaves the platform as it was found. */
  void leave() {
    if (secondRuns) {
      platform.stopSecond(PlatformControl.PAYMENT_SERVICE);
    }
  }
}
