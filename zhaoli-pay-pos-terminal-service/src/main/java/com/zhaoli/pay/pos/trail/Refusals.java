package com.zhaoli.pay.pos.trail;

import com.zhaoli.pay.common.error.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Puts refused requests on record. Whoever sends them decides how many there are, so each instance
 * writes a bounded number an hour, of one terminal and in all; the metric counts every one. Numbers
 * that are no terminal's have a bound of their own: whoever makes them up crowds nobody out.
 */
@Component
public class Refusals {
  private static final Logger log = LoggerFactory.getLogger(Refusals.class);
  private static final int OF_ONE_AN_HOUR = 60;
  private static final int OF_UNKNOWN_AN_HOUR = 500;
  private static final int OF_KNOWN_AN_HOUR = 10_000;

  /** As long as the column; a terminal's number is shorter. */
  private static final int MAX_SUBJECT = 64;

  private final AuditLog auditLog;
  private final KnownTerminals terminals;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<String, Integer> written = new HashMap<>();
  private int writtenOfKnown;
  private int writtenOfUnknown;
  private Instant hour = Instant.EPOCH;

  Refusals(AuditLog auditLog, KnownTerminals terminals, MeterRegistry meters, Clock clock) {
    this.auditLog = auditLog;
    this.terminals = terminals;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Records a refusal. It never fails: the refusal is answered whether or not there is an entry.
   *
   * @param claimed the terminal that the request says it is of, which need not be true
   * @param detail where it came from and what it asked for; no secrets
   */
  public void record(String claimed, ErrorCode code, String detail) {
    meters.counter("zhaoli.pos.refused", "code", code.name()).increment();
    String subject = claimed.length() > MAX_SUBJECT ? claimed.substring(0, MAX_SUBJECT) : claimed;
    try {
      if (mayWrite(subject, subject + " " + code)) {
        auditLog.append("nobody", AuditAction.REQUEST_REFUSED, subject, code + " " + detail);
      }
    } catch (DataAccessException e) {
      log.warn("A refused request of {} ({}) could not be put on record", subject, code, e);
    }
  }

  private boolean mayWrite(String subject, String what) {
    return !isExhausted(what) && count(what, terminals.isKnown(subject));
  }

  /** Whether nobody needs to ask whose number it is. */
  private synchronized boolean isExhausted(String what) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.HOURS);
    if (!now.equals(hour)) {
      hour = now;
      written.clear();
      writtenOfKnown = 0;
      writtenOfUnknown = 0;
    }
    return writtenOfKnown >= OF_KNOWN_AN_HOUR || written.getOrDefault(what, 0) >= OF_ONE_AN_HOUR;
  }

  private synchronized boolean count(String what, boolean known) {
    if (!known && writtenOfUnknown >= OF_UNKNOWN_AN_HOUR) {
      return false;
    }
    if (written.merge(what, 1, Integer::sum) > OF_ONE_AN_HOUR) {
      return false;
    }
    if (known) {
      writtenOfKnown++;
    } else {
      writtenOfUnknown++;
    }
    return true;
  }
}
