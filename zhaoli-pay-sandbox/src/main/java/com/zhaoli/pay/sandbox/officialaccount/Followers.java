package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.journal.Journal;
import com.zhaoli.pay.sandbox.journal.JournaledMap;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who follows the account, and who did. */
@Component
final class Followers {
  private static final Pattern OPENID = Pattern.compile("[0-9A-Za-z_-]{1,64}");

  private final Clock clock;
  private final JournaledMap<Follower> followers;

  Followers(Journal journal, SandboxProperties properties, Clock clock) {
    this.clock = clock;
    this.followers =
        journal.open(
            "followers", Follower.class, properties.maxUsers(), follower -> !follower.follows());
  }

  private record Follower(String openid, boolean follows, Instant since) {}

  static boolean isOpenid(@Nullable String openid) {
    return openid != null && OPENID.matcher(openid).matches();
  }

  boolean follows(String openid) {
    return followers.get(openid).map(Follower::follows).orElse(false);
  }

  /** The user follows from now on; true when that is new. */
  synchronized boolean follow(String openid) {
    return set(openid, true);
  }

  /** The user follows no longer; true when that is new. */
  synchronized boolean unfollow(String openid) {
    return follows(openid) && set(openid, false);
  }

  private boolean set(String openid, boolean follows) {
    if (follows(openid) == follows) {
      return false;
    }
    followers.put(openid, new Follower(openid, follows, clock.instant()));
    return true;
  }
}
