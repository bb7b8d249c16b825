package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.journal.JournaledMap;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who follows the account, and who did. */
final class Followers {
  private static final Pattern OPENID = Pattern.compile("[0-9A-Za-z_-]{1,64}");

  private final Clock clock;
  private final JournaledMap<Follower> followers;

  Followers(AccountJournal journal, SandboxProperties properties, Clock clock) {
    this.clock = clock;
    this.followers =
        journal.open(
            "followers", Follower.class, properties.maxUsers(), follower -> !follower.follows());
  }

  static boolean isOpenid(@Nullable String openid) {
    return openid != null && OPENID.matcher(openid).matches();
  }

  boolean follows(String openid) {
    return followers.get(openid).map(Follower::follows).orElse(false);
  }

  Optional<Follower> find(String openid) {
    return followers.get(openid);
  }

  /** One who follows, or throws the errcode. */
  Follower following(@Nullable String openid) {
    return find(Objects.requireNonNullElse(openid, ""))
        .filter(Follower::follows)
        .orElseThrow(() -> new WechatError(40003, "invalid openid"));
  }

  /** All who follow, or did, those who came first at the beginning. */
  List<Follower> all() {
    return followers.values();
  }

  /** The user follows from now on; true when that is new. */
  synchronized boolean follow(String openid, @Nullable String scene) {
    Optional<Follower> known = followers.get(openid);
    if (known.map(Follower::follows).orElse(false)) {
      return false;
    }
    followers.put(
        openid,
        known
            .map(left -> left.back(clock.instant(), scene))
            .orElseGet(() -> Follower.from(openid, clock.instant(), scene)));
    return true;
  }

  /** The user follows no longer; true when that is new. */
  synchronized boolean unfollow(String openid) {
    if (!follows(openid)) {
      return false;
    }
    followers.change(openid, follower -> follower.left(clock.instant()));
    return true;
  }

  synchronized void change(String openid, UnaryOperator<Follower> change) {
    followers.change(openid, change);
  }

  /** As if the user had never been. */
  synchronized void forget(String openid) {
    followers.remove(openid);
  }
}
