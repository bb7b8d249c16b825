package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.keys.OfficialAccountKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What WeChat users do with the account; each act becomes an event at its server. */
public final class WechatUsers {
  private final Followers followers;
  private final EventPusher pusher;
  private final Allowances allowances;
  private final OfficialAccountKeys keys;
  private final Clock clock;

  WechatUsers(
      Followers followers,
      EventPusher pusher,
      Allowances allowances,
      OfficialAccountKeys keys,
      Clock clock) {
    this.followers = followers;
    this.pusher = pusher;
    this.allowances = allowances;
    this.keys = keys;
    this.clock = clock;
  }

  public boolean isOpenid(String openid) {
    return Followers.isOpenid(openid);
  }

  public boolean follows(String openid) {
    return followers.follows(openid);
  }

  /**
   * Scans a code. Who does not follow yet follows by it (event subscribe), who does only scans
   * (event SCAN). Answers the event's name.
   */
  public String scan(QrTicket ticket, String openid) {
    boolean isNew = followers.follow(openid, ticket.scene());
    allowances.acted(openid);
    pusher.push(
        isNew
            ? AccountEvent.subscribe(keys.originalId(), openid, clock.instant(), ticket)
            : AccountEvent.scan(keys.originalId(), openid, clock.instant(), ticket));
    return isNew ? "subscribe" : "SCAN";
  }

  /** Follows the account without a code; false when the user did so already. */
  public boolean follow(String openid) {
    boolean isNew = followers.follow(openid, null);
    if (isNew) {
      allowances.acted(openid);
      pusher.push(AccountEvent.subscribe(keys.originalId(), openid, clock.instant(), null));
    }
    return isNew;
  }

  /** Makes users who follow, without telling the account's server; answers how many were new. */
  public int makeFollowers(String prefix, int count) {
    int made = 0;
    for (int number = 1; number <= count; number++) {
      made += followers.follow(madeOpenid(prefix, number), null) ? 1 : 0;
    }
    return made;
  }

  /** Forgets all users whose openids begin so; answers how many. */
  public int forgetFollowers(String prefix) {
    List<String> made =
        followers.all().stream()
            .map(Follower::openid)
            .filter(openid -> openid.startsWith(prefix))
            .toList();
    made.forEach(followers::forget);
    return made.size();
  }

  /** How many follow. */
  public long following() {
    return followers.all().stream().filter(Follower::follows).count();
  }

  private static String madeOpenid(String prefix, int number) {
    return prefix + "%06d".formatted(number);
  }

  /** Leaves the account; false when the user was no follower. */
  public boolean unfollow(String openid) {
    boolean left = followers.unfollow(openid);
    if (left) {
      allowances.left(openid);
      pusher.push(AccountEvent.unsubscribe(keys.originalId(), openid, clock.instant()));
    }
    return left;
  }

  /** Writes to the account; false when the user is no follower and cannot. */
  public boolean text(String openid, String content) {
    if (!followers.follows(openid)) {
      return false;
    }
    allowances.wrote(openid);
    pusher.push(AccountEvent.text(keys.originalId(), openid, clock.instant(), content));
    return true;
  }

  /** Taps a button; answers the event that was pushed, if the button has one. */
  public Optional<MenuEvent> tap(String openid, Menus.Menu menu, MenuButton button) {
    Optional<MenuEvent> event = MenuEvent.of(button, menu.menuId());
    event.ifPresent(tapped -> push(openid, tapped));
    return event;
  }

  private void push(String openid, MenuEvent tapped) {
    if (tapped.opensConversation()) {
      allowances.acted(openid);
    }
    pusher.push(AccountEvent.menu(keys.originalId(), openid, clock.instant(), tapped));
  }

  void templateDone(String openid, long msgId, String report, Duration delay) {
    pusher.push(
        AccountEvent.templateDone(keys.originalId(), openid, clock.instant(), msgId, report),
        delay);
  }
}
