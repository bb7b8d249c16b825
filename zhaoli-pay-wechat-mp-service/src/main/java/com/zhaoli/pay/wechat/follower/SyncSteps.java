package com.zhaoli.pay.wechat.follower;

import com.zhaoli.pay.wechat.account.WechatRefusal;
import com.zhaoli.pay.wechat.account.WechatSilence;
import com.zhaoli.pay.wechat.follower.FollowerAnswers.Answer;
import com.zhaoli.pay.wechat.follower.internal.FollowerStore;
import com.zhaoli.pay.wechat.follower.internal.FollowerStore.Following;
import com.zhaoli.pay.wechat.follower.internal.SyncRunStore;
import com.zhaoli.pay.wechat.follower.internal.TagStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The steps of a sync. Each asks WeChat first, with no transaction open, and then stores what was
 * told together with how far the run came; where the run is no longer its owner's, nothing is
 * stored.
 */
@Component
class SyncSteps {
  /** Far more than a step takes: two calls at the client's time-outs, and what is stored. */
  static final Duration LEASE = Duration.ofMinutes(1);

  private static final int CHUNK = WechatFollowers.ASKED_AT_ONCE;
  private static final int WINDOW = 2_000;
  private static final int UNBLOCKED_AT_ONCE = 500;
  private static final int MENDED_AT_ONCE = 500;

  /** A list that is so much longer than WeChat's own count is no list. */
  private static final int TOO_MANY = 1_000_000;

  private final WechatFollowers wechat;
  private final FollowerAnswers answers;
  private final FollowerStore followers;
  private final TagStore tags;
  private final SyncRunStore runs;
  private final TransactionTemplate transaction;
  private final Clock clock;

  SyncSteps(
      WechatFollowers wechat,
      FollowerAnswers answers,
      FollowerStore followers,
      TagStore tags,
      SyncRunStore runs,
      TransactionTemplate transaction,
      Clock clock) {
    this.wechat = wechat;
    this.answers = answers;
    this.followers = followers;
    this.tags = tags;
    this.runs = runs;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** The run belongs to another owner now, or has ended. */
  static final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost() {
      super("the run has another owner or has ended", null, false, false);
    }
  }

  private interface Writing {
    void write();
  }

  /**
   * Goes on by some steps, at most those of one page; false when the run is complete.
   *
   * @param mayGoOn asked between steps
   */
  boolean advance(SyncRunBO run, String owner, BooleanSupplier mayGoOn)
      throws WechatRefusal, WechatSilence {
    return switch (run.phase()) {
      case TAGS -> {
        readTags(run, owner);
        yield true;
      }
      case FOLLOWERS -> {
        readFollowers(run, owner, mayGoOn);
        yield true;
      }
      case BLACKLIST -> {
        readBlacklist(run, owner, mayGoOn);
        yield true;
      }
      case ABSENT -> askAboutTheAbsent(run, owner);
    };
  }

  /** Leads on from a list that WeChat does not let this account read. */
  void skipBlacklist(SyncRunBO run, String owner) {
    store(run, owner, SyncStep.to(SyncPhase.ABSENT, "0").after(1), () -> {});
  }

  /** Reads the list of this phase from its beginning again. */
  void beginPhaseAgain(SyncRunBO run, String owner) {
    store(run, owner, SyncStep.to(run.phase(), "").after(1).again(), () -> {});
  }

  private void readTags(SyncRunBO run, String owner) throws WechatRefusal, WechatSilence {
    Instant askedAt = clock.instant();
    List<TagBO> told = wechat.tags(run.account(), askedAt);
    store(
        run,
        owner,
        SyncStep.to(SyncPhase.FOLLOWERS, "").after(1),
        () -> tags.refresh(run.account(), told, askedAt));
  }

  private void readFollowers(SyncRunBO run, String owner, BooleanSupplier mayGoOn)
      throws WechatRefusal, WechatSilence {
    WechatFollowers.Page page = page(run, wechat.followers(run.account(), run.position()));
    if (page.openids().isEmpty()) {
      store(
          run,
          owner,
          SyncStep.to(SyncPhase.BLACKLIST, "").read(page.total(), 0).after(1),
          () -> {});
      return;
    }
    int calls = 1;
    for (List<String> chunk : chunks(page.openids())) {
      if (!mayGoOn.getAsBoolean()) {
        return;
      }
      Answer answer = answers.ask(run.account(), chunk);
      SyncStep step =
          SyncStep.to(SyncPhase.FOLLOWERS, chunk.get(chunk.size() - 1))
              .read(page.total(), chunk.size())
              .after(calls + answer.calls());
      store(run, owner, step, () -> countFound(run, answer));
      calls = 0;
    }
  }

