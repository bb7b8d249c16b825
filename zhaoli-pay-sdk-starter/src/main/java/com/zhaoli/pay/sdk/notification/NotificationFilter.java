package com.zhaoli.pay.sdk.notification;

import com.zhaoli.pay.sdk.check.Checks;
import com.zhaoli.pay.sdk.http.ApiCaller;
import org.jspecify.annotations.Nullable;

/**
 * Which notifications to list.
 *
 * @param paymentNo of this payment alone; null for all
 * @param targetNo an endpoint or receiver; null for all
 * @param status null for all
 * @param limit 1 to 200 a page
 */
public record NotificationFilter(
    @Nullable String paymentNo,
    @Nullable String targetNo,
    @Nullable NotificationStatus status,
    int limit) {

  private static final int DEFAULT_LIMIT = 50;
  static final int MAX_LIMIT = 200;

  /**
   * Checks what does not depend on the platform.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public NotificationFilter {
    Checks.require(status != NotificationStatus.UNKNOWN, "status is not known");
    Checks.range("limit", limit, 1, MAX_LIMIT);
  }

  /** Begins a filter that lets everything through, fifty a page. */
  public static Builder builder() {
    return new Builder();
  }

  String query() {
    return "?limit="
        + limit
        + (paymentNo == null ? "" : "&paymentNo=" + ApiCaller.encode(paymentNo))
        + (targetNo == null ? "" : "&targetNo=" + ApiCaller.encode(targetNo))
        + (status == null ? "" : "&status=" + status);
  }

  /** Sets what is looked for. */
  public static final class Builder {
    private @Nullable String paymentNo;
    private @Nullable String targetNo;
    private @Nullable NotificationStatus status;
    private int limit = DEFAULT_LIMIT;

    private Builder() {}

    public Builder paymentNo(String value) {
      this.paymentNo = value;
      return this;
    }

    public Builder targetNo(String value) {
      this.targetNo = value;
      return this;
    }

    public Builder status(NotificationStatus value) {
      this.status = value;
      return this;
    }

    public Builder limit(int value) {
      this.limit = value;
      return this;
    }

    /**
     * The filter.
     *
     * @throws IllegalArgumentException when a field is wrong
     */
    public NotificationFilter build() {
      return new NotificationFilter(paymentNo, targetNo, status, limit);
    }
  }
}
