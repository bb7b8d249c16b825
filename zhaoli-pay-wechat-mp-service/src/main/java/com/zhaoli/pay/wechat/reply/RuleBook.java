package com.zhaoli.pay.wechat.reply;

import com.zhaoli.pay.wechat.account.AccountProperties;
import com.zhaoli.pay.wechat.reply.internal.ReplyRuleStore;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The rules in memory. Every instance asks Redis often, and the database every tenth time, whether
 * their version rose, so that a change is in force everywhere within a second, and with Redis lost
 * within ten polls. While the database does not answer, the rules known before count.
 */
@Component
class RuleBook {
  /** Of one account: more than operators need; it bounds what one message costs. */
  static final int MAX_RULES = 500;

  private static final int MAX_IN_ALL = AccountProperties.MAX_ACCOUNTS * MAX_RULES;

  private static final Logger log = LoggerFactory.getLogger(RuleBook.class);
  private static final String VERSION_KEY = "zhaoli:wechat:reply-rules:version";
  private static final int POLLS_PER_CHECK = 10;
  private static final long UNREAD = -1;

  private final ReplyRuleStore store;
  private final StringRedisTemplate redis;
  private volatile RuleSet rules = new RuleSet(UNREAD, List.of());
  private int polls;

  /** What Redis named when the rules were read for it last; the database may never have had it. */
  private long heeded = UNREAD;

  private boolean redisIsLost;

  RuleBook(ReplyRuleStore store, StringRedisTemplate redis) {
    this.store = store;
    this.redis = redis;
  }

  /** The rules as they are known. */
  RuleSet rules() {
    RuleSet known = rules;
    return known.version() == UNREAD ? load() : known;
  }

  /** A change of rules is committed: they count here from now on, and elsewhere soon. */
  void changed() {
    try {
      redis.opsForValue().set(VERSION_KEY, String.valueOf(load().version()));
    } catch (DataAccessException e) {
      log.warn("The change of rules is told to nobody; all find it by themselves", e);
    }
  }

  @Scheduled(fixedDelayString = "${zhaoli.wechat.reply.rules-poll:500ms}")
  void poll() {
    boolean check = polls++ % POLLS_PER_CHECK == 0;
    long known = rules.version();
    try {
      long told = told();
      boolean isNews = told > known && told != heeded;
      if (isNews || (check && store.version() != known)) {
        load();
      }
      heeded = told;
    } catch (DataAccessException e) {
      log.warn("The rules cannot be read; those of version {} count on: {}", known, e.getMessage());
    }
  }

  /** The version that Redis names; none where it is lost or names nonsense. */
  private long told() {
    try {
      String told = redis.opsForValue().get(VERSION_KEY);
      redisIsLost = false;
      return told == null ? UNREAD : Long.parseLong(told);
    } catch (DataAccessException e) {
      if (!redisIsLost) {
        redisIsLost = true;
        log.warn("Redis does not answer; the database is asked for new rules");
      }
      return UNREAD;
    } catch (NumberFormatException e) {
      return UNREAD;
    }
  }

  /** The version first: rules that change meanwhile are then newer than it, and read again. */
  private synchronized RuleSet load() {
    long version = store.version();
    RuleSet loaded = new RuleSet(version, store.all(MAX_IN_ALL));
    rules = loaded;
    log.info("Reply rules of version {}", version);
    return loaded;
  }
}