  private void readBlacklist(SyncRunBO run, String owner, BooleanSupplier mayGoOn)
      throws WechatRefusal, WechatSilence {
    WechatFollowers.Page page = page(run, wechat.blocked(run.account(), run.position()));
    if (page.openids().isEmpty()) {
      unblockOthers(run, owner);
      store(run, owner, SyncStep.to(SyncPhase.ABSENT, "0").after(1), () -> {});
      return;
    }
    int calls = 1;
    for (List<String> chunk : chunks(page.openids())) {
      if (!mayGoOn.getAsBoolean()) {
        return;
      }
      Answer answer = answers.ask(run.account(), chunk);
      SyncStep step =
          SyncStep.to(SyncPhase.BLACKLIST, chunk.get(chunk.size() - 1))
              .after(calls + answer.calls());
      store(
          run,
          owner,
          step,
          () -> {
            countFound(run, answer);
            followers.blocked(
                run.account(),
                chunk,
                answer.doNotFollow(),
                run.runNo(),
                answer.notFollowingAt(),
                answer.askedAt());
            runs.count(run.runNo(), 0, 0, chunk.size());
          });
      calls = 0;
    }
  }

  private void unblockOthers(SyncRunBO run, String owner) {
    storeSome(
        run,
        owner,
        UNBLOCKED_AT_ONCE,
        () ->
            followers.unblockOthers(
                run.account(), run.runNo(), run.startedAt(), UNBLOCKED_AT_ONCE));
  }

  /**
   * Of those who are gone since a time that has not come, all whom WeChat knows to follow were read
   * before: the others are gone since the run began.
   */
  private void mendGone(SyncRunBO run, String owner) {
    storeSome(
        run,
        owner,
        MENDED_AT_ONCE,
        () -> followers.mendGone(run.account(), run.startedAt(), clock.instant(), MENDED_AT_ONCE));
  }

  /** Writes some at a time, until there are fewer; the run stays where it is. */
  private void storeSome(SyncRunBO run, String owner, int atOnce, IntSupplier some) {
    int[] written = {atOnce};
    while (written[0] == atOnce) {
      store(
          run, owner, SyncStep.to(run.phase(), run.position()), () -> written[0] = some.getAsInt());
    }
  }

  /**
   * Those whom the list did not show may be gone, or came back behind the place that the list had
   * come to, or an error of the list left them out: WeChat says which. Who is known to follow since
   * the run began is none of them.
   */
  private boolean askAboutTheAbsent(SyncRunBO run, String owner)
      throws WechatRefusal, WechatSilence {
    List<Following> window =
        followers.following(run.account(), Long.parseLong(run.position()), WINDOW);
    if (window.isEmpty()) {
      mendGone(run, owner);
      return false;
    }
    List<String> absent = new ArrayList<>();
    long examined = 0;
    for (Following one : window) {
      examined = one.id();
      if (!run.runNo().equals(one.seenRun())
          && !one.isKnownSince(run.startedAt(), clock.instant())) {
        absent.add(one.openid());
      }
      if (absent.size() == CHUNK) {
        break;
      }
    }
    SyncStep step = SyncStep.to(SyncPhase.ABSENT, Long.toString(examined));
    if (absent.isEmpty()) {
      store(run, owner, step, () -> {});
      return true;
    }
    Answer answer = answers.ask(run.account(), absent);
    store(
        run,
        owner,
        step.after(answer.calls()),
        () -> {
          countFound(run, answer);
          int gone =
              followers.gone(
                  run.account(), answer.doNotFollow(), answer.notFollowingAt(), answer.askedAt());
          runs.count(run.runNo(), 0, gone, 0);
        });
    return true;
  }

  private void countFound(SyncRunBO run, Answer answer) {
    int found = followers.told(run.account(), answer.follow(), run.runNo(), answer.askedAt());
    runs.count(run.runNo(), found, 0, 0);
  }

  private void store(SyncRunBO run, String owner, SyncStep step, Writing writing) {
    transaction.executeWithoutResult(
        tx -> {
          if (!runs.checkpoint(run.runNo(), owner, step, clock.instant().plus(LEASE))) {
            throw new LeaseLost();
          }
          writing.write();
        });
  }

  /** A page that leads nowhere would be read for ever. */
  private static WechatFollowers.Page page(SyncRunBO run, WechatFollowers.Page page)
      throws WechatSilence {
    boolean endless = (long) run.read() > (long) run.total() + TOO_MANY;
    if (endless || (!run.position().isEmpty() && page.openids().contains(run.position()))) {
      throw new WechatSilence("the list has no end");
    }
    return page;
  }

  private static List<List<String>> chunks(List<String> openids) {
    List<List<String>> chunks = new ArrayList<>();
    for (int from = 0; from < openids.size(); from += CHUNK) {
      chunks.add(openids.subList(from, Math.min(openids.size(), from + CHUNK)));
    }
    return chunks;
  }
}
