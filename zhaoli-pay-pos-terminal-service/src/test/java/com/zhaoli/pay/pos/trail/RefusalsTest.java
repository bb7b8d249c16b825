package com.zhaoli.pay.pos.trail;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import com.zhaoli.pay.common.error.ErrorCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private final AuditLog auditLog = mock();
  private final Refusals refusals =
      new Refusals(
          auditLog,
          terminalNo -> terminalNo.startsWith("trm_real"),
          new SimpleMeterRegistry(),
          Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC));

  private void refuse(String claimed) {
    refusals.record(claimed, ErrorCode.SIGN_INVALID, "GET from 192.0.2.7");
  }

  @Test
  void ofOneTerminalAndCodeABoundedNumberIsWritten() {
    for (int i = 0; i < 200; i++) {
      refuse("trm_real_1");
    }
    refusals.record("trm_real_1", ErrorCode.NONCE_REPLAYED, "GET from 192.0.2.7");

    verify(auditLog, times(60)).append(any(), any(), eq("trm_real_1"), startsWith("SIGN_INVALID"));
    verify(auditLog, times(1)).append(any(), any(), eq("trm_real_1"), startsWith("NONCE_REPLAYED"));
  }

  @Test
  void madeUpNumbersCrowdNoTerminalOut() {
    for (int i = 0; i < 50_000; i++) {
      refuse("trm_made_up_" + i);
    }
    for (int i = 0; i < 1_000; i++) {
      refuse("trm_real_" + i);
    }

    verify(auditLog, times(500)).append(any(), any(), startsWith("trm_made_up_"), any());
    verify(auditLog, times(1_000)).append(any(), any(), startsWith("trm_real_"), any());
  }
}
