package com.zhaoli.pay.pos.heartbeat;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.device.DeviceKeys;
import com.zhaoli.pay.pos.heartbeat.internal.HeartbeatStore;
import com.zhaoli.pay.pos.terminal.TerminalBO;
import com.zhaoli.pay.pos.terminal.Terminals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Terminals say that they are there, and hear what the platform wants of them. */
@Service
public class Heartbeats {
  /** The pause between two heartbeats. */
  public static final Duration EVERY = Duration.ofSeconds(60);

  /** Three are missing, and one may be late. */
  private static final Duration ONLINE = EVERY.multipliedBy(3).plusSeconds(10);

  private static final int MESSAGES_AT_ONCE = 10;

  private final HeartbeatStore store;
  private final Terminals terminals;
  private final DeviceKeys keys;
  private final Clock clock;

  Heartbeats(HeartbeatStore store, Terminals terminals, DeviceKeys keys, Clock clock) {
    this.store = store;
    this.terminals = terminals;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * What a terminal is told.
   *
   * @param keyRotation whether it is to fetch a new key, or to begin to use the one that it has
   * @param messages that it has not acknowledged, the oldest first
   */
  public record Answer(Instant serverTime, boolean keyRotation, List<TerminalMessage> messages) {}

  /**
   * Records a heartbeat.
   *
   * @param acknowledged messages that were shown
   */
  @Transactional
  public Answer beat(DeviceIdentity device, Telemetry telemetry, List<String> acknowledged) {
    Instant now = clock.instant();
    store.put(new HealthBO(device.terminalNo(), now, telemetry));
    acknowledged.forEach(messageNo -> store.acknowledge(device.terminalNo(), messageNo, now));
    TerminalBO terminal = terminals.getOfAnybody(device.terminalNo());
    return new Answer(
        now,
        terminal.keyRotationDue() || keys.isRotating(device.terminalNo()),
        store.messages(device.terminalNo(), MESSAGES_AT_ONCE));
  }

  /** What the terminal told last; empty before its first heartbeat. */
  public Optional<HealthBO> health(String terminalNo) {
    return store.find(terminalNo);
  }

  /** Whether the terminal counts as being there. */
  public boolean isOnline(HealthBO health) {
    return !clock.instant().isAfter(health.lastSeenAt().plus(ONLINE));
  }

  /** Has the terminal show a message. */
  public TerminalMessage send(TerminalBO terminal, String title, String text, String actor) {
    TerminalMessage message =
        new TerminalMessage(
            Ids.withPrefix("msg_"), terminal.terminalNo(), title, text, clock.instant());
    store.insert(message, actor);
    return message;
  }
}
