package com.zhaoli.pay.wechat.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WechatDayTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-27T15:59:59Z, 2026-11-27T16:05:00Z",
    "2026-11-27T16:05:00Z, 2026-11-28T16:05:00Z",
    "2026-12-31T03:00:00Z, 2026-12-31T16:05:00Z"
  })
  void callsAreCountedAnewFromMidnightInChina(Instant now, Instant next) {
    assertThat(WechatDay.next(now)).isEqualTo(next);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-27T16:00:00Z, 2026-11-27T16:05:00Z",
    "2026-11-27T16:00:02Z, 2026-11-27T16:05:00Z",
    "2026-11-27T16:04:59Z, 2026-11-27T16:05:00Z"
  })
  void whatIsRefusedJustAfterMidnightCostsMinutesAndNotAnotherDay(Instant now, Instant next) {
    assertThat(WechatDay.next(now)).isEqualTo(next);
  }
}
