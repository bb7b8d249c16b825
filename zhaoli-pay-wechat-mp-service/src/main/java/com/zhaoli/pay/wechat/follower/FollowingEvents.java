package com.zhaoli.pay.wechat.follower;

import com.zhaoli.pay.wechat.event.EventObserver;
import com.zhaoli.pay.wechat.event.WechatEvent;
import com.zhaoli.pay.wechat.follower.internal.FollowerStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps who follows by the events that tell of it. They are stored before WeChat is answered and
 * handled until they are done, so none is missed; they may come in any order, and again.
 */
@Component
class FollowingEvents implements EventObserver {
  /** Behind it, WeChat's own lists know what its events of one second came to. */
  private static final Duration TIE_SETTLES = Duration.ofSeconds(15);

  private final FollowerStore store;
  private final TransactionTemplate transaction;
  private final Clock clock;

  FollowingEvents(FollowerStore store, TransactionTemplate transaction, Clock clock) {
    this.store = store;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public void heard(WechatEvent event) {
    switch (event.kind()) {
      case FOLLOW -> move(event, FollowerState.FOLLOWING);
      case UNBINDING -> move(event, FollowerState.GONE);
      case SCAN -> {
        if (WechatEvent.BEGAN_TO_FOLLOW.equals(event.outcome())) {
          move(event, FollowerState.FOLLOWING);
        }
      }
      case DELIVERY_REPORT, MENU_CLICK, MENU_VIEW -> {}
    }
  }

  private void move(WechatEvent event, FollowerState state) {
    Instant now = clock.instant();
    transaction.executeWithoutResult(tx -> store.moved(event, state, now, now.plus(TIE_SETTLES)));
  }
}
