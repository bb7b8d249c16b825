package com.zhaoli.pay.wechat.scene;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.wechat.scene.internal.QrCodeStore;
import com.zhaoli.pay.wechat.trail.AuditAction;
import com.zhaoli.pay.wechat.trail.AuditLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Permanent QR codes as operators manage them. WeChat makes a limited number of them and takes none
 * back: a code is registered before WeChat is asked for it, and one whose answer was lost is asked
 * for again, for the same scene, until it is known. So no code is ever made that nobody knows of.
 * Each change is a compare-and-set on the code's version and put on record with it.
 */
@Service
public class QrCodes {
  private static final Logger log = LoggerFactory.getLogger(QrCodes.class);

  /** WeChat's errcode when there are as many permanent codes as there may be. */
  private static final int TOO_MANY = 45029;

  private static final int BATCH = 20;

  /** Longer than one call with a new token takes at the client's time-outs. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final QrCodeStore store;
  private final QrCodesAtWechat atWechat;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;
  private final Clock clock;

  QrCodes(
      QrCodeStore store,
      QrCodesAtWechat atWechat,
      AuditLog auditLog,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.atWechat = atWechat;
    this.auditLog = auditLog;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Makes a code. One that comes back as MAKING is made soon.
   *
   * @throws ApiException QR_CODE_EXISTS when the account has one of this label,
   *     QR_CODE_LIMIT_REACHED, WECHAT_REFUSED
   */
  public QrCodeBO create(String appId, QrCodeDraft draft, String operatorNo) {
    String scene = Ids.withPrefix("scn_");
    String owner = newOwner();
    Instant now = clock.instant();
    write(
        () -> {
          store.insert(scene, appId, draft, operatorNo, now, owner, now.plus(LEASE));
          auditLog.append(operatorNo, AuditAction.QR_CODE_CREATED, scene, described(draft));
        });
    attempt(get(appId, scene), owner);
    QrCodeBO made = get(appId, scene);
    if (made.state() == SceneState.REFUSED) {
      throw refusal(made);
    }
    return made;
  }

  /**
   * One code.
   *
   * @throws ApiException QR_CODE_NOT_FOUND
   */
  public QrCodeBO get(String appId, String scene) {
    return store
        .find(appId, scene)
        .orElseThrow(() -> new ApiException(ErrorCode.QR_CODE_NOT_FOUND));
  }

  /**
   * Codes of an account, the newest first.
   *
   * @param after only those older than this one
   */
  public List<QrCodeBO> page(String appId, @Nullable String after, int limit) {
    return store.page(appId, after == null ? "~" : after, limit);
  }

  /**
   * Changes what a code is called and what a scan gives; what is printed stays as it is.
   *
   * @throws ApiException QR_CODE_NOT_FOUND, QR_CODE_CONFLICT, QR_CODE_EXISTS, REQUEST_INVALID for
   *     another purpose
   */
  public QrCodeBO change(
      String appId, String scene, long expectedVersion, QrCodeDraft draft, String operatorNo) {
    if (get(appId, scene).draft().purpose() != draft.purpose()) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "purpose", "cannot be changed");
    }
    write(
        () -> {
          if (!store.change(scene, expectedVersion, draft, operatorNo, clock.instant())) {
            throw new ApiException(ErrorCode.QR_CODE_CONFLICT);
          }
          auditLog.append(operatorNo, AuditAction.QR_CODE_CHANGED, scene, described(draft));
        });
    return get(appId, scene);
  }

  /**
   * Puts a code in or out of force.
   *
   * @throws ApiException QR_CODE_NOT_FOUND, QR_CODE_CONFLICT
   */
  public QrCodeBO enable(
      String appId, String scene, long expectedVersion, boolean enabled, String operatorNo) {
    get(appId, scene);
    write(
        () -> {
          if (!store.enable(scene, expectedVersion, enabled, operatorNo, clock.instant())) {
            throw new ApiException(ErrorCode.QR_CODE_CONFLICT);
          }
          auditLog.append(
              operatorNo,
              enabled ? AuditAction.QR_CODE_ENABLED : AuditAction.QR_CODE_DISABLED,
              scene,
              "version " + expectedVersion);
        });
    return get(appId, scene);
  }

  /**
   * The days of a span on which a code was scanned.
   *
   * @throws ApiException QR_CODE_NOT_FOUND
   */
  public List<ScanDay> scans(String appId, String scene, LocalDate from, LocalDate to) {
    get(appId, scene);
    return store.scans(scene, from, to);
  }

  @Scheduled(fixedDelayString = "${zhaoli.wechat.qr-code-sweep-interval:2s}")
  void sweep() {
    for (String scene : store.due(clock.instant(), BATCH)) {
      Instant now = clock.instant();
      String owner = newOwner();
      store.lease(scene, owner, now, now.plus(LEASE)).ifPresent(code -> attempt(code, owner));
    }
  }

  /** Of one lease: who has lost it to another, of this process too, ends nothing of the other's. */
  private static String newOwner() {
    return Ids.withPrefix("qrm_");
  }

  private void attempt(QrCodeBO code, String owner) {
    Making making = atWechat.make(code.appId(), code.scene());
    Instant now = clock.instant();
    if (making instanceof Making.Made made) {
      store.made(code.scene(), owner, made.ticket(), made.url(), now);
    } else if (making instanceof Making.Refused refused) {
      log.warn("WeChat refused QR code {} with errcode {}", code.scene(), refused.errcode());
      store.refused(code.scene(), owner, refused.errcode(), now);
    } else if (making instanceof Making.Unclear unclear) {
      log.warn("QR code {} is not known to be made: {}", code.scene(), unclear.problem());
      store.postpone(code.scene(), owner, now.plus(pauseAfter(code.attempts())), unclear.problem());
    }
  }

  /** A second, doubled with each attempt, at most five minutes. */
  private static Duration pauseAfter(int attempts) {
    Duration pause = Duration.ofSeconds(1L << Math.min(attempts, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private void write(Runnable change) {
    try {
      transaction.executeWithoutResult(status -> change.run());
    } catch (DuplicateKeyException e) {
      throw new ApiException(ErrorCode.QR_CODE_EXISTS, e);
    }
  }

  private static ApiException refusal(QrCodeBO code) {
    Integer errcode = code.errorCode();
    return errcode != null && errcode == TOO_MANY
        ? new ApiException(ErrorCode.QR_CODE_LIMIT_REACHED)
        : new ApiException(
            ErrorCode.WECHAT_REFUSED, Map.of("errcode", String.valueOf(code.errorCode())));
  }

  private static String described(QrCodeDraft draft) {
    return "%s \"%s\", %d replies, reply key %s, tag %s"
        .formatted(
            draft.purpose(),
            draft.label(),
            draft.replies().size(),
            draft.replyKey() == null ? "none" : '"' + draft.replyKey() + '"',
            draft.tagId() == null ? "none" : draft.tagId());
  }
}
