package com.zhaoli.pay.payment.store;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.payment.store.internal.StoreStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** The stores of merchants. */
@Service
public class Stores {
  private static final int MAX_PAGE = 200;
  private static final Pattern STORE_NO = Pattern.compile("[0-9A-Za-z_]{1,32}");

  /** Two codes of 50 random bits are hardly ever equal; three times in a row is a broken source. */
  private static final int MAX_CODES_TRIED = 3;

  private final StoreStore store;
  private final Clock clock;

  Stores(StoreStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * A store, and whether this request made it.
   *
   * @param created false when it was there already
   */
  public record Creation(StoreBO store, boolean created) {}

  /**
   * Makes a store. With a storeId the same request may be sent again and makes one store; without
   * one, each makes another.
   *
   * @throws ApiException REQUEST_INVALID; STORE_ID_TAKEN when the storeId has another name
   */
  public Creation create(
      String merchantNo, String appId, @Nullable String name, @Nullable String storeId) {
    Map<String, String> problems = new TreeMap<>();
    String checkedName = StoreName.requireName(name, problems);
    StoreName.checkStoreId(storeId, problems);
    StoreName.refuseIfAny(problems);
    for (int tried = 1; ; tried++) {
      Instant now = clock.instant();
      StoreBO made =
          new StoreBO(
              Ids.withPrefix("sto_"),
              StoreCode.next(),
              merchantNo,
              appId,
              storeId,
              checkedName,
              StoreStatus.OPEN,
              now);
      try {
        store.insert(made);
        return new Creation(made, true);
      } catch (DuplicateKeyException e) {
        Optional<StoreBO> existing =
            storeId == null ? Optional.empty() : store.findByStoreId(merchantNo, storeId);
        if (existing.isPresent()) {
          return new Creation(requireSameName(existing.get(), checkedName), false);
        }
        if (tried == MAX_CODES_TRIED) {
          throw e;
        }
      }
    }
  }

  private static StoreBO requireSameName(StoreBO existing, String name) {
    if (!existing.name().equals(name)) {
      throw new ApiException(ErrorCode.STORE_ID_TAKEN, Map.of("storeCode", existing.storeCode()));
    }
    return existing;
  }

  /**
   * The merchant's store.
   *
   * @throws ApiException STORE_NOT_FOUND, also when it is another merchant's
   */
  public StoreBO get(String merchantNo, String storeCode) {
    return find(storeCode)
        .filter(found -> found.merchantNo().equals(merchantNo))
        .orElseThrow(() -> new ApiException(ErrorCode.STORE_NOT_FOUND));
  }

  /**
   * The merchant's store of this {@linkplain StoreBO#label() label}.
   *
   * @throws ApiException STORE_NOT_FOUND
   */
  public StoreBO labelled(String merchantNo, String label) {
    return store
        .findByStoreId(merchantNo, label)
        .or(() -> find(label).filter(found -> found.merchantNo().equals(merchantNo)))
        .filter(found -> found.label().equals(label))
        .orElseThrow(() -> new ApiException(ErrorCode.STORE_NOT_FOUND));
  }

  /** The store with this code, whosever it is. */
  public Optional<StoreBO> find(String storeCode) {
    return StoreCode.isShape(storeCode) ? store.findByCode(storeCode) : Optional.empty();
  }

  /**
   * The merchant's stores in the order they were made.
   *
   * @param after the storeNo behind which to go on; null for the first page
   */
  public List<StoreBO> list(String merchantNo, @Nullable String after, int limit) {
    Map<String, String> problems = new TreeMap<>();
    if (limit < 1 || limit > MAX_PAGE) {
      problems.put("limit", "must be 1 to " + MAX_PAGE);
    }
    if (after != null && !STORE_NO.matcher(after).matches()) {
      problems.put("after", "must be the next of an earlier page");
    }
    StoreName.refuseIfAny(problems);
    return store.list(merchantNo, after == null ? "" : after, limit);
  }

  /**
   * Changes what is given of a store.
   *
   * @throws ApiException STORE_NOT_FOUND; REQUEST_INVALID
   */
  public StoreBO change(
      String merchantNo, String storeCode, @Nullable String name, @Nullable StoreStatus status) {
    StoreBO before = get(merchantNo, storeCode);
    Map<String, String> problems = new TreeMap<>();
    String checkedName = name == null ? before.name() : StoreName.requireName(name, problems);
    StoreName.refuseIfAny(problems);
    store.update(
        merchantNo, before.storeNo(), name == null ? null : checkedName, status, clock.instant());
    return get(merchantNo, storeCode);
  }
}
