package com.zhaoli.pay.notify.deadletter;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.BatchFormatException;
import com.zhaoli.pay.common.message.BatchMember;
import com.zhaoli.pay.notify.log.LetterlessDeliveries;
import com.zhaoli.pay.notify.log.LetterlessDeliveries.GivenUp;
import com.zhaoli.pay.notify.log.MemberReader;
import com.zhaoli.pay.notify.settings.DispatchMode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Dispatch mode rabbit: a dead letter goes through the broker, which may lose it (a queue that was
 * purged, or a broker that drops what was given back too often). Its delivery is in the log then as
 * given up, and nobody would try or tell of it any more. So each delivery is looked at once when
 * what is tried at the usual times is over, and once more a day later, for what took longer.
 *
 * <p>What is only late does no harm: whichever copy is stored first is the dead letter, and the
 * other finds it and changes nothing, whatever became of it meanwhile.
 */
@Component
@DispatchMode.Rabbit
class MissingDeadLetters {
  private static final Logger log = LoggerFactory.getLogger(MissingDeadLetters.class);
  private static final String PREFIX = "ntf_";
  private static final int AT_ONCE = 1_000;

  /** In a run, so that it reads three thousand rows a second at most. */
  private static final int PORTIONS = 30;

  private static final long INTERVAL_MILLIS = 10_000;

  /** What an instance that just started looks back for, since others may have stopped before. */
  private static final Duration BACK = Duration.ofDays(1);

  private final LetterlessDeliveries deliveries;
  private final DeadLetters deadLetters;
  private final MemberReader reader;
  private final Clock clock;
  private final List<Walk> walks;

  MissingDeadLetters(
      LetterlessDeliveries deliveries, DeadLetters deadLetters, MemberReader reader, Clock clock) {
    this.deliveries = deliveries;
    this.deadLetters = deadLetters;
    this.reader = reader;
    this.clock = clock;
    this.walks = List.of(walk(Duration.ofMinutes(10)), walk(Duration.ofDays(1)));
  }

  private Walk walk(Duration age) {
    return new Walk(age, Ids.lowest(PREFIX, clock.instant().minus(age).minus(BACK)));
  }

  @Scheduled(fixedDelay = INTERVAL_MILLIS)
  void store() {
    int left = PORTIONS;
    for (Walk walk : walks) {
      try {
        left = goOn(walk, left);
      } catch (DataAccessException | TransactionException e) {
        log.warn("Dead letters that are missing are not looked for: {}", e.getMessage());
      }
    }
  }

  /** What it leaves of the portions. */
  private int goOn(Walk walk, int portions) {
    String before = Ids.lowest(PREFIX, clock.instant().minus(walk.age));
    int left = portions;
    while (left > 0) {
      LetterlessDeliveries.Portion portion = deliveries.next(walk.after, before, AT_ONCE);
      if (portion == null) {
        return left;
      }
      portion.found().forEach(this::store);
      walk.after = portion.upTo();
      left--;
    }
    return left;
  }

  private void store(GivenUp delivery) {
    try {
      for (BatchMember member : reader.split(reader.single(delivery.payload()))) {
        if (member instanceof BatchMember.Intact intact) {
          log.info("{} was given up and has no dead letter so far", delivery.notificationNo());
          deadLetters.store(
              DeadLetter.of(
                  intact.event(),
                  intact.bytes(),
                  delivery.kind(),
                  delivery.target(),
                  delivery.reason(),
                  delivery.attempts()));
        } else {
          log.error("The stored event of {} can no longer be read", delivery.notificationNo());
        }
      }
    } catch (BatchFormatException e) {
      log.error("The stored event of {} can no longer be read", delivery.notificationNo(), e);
    } catch (DataIntegrityViolationException e) {
      // Wrong in itself: the next one is not to wait behind it for ever.
      log.error("No dead letter can be stored for {}", delivery.notificationNo(), e);
    }
  }

  /** Through the log, always so far behind what is made now. */
  private static final class Walk {
    private final Duration age;
    private String after;

    Walk(Duration age, String after) {
      this.age = age;
      this.after = after;
    }
  }
}
