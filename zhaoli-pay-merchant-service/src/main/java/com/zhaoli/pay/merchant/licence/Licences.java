package com.zhaoli.pay.merchant.licence;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.merchant.licence.internal.LicenceStore;
import com.zhaoli.pay.merchant.member.Merchants;
import com.zhaoli.pay.merchant.trail.AuditAction;
import com.zhaoli.pay.merchant.trail.AuditLog;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Pictures of business licences. An onboarding has at most one that is not submitted; a submitted
 * one never changes, so that what an operator decided on can be looked at later.
 */
@Service
public class Licences {
  private static final long WAIT_SECONDS = 3;
  private static final long RETRY_SECONDS = 2;

  private final LicenceStore store;
  private final Merchants merchants;
  private final AuditLog auditLog;
  private final Clock clock;
  private final TransactionTemplate transaction;

  /** Unpacked pictures are large, and the service's memory is small. */
  private final Semaphore drawing = new Semaphore(1, true);

  Licences(
      LicenceStore store,
      Merchants merchants,
      AuditLog auditLog,
      Clock clock,
      TransactionTemplate transaction) {
    this.store = store;
    this.merchants = merchants;
    this.auditLog = auditLog;
    this.clock = clock;
    this.transaction = transaction;
  }

  /**
   * Draws a picture that was sent, one at a time.
   *
   * @throws ApiException BODY_TOO_LARGE, LICENCE_PICTURE_INVALID, or RATE_LIMITED when too many
   *     come at once
   */
  public LicencePicture draw(byte[] sent) {
    boolean mayDraw = false;
    try {
      mayDraw = drawing.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!mayDraw) {
      throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, RETRY_SECONDS);
    }
    try {
      return LicencePicture.draw(sent);
    } finally {
      drawing.release();
    }
  }

  /** Keeps a picture in place of the one not submitted yet. The caller holds the onboarding. */
  public void keep(String qrToken, LicencePicture picture) {
    store.removeDraft(qrToken);
    store.insert(Ids.withPrefix("lic_"), qrToken, picture, clock.instant());
  }

  /** Removes the picture of an onboarding that is not submitted. */
  public void removeDraft(String qrToken) {
    store.removeDraft(qrToken);
  }

  /** The newest picture of an onboarding, a JPEG. */
  public Optional<byte[]> latest(String qrToken) {
    return store.latest(qrToken).flatMap(store::content);
  }

  /** Whether an onboarding has a picture. */
  public boolean has(String qrToken) {
    return store.latest(qrToken).isPresent();
  }

  /**
   * The new merchant applies with the onboarding's newest picture. The caller holds the onboarding.
   *
   * @throws ApiException LICENCE_REQUIRED when there is none
   */
  public void submit(String qrToken, String merchantNo) {
    String licenceNo =
        store.latest(qrToken).orElseThrow(() -> new ApiException(ErrorCode.LICENCE_REQUIRED));
    store.submit(licenceNo, merchantNo);
  }

  /**
   * The picture a merchant applied with, a JPEG, for an operator, whose look at it is on record
   * before it is given.
   *
   * @throws ApiException MERCHANT_NOT_FOUND, LICENCE_NOT_FOUND
   */
  public byte[] show(String merchantNo, String operatorNo) {
    merchants.requireKnown(merchantNo);
    byte[] picture =
        store
            .ofMerchant(merchantNo)
            .flatMap(store::content)
            .orElseThrow(() -> new ApiException(ErrorCode.LICENCE_NOT_FOUND));
    transaction.executeWithoutResult(
        status -> auditLog.append(operatorNo, AuditAction.LICENCE_VIEWED, merchantNo, null));
    return picture;
  }
}
