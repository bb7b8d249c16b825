package com.zhaoli.pay.payment.account;

import com.zhaoli.pay.payment.account.internal.ChannelAccountStore;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes settings whose overlap is over from the database: a secret is not kept longer than it is
 * of use. They counted no longer before; this only makes them go.
 */
@Component
class PreviousSettingsEraser {
  private static final Logger log = LoggerFactory.getLogger(PreviousSettingsEraser.class);
  private static final int LIMIT = 1_000;

  private final ChannelAccountStore store;
  private final Clock clock;

  PreviousSettingsEraser(ChannelAccountStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${zhaoli.channel-account.erase-interval:1h}")
  void erase() {
    int erased = store.erasePrevious(clock.instant(), LIMIT);
    if (erased > 0) {
      log.info("the replaced settings of {} channel accounts were erased", erased);
    }
  }
}
