package com.zhaoli.pay.wechat.follower;

import com.zhaoli.pay.wechat.account.WechatDay;
import com.zhaoli.pay.wechat.account.WechatRefusal;
import com.zhaoli.pay.wechat.account.WechatSilence;
import com.zhaoli.pay.wechat.follower.FollowerAnswers.Answer;
import com.zhaoli.pay.wechat.follower.internal.FollowerStore;
import com.zhaoli.pay.wechat.follower.internal.FollowerStore.ToAsk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks WeChat about those who began to follow, for what the event does not tell. A question that
 * got no answer comes up again a minute later.
 */
@Component
class FollowerQuestions {
  private static final Logger log = LoggerFactory.getLogger(FollowerQuestions.class);
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final FollowerStore store;
  private final FollowerAnswers answers;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Map<String, Instant> usedUpUntil = new ConcurrentHashMap<>();

  FollowerQuestions(
      FollowerStore store, FollowerAnswers answers, TransactionTemplate transaction, Clock clock) {
    this.store = store;
    this.answers = answers;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${zhaoli.wechat.follower-question-interval:2s}")
  void sweep() {
    Instant now = clock.instant();
    // As the column keeps it, so that it can be compared.
    Instant until = now.plus(LEASE).truncatedTo(ChronoUnit.MILLIS);
    store.toAsk(now, WechatFollowers.ASKED_AT_ONCE).stream()
        .filter(question -> store.putOff(question, until))
        .collect(
            Collectors.groupingBy(
                ToAsk::appId, Collectors.mapping(ToAsk::openid, Collectors.toList())))
        .forEach((appId, openids) -> ask(appId, openids, until));
  }

  private void ask(String appId, List<String> openids, Instant until) {
    Instant usedUp = usedUpUntil.get(appId);
    if (usedUp != null && clock.instant().isBefore(usedUp)) {
      return;
    }
    try {
      Answer answer = answers.ask(appId, openids);
      transaction.executeWithoutResult(
          tx -> {
            store.told(appId, answer.follow(), null, answer.askedAt());
            store.gone(appId, answer.doNotFollow(), answer.notFollowingAt(), answer.askedAt());
            store.answered(appId, openids, until);
          });
    } catch (WechatRefusal e) {
      if (e.errcode() == FollowerErrcodes.DAY_IS_USED_UP) {
        usedUpUntil.put(appId, WechatDay.next(clock.instant()));
      }
      log.warn("Questions about followers wait: {}", FollowerErrcodes.inWords(e.errcode()));
    } catch (WechatSilence e) {
      log.warn("Questions about followers wait: {}", e.getMessage());
    } catch (RuntimeException e) {
      // Such as an account that is not configured any more: the others' are asked all the same.
      log.warn("Questions about followers of {} wait: {}", appId, e.getClass().getSimpleName());
    }
  }
}
