package com.zhaoli.pay.pos.heartbeat.internal;

import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.heartbeat.HealthBO;
import com.zhaoli.pay.pos.heartbeat.PaperState;
import com.zhaoli.pay.pos.heartbeat.Telemetry;
import com.zhaoli.pay.pos.heartbeat.TerminalMessage;
import com.zhaoli.pay.pos.terminal.TerminalBO;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Terminals' health and messages in the database. */
@Repository
public class HeartbeatStore {
  private final HeartbeatMapper mapper;

  HeartbeatStore(HeartbeatMapper mapper) {
    this.mapper = mapper;
  }

  /** Keeps what a terminal told in the place of what it told before. */
  public void put(HealthBO health) {
    Telemetry told = health.telemetry();
    HealthDO row = new HealthDO();
    row.terminalNo = health.terminalNo();
    row.lastSeenAt = health.lastSeenAt();
    row.nextHeartbeatSeconds = health.nextHeartbeatSeconds();
    row.softwareVersion = told.softwareVersion();
    row.batteryPercent = told.batteryPercent();
    row.charging = told.charging();
    row.signalPercent = told.signalPercent();
    row.paper = told.paper() == null ? null : told.paper().name();
    mapper.put(row);
  }

  public Optional<HealthBO> find(String terminalNo) {
    return Optional.ofNullable(mapper.find(terminalNo))
        .map(
            row ->
                new HealthBO(
                    row.terminalNo,
                    row.lastSeenAt,
                    row.nextHeartbeatSeconds,
                    new Telemetry(
                        row.softwareVersion,
                        row.batteryPercent,
                        row.charging,
                        row.signalPercent,
                        row.paper == null ? null : PaperState.valueOf(row.paper))));
  }

  /** Keeps a message for the terminal at the place where it is. */
  public void insert(TerminalBO terminal, TerminalMessage message, String actor) {
    MessageDO row = new MessageDO();
    row.messageNo = message.messageNo();
    row.terminalNo = message.terminalNo();
    row.merchantNo = terminal.merchantNo();
    row.storeId = terminal.storeId();
    row.title = message.title();
    row.text = message.text();
    row.createdBy = actor;
    row.createdAt = message.createdAt();
    mapper.insert(row);
  }

  /** Messages for the device where it is that it has not acknowledged, the oldest first. */
  public List<TerminalMessage> messages(DeviceIdentity device, int limit) {
    return mapper
        .messages(device.terminalNo(), device.merchantNo(), device.storeId(), limit)
        .stream()
        .map(
            row ->
                new TerminalMessage(
                    row.messageNo, row.terminalNo, row.title, row.text, row.createdAt))
        .toList();
  }

  /** The message was shown. Another terminal's, or one that was acknowledged, stays as it is. */
  public void acknowledge(String terminalNo, String messageNo, Instant now) {
    mapper.acknowledge(terminalNo, messageNo, now);
  }
}
