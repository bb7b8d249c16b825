package com.zhaoli.pay.merchant.member;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.merchant.member.internal.MerchantStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/**
 * The register of merchants. Of two concurrent calls for the same credit code or the same move, the
 * database lets exactly one through. Callers hold the transaction.
 */
@Service
public class Merchants {
  private final MerchantStore store;
  private final Clock clock;

  Merchants(MerchantStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Takes an application.
   *
   * @throws ApiException CREDIT_CODE_TAKEN when a merchant that is not rejected has the code; it
   *     tells nothing about that merchant
   */
  public String register(MerchantApplication application) {
    String merchantNo = Ids.merchantNo();
    try {
      store.insert(merchantNo, application, clock.instant());
    } catch (DuplicateKeyException e) {
      throw new ApiException(ErrorCode.CREDIT_CODE_TAKEN, e);
    }
    return merchantNo;
  }

  public Optional<MerchantBO> find(String merchantNo) {
    return store.find(merchantNo);
  }

  /**
   * The merchant.
   *
   * @throws ApiException MERCHANT_NOT_FOUND
   */
  public MerchantBO get(String merchantNo) {
    return find(merchantNo).orElseThrow(() -> new ApiException(ErrorCode.MERCHANT_NOT_FOUND));
  }

  /**
   * The merchant's status, for who needs to see nothing personal of it.
   *
   * @throws ApiException MERCHANT_NOT_FOUND
   */
  public MerchantStatus statusOf(String merchantNo) {
    return store
        .statusOf(merchantNo)
        .orElseThrow(() -> new ApiException(ErrorCode.MERCHANT_NOT_FOUND));
  }

  /**
   * Refuses the number of nobody.
   *
   * @throws ApiException MERCHANT_NOT_FOUND
   */
  public void requireKnown(String merchantNo) {
    statusOf(merchantNo);
  }

  /**
   * Merchants after {@code after} in the order they applied.
   *
   * @param search a part of the name, or the whole number or credit code
   */
  public List<MerchantBO> list(
      @Nullable MerchantStatus status, @Nullable String search, @Nullable String after, int limit) {
    return store.list(status, search, after, limit);
  }

  /** Numbers of suspended merchants behind {@code after}, ascending. */
  public List<String> suspended(String after, int limit) {
    return store.numbers(MerchantStatus.SUSPENDED, after, limit);
  }

  /**
   * Moves an application to its end.
   *
   * @throws ApiException MERCHANT_NOT_FOUND, or MERCHANT_STATE_INVALID when it was decided before
   */
  public void decide(MerchantDecision decision) {
    if (!MerchantStatus.SUBMITTED.canMoveTo(decision.status())) {
      throw new IllegalArgumentException("not a decision: " + decision.status());
    }
    if (!store.decide(decision)) {
      MerchantBO merchant = get(decision.merchantNo());
      throw ApiException.of(ErrorCode.MERCHANT_STATE_INVALID, "status", merchant.status().name());
    }
  }

  /**
   * Suspends an approved merchant, or resumes a suspended one.
   *
   * @throws ApiException MERCHANT_NOT_FOUND, or MERCHANT_STATE_INVALID when it does not stand so
   */
  public void move(String merchantNo, MerchantStatus from, MerchantStatus to) {
    if (from == MerchantStatus.SUBMITTED || !from.canMoveTo(to)) {
      throw new IllegalArgumentException("not a move: " + from + " to " + to);
    }
    if (!store.move(get(merchantNo).merchantNo(), from, to)) {
      throw ApiException.of(
          ErrorCode.MERCHANT_STATE_INVALID, "status", get(merchantNo).status().name());
    }
  }

  /** Has the credentials shown once more, as after the approval; false unless it is approved. */
  public boolean reopenCredentials(String merchantNo) {
    return store.reopenCredentials(merchantNo);
  }

  /** The salt that every signature of the merchant's apps contains; empty before the approval. */
  public Optional<String> salt(String merchantNo) {
    return store.salt(merchantNo);
  }

  /** Notes that the credentials are shown; true for the first time only. */
  public boolean showCredentials(String merchantNo, Instant at) {
    return store.showCredentials(merchantNo, at);
  }

  /** Ends the showing of the credentials; true for the one call that did. */
  public boolean confirmCredentials(String merchantNo, Instant at) {
    return store.confirmCredentials(merchantNo, at);
  }
}
