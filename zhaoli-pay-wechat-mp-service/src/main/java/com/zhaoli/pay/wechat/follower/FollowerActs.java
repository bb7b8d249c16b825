package com.zhaoli.pay.wechat.follower;

import com.zhaoli.pay.wechat.follower.internal.FollowerStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The last acts of followers on their way to the database, written some at a time: a push need not
 * wait for it. An instance that dies loses those of a second, and while the database is away those
 * beyond {@link #MAX_NOTED}.
 */
@Component
class FollowerActs implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(FollowerActs.class);
  private static final int MAX_NOTED = 10_000;
  private static final int WRITTEN_AT_ONCE = 100;

  private final FollowerStore store;
  private final Clock clock;
  private final Map<Actor, Instant> noted = new ConcurrentHashMap<>();

  private record Actor(String appId, String openid) {}

  FollowerActs(FollowerStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  void note(String appId, String openid, Instant at) {
    if (noted.size() < MAX_NOTED) {
      noted.merge(new Actor(appId, openid), at, FollowerActs::later);
    }
  }

  @Scheduled(fixedDelayString = "${zhaoli.wechat.follower-act-interval:1s}")
  void write() {
    Map<String, List<String>> actors = new HashMap<>();
    noted
        .keySet()
        .forEach(
            actor ->
                actors.computeIfAbsent(actor.appId(), id -> new ArrayList<>()).add(actor.openid()));
    actors.forEach(
        (appId, openids) -> {
          for (int from = 0; from < openids.size(); from += WRITTEN_AT_ONCE) {
            write(appId, openids.subList(from, Math.min(openids.size(), from + WRITTEN_AT_ONCE)));
          }
        });
  }

  private void write(String appId, List<String> openids) {
    Map<String, Instant> acts = new HashMap<>();
    for (String openid : openids) {
      Instant at = noted.remove(new Actor(appId, openid));
      if (at != null) {
        acts.put(openid, at);
      }
    }
    if (acts.isEmpty()) {
      return;
    }
    try {
      store.acted(appId, acts, clock.instant());
    } catch (DataAccessException e) {
      log.warn("{} last acts of followers wait: {}", acts.size(), e.getClass().getSimpleName());
      acts.forEach((openid, at) -> note(appId, openid, at));
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  @Override
  public void destroy() {
    write();
  }
}
