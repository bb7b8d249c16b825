package com.zhaoli.pay.wechat.message;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt makes of a message.
 *
 * <p>That it was not sent is the whole truth only where no attempt before may have reached WeChat;
 * otherwise the message stays unknown.
 *
 * @param event what the attempt itself came to
 * @param forgetsFirst whether no attempt has reached WeChat so far
 * @param nextAttemptAt when to go on; null for not at all; of what was sent, until when its report
 *     is waited for where its number is not known
 */
public record Settlement(
    MessageStatus status,
    MessageEvent event,
    @Nullable String wechatMsgId,
    @Nullable Integer errorCode,
    @Nullable String problem,
    boolean forgetsFirst,
    @Nullable Instant nextAttemptAt) {

  /** WeChat guards a client_msg_id for ten minutes; one is left for clocks and the way there. */
  static final Duration GUARD = Duration.ofMinutes(9);

  /**
   * How long WeChat's report is looked for of a message whose number is not known: longer than a
   * report waits for its message.
   */
  static final Duration REPORTED_WITHIN = Duration.ofMinutes(15);

  private static final String NO_NUMBER =
      "WeChat had taken it before (45065), and its number is not known";

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /** A fault of ours is not mended in seconds; a change of the template wakes it at once. */
  private static final Duration SHORTEST_REPAIR = Duration.ofMinutes(10);

  private static final Duration LONGEST_REPAIR = Duration.ofHours(3);
  private static final int MAX_DOUBLINGS = 10;

  /**
   * Settles an attempt.
   *
   * @param message as claimed at {@code claimedAt}
   * @param stoppedUntil when WeChat takes messages of the account again; null when it does now
   */
  static Settlement of(
      TemplateMessageBO message,
      Instant claimedAt,
      SendOutcome outcome,
      Instant now,
      @Nullable Instant stoppedUntil) {
    if (outcome instanceof SendOutcome.Accepted accepted) {
      String number = accepted.wechatMsgId();
      return new Settlement(
          MessageStatus.SENT,
          MessageEvent.SENT,
          number,
          null,
          number == null ? NO_NUMBER : null,
          false,
          number == null ? now.plus(REPORTED_WITHIN) : null);
    }
    if (outcome instanceof SendOutcome.Refused refused) {
      return new Settlement(
          MessageStatus.REFUSED,
          MessageEvent.REFUSED,
          null,
          refused.errcode(),
          refused.problem(),
          false,
          null);
    }
    boolean first = claimedAt.equals(message.firstSentAt());
    if (outcome instanceof SendOutcome.Misconfigured misconfigured) {
      return notSent(
          message,
          first ? MessageStatus.MISCONFIGURED : MessageStatus.UNKNOWN,
          MessageEvent.MISCONFIGURED,
          misconfigured.errcode(),
          misconfigured.problem(),
          first,
          now.plus(doubled(SHORTEST_REPAIR, message.attempts(), LONGEST_REPAIR)));
    }
    if (outcome instanceof SendOutcome.NotSent later) {
      Instant next =
          stoppedUntil == null
              ? now.plus(doubled(SHORTEST_PAUSE, message.attempts(), LONGEST_PAUSE))
              : stoppedUntil;
      return notSent(
          message,
          first ? MessageStatus.NOT_SENT : MessageStatus.UNKNOWN,
          MessageEvent.NOT_SENT,
          later.errcode(),
          later.problem(),
          first,
          next);
    }
    String problem = ((SendOutcome.Unknown) outcome).problem();
    return new Settlement(
        MessageStatus.UNKNOWN,
        MessageEvent.UNKNOWN,
        null,
        null,
        problem,
        false,
        whileGuarded(
            message, now.plus(doubled(SHORTEST_PAUSE, message.attempts(), LONGEST_PAUSE))));
  }

  private static Settlement notSent(
      TemplateMessageBO message,
      MessageStatus status,
      MessageEvent event,
      @Nullable Integer errorCode,
      String problem,
      boolean first,
      Instant next) {
    Instant goesOn =
        first ? (next.isBefore(message.giveUpAt()) ? next : null) : whileGuarded(message, next);
    return new Settlement(status, event, null, errorCode, problem, first, goesOn);
  }

  /** At the end of the guard the message is given up, for which somebody has to look at it. */
  private static Instant whileGuarded(TemplateMessageBO message, Instant next) {
    Instant first = message.firstSentAt();
    if (first == null) {
      return next;
    }
    Instant end = first.plus(GUARD);
    return next.isBefore(end) ? next : end;
  }

  /** Whether the service lets the message be from now on, though it was not sent. */
  boolean givesUp() {
    return nextAttemptAt == null
        && (status == MessageStatus.NOT_SENT || status == MessageStatus.MISCONFIGURED);
  }

  private static Duration doubled(Duration shortest, int attempts, Duration longest) {
    Duration pause = shortest.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
