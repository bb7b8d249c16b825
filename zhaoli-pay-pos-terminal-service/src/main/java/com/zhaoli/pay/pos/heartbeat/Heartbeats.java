package com.zhaoli.pay.pos.heartbeat;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.pos.configuration.ConfigurationBO;
import com.zhaoli.pay.pos.configuration.Configurations;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.device.DeviceKeys;
import com.zhaoli.pay.pos.heartbeat.internal.HeartbeatStore;
import com.zhaoli.pay.pos.terminal.TerminalBO;
import com.zhaoli.pay.pos.terminal.TerminalLife;
import com.zhaoli.pay.pos.terminal.Terminals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Terminals say that they are there, and hear what the platform wants of them. */
@Service
public class Heartbeats {
  /** So many are missing before a terminal counts as gone, and one may be late. */
  private static final int MISSING = 3;

  private static final Duration LATE = Duration.ofSeconds(10);
  private static final int MESSAGES_AT_ONCE = 10;

  private final HeartbeatStore store;
  private final Terminals terminals;
  private final TerminalLife life;
  private final Configurations configurations;
  private final DeviceKeys keys;
  private final Clock clock;

  Heartbeats(
      HeartbeatStore store,
      Terminals terminals,
      TerminalLife life,
      Configurations configurations,
      DeviceKeys keys,
      Clock clock) {
    this.store = store;
    this.terminals = terminals;
    this.life = life;
    this.configurations = configurations;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * What a terminal is told.
   *
   * @param keyRotation whether it is to fetch a new key, or to begin to use the one that it has
   * @param configuration what is wanted of it
   * @param messages that it has not acknowledged, the oldest first
   */
  public record Answer(
      Instant serverTime,
      boolean keyRotation,
      ConfigurationBO configuration,
      List<TerminalMessage> messages) {}

  /**
   * Records a heartbeat.
   *
   * @param acknowledged messages that were shown
   * @param configVersion the version of its configuration that the terminal works by; null when it
   *     did not say
   */
  @Transactional
  public Answer beat(
      DeviceIdentity device,
      Telemetry telemetry,
      List<String> acknowledged,
      @Nullable Long configVersion) {
    Instant now = clock.instant();
    ConfigurationBO configuration = configurations.confirmed(device.terminalNo(), configVersion);
    store.put(
        new HealthBO(
            device.terminalNo(), now, configuration.settings().heartbeatSeconds(), telemetry));
    acknowledged.forEach(messageNo -> store.acknowledge(device.terminalNo(), messageNo, now));
    return new Answer(
        now, isKeyToBeChanged(device), configuration, store.messages(device, MESSAGES_AT_ONCE));
  }

  private boolean isKeyToBeChanged(DeviceIdentity device) {
    TerminalBO terminal = terminals.getOfAnybody(device.terminalNo());
    return terminal.keyRotationDue()
        || keys.isRotating(device.terminalNo())
        || (keys.isOld(device) && life.requestRotationOfOldKey(terminal));
  }

  /** What the terminal told last; empty before its first heartbeat. */
  public Optional<HealthBO> health(String terminalNo) {
    return store.find(terminalNo);
  }

  /** Whether the terminal counts as being there. */
  public boolean isOnline(HealthBO health) {
    Duration missing = Duration.ofSeconds((long) MISSING * health.nextHeartbeatSeconds());
    return !clock.instant().isAfter(health.lastSeenAt().plus(missing).plus(LATE));
  }

  /** Has the terminal show a message. */
  public TerminalMessage send(TerminalBO terminal, String title, String text, String actor) {
    TerminalMessage message =
        new TerminalMessage(
            Ids.withPrefix("msg_"), terminal.terminalNo(), title, text, clock.instant());
    store.insert(terminal, message, actor);
    return message;
  }
}
