package com.zhaoli.pay.e2e.faults.books;

import org.jspecify.annotations.Nullable;

/** Rows of the platform's database, as far as the rules look at them. Times are for people. */
public final class Rows {
  private Rows() {}

  /** A payment. */
  public record Payment(
      String paymentNo,
      String outTradeNo,
      String method,
      @Nullable String channel,
      String status,
      long amountFen,
      long refundReservedFen,
      long refundedFen,
      int eventVersion,
      @Nullable String attemptNo,
      @Nullable String channelTradeNo,
      @Nullable String failureCode,
      String createdAt,
      String expiresAt,
      @Nullable String paidAt) {

    /** Whether it took money, whatever of that went back since. */
    boolean isPaid() {
      return status.equals("SUCCEEDED")
          || status.equals("PARTIALLY_REFUNDED")
          || status.equals("REFUNDED");
    }
  }

  /** An order at a channel. */
  public record Attempt(
      String attemptNo,
      String paymentNo,
      String channel,
      @Nullable String method,
      String status,
      long amountFen,
      @Nullable String channelTradeNo,
      String createdAt,
      @Nullable String paidAt,
      @Nullable String nextSyncAt) {}

  /** A refund. */
  public record Refund(
      String refundNo,
      String paymentNo,
      String attemptNo,
      String outRefundNo,
      String origin,
      String status,
      long amountFen,
      @Nullable String channelRefundNo,
      @Nullable String failureCode,
      String createdAt,
      @Nullable String refundedAt) {

    boolean isMerchants() {
      return origin.equals("MERCHANT");
    }

    boolean isBack() {
      return status.equals("SUCCEEDED");
    }

    boolean hasFailed() {
      return status.equals("FAILED");
    }
  }

  /** Money that no payment could take. */
  public record Anomaly(
      String attemptNo,
      String paymentNo,
      String kind,
      String channelTradeNo,
      long amountFen,
      @Nullable String refundNo) {}

  /** An event in the outbox. */
  public record Event(
      String eventId,
      String paymentNo,
      int version,
      String type,
      String createdAt,
      @Nullable String publishedAt) {}

  /** A line of the delivery log. */
  public record Notification(
      String eventId,
      String paymentNo,
      String targetKind,
      int deliverySeq,
      String status,
      int attempts,
      @Nullable String lastError) {}

  /** A callback that was kept. */
  public record Callback(String attemptNo, String result, String receivedAt) {}
}
