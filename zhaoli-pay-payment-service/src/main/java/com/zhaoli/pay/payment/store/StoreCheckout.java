package com.zhaoli.pay.payment.store;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.suspension.SuspendedMerchants;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Makes the payment for which a payer entered the amount at a store's QR code. */
@Service
public class StoreCheckout {
  private static final Pattern FORM_ID = Pattern.compile("[0-9A-Za-z_\\-]{16,64}");
  private static final String OUT_TRADE_NO_PREFIX = "SQ";
  private static final int OUT_TRADE_NO_LENGTH = 32;

  private final Stores stores;
  private final SuspendedMerchants suspended;
  private final QrOrders orders;
  private final StoreRateLimit limit;

  StoreCheckout(
      Stores stores, SuspendedMerchants suspended, QrOrders orders, StoreRateLimit limit) {
    this.stores = stores;
    this.suspended = suspended;
    this.orders = orders;
    this.limit = limit;
  }

  /**
   * What a payer entered.
   *
   * @param amount yuan, as typed
   * @param formId made anew for each form: a form that is sent twice makes one payment
   */
  public record Entry(@Nullable String amount, @Nullable String note, @Nullable String formId) {}

  /**
   * Makes the payment.
   *
   * @param address where the request comes from
   * @return its pay token
   * @throws ApiException STORE_NOT_FOUND; STORE_CLOSED; MERCHANT_SUSPENDED; REQUEST_INVALID;
   *     RATE_LIMITED; OUT_TRADE_NO_CONFLICT when the form was sent with other content before
   */
  public String pay(String storeCode, Entry entry, String address) {
    StoreBO store =
        stores.find(storeCode).orElseThrow(() -> new ApiException(ErrorCode.STORE_NOT_FOUND));
    limit.admit(storeCode, address);
    if (store.status() == StoreStatus.CLOSED) {
      throw new ApiException(ErrorCode.STORE_CLOSED);
    }
    suspended.requireNot(store.merchantNo());
    Map<String, String> problems = new TreeMap<>();
    Optional<Money> amount = amount(entry, problems);
    String note = StoreName.note(entry.note(), problems);
    String formId = entry.formId();
    if (formId == null || !FORM_ID.matcher(formId).matches()) {
      problems.put("formId", "must be 16 to 64 of 0-9 A-Z a-z _ -");
    }
    StoreName.refuseIfAny(problems);
    return orders.create(store, outTradeNo(storeCode, formId), amount.orElseThrow(), note);
  }

  private static Optional<Money> amount(Entry entry, Map<String, String> problems) {
    String typed = entry.amount();
    Optional<Money> amount = typed == null ? Optional.empty() : YuanAmount.parse(typed);
    if (amount.isEmpty()) {
      problems.put("amount", "must be 0.01 to 50000.00 yuan with at most two decimals");
    }
    return amount;
  }

  /** The merchant's order number of a form: the same form has the same. */
  private static String outTradeNo(String storeCode, @Nullable String formId) {
    return (OUT_TRADE_NO_PREFIX + DigestUtils.sha256Hex(storeCode + "." + formId))
        .substring(0, OUT_TRADE_NO_LENGTH);
  }
}
