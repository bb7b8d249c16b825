package com.zhaoli.pay.pos.configuration.internal;

import com.zhaoli.pay.pos.configuration.ConfigurationBO;
import com.zhaoli.pay.pos.configuration.TerminalSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Terminals' configurations in the database. */
@Repository
public class ConfigurationStore {
  private static final String LINE = "\n";
  private static final String COMMA = ",";

  private final ConfigurationMapper mapper;

  ConfigurationStore(ConfigurationMapper mapper) {
    this.mapper = mapper;
  }

  /** Empty when nobody has set anything for the terminal. */
  public Optional<ConfigurationBO> find(String terminalNo) {
    return Optional.ofNullable(mapper.find(terminalNo)).map(ConfigurationStore::bo);
  }

  /** Makes this the next version. */
  public void put(String terminalNo, TerminalSettings settings, String actor, Instant now) {
    mapper.put(row(terminalNo, settings, actor, now));
  }

  /** The same, where there was a version, and nothing is confirmed any more. */
  public void reset(String terminalNo, TerminalSettings settings, String actor, Instant now) {
    mapper.reset(row(terminalNo, settings, actor, now));
  }

  /** The terminal works by this version. One that there never was is not taken. */
  public void confirm(String terminalNo, long version, Instant now) {
    mapper.confirm(terminalNo, version, now);
  }

  private static ConfigurationDO row(
      String terminalNo, TerminalSettings settings, String actor, Instant now) {
    ConfigurationDO row = new ConfigurationDO();
    row.terminalNo = terminalNo;
    row.receiptHeader = String.join(LINE, settings.receiptHeader());
    row.receiptFooter = String.join(LINE, settings.receiptFooter());
    row.receiptColumns = settings.receiptColumns();
    row.heartbeatSeconds = settings.heartbeatSeconds();
    row.qrExpireSeconds = settings.qrExpireSeconds();
    row.methods = String.join(COMMA, settings.methods());
    row.changedBy = actor;
    row.changedAt = now;
    return row;
  }

  private static ConfigurationBO bo(ConfigurationDO row) {
    return new ConfigurationBO(
        row.terminalNo,
        row.version,
        new TerminalSettings(
            parts(row.receiptHeader, LINE),
            parts(row.receiptFooter, LINE),
            row.receiptColumns,
            row.heartbeatSeconds,
            row.qrExpireSeconds,
            parts(row.methods, COMMA)),
        row.changedBy,
        row.changedAt,
        row.confirmedVersion,
        row.confirmedAt);
  }

  private static List<String> parts(String joined, String separator) {
    return joined.isEmpty() ? List.of() : List.of(joined.split(separator, -1));
  }
}
