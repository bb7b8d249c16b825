package com.zhaoli.pay.merchant.receiver.web;

import com.zhaoli.pay.common.client.merchant.ReceiverRole;
import com.zhaoli.pay.common.json.MultiLine;
import com.zhaoli.pay.merchant.receiver.MerchantReceivers;
import com.zhaoli.pay.merchant.receiver.ReceiverLabel;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is asked about receivers. */
final class ReceiverDTO {
  private static final long DEFAULT_EXPIRE_SECONDS = 86_400;

  private ReceiverDTO() {}

  /**
   * A new receiver.
   *
   * @param role FINANCE or STAFF
   * @param label 1 to 32 characters by which the merchant tells its receivers apart
   * @param expireSeconds how long the invitation's QR code lives
   */
  record ReceiverAdd(
      @NotNull ReceiverRole role,
      @NotBlank @Size(max = 64) String label,
      @Min(MerchantReceivers.MIN_EXPIRE_SECONDS) @Max(MerchantReceivers.MAX_EXPIRE_SECONDS) @Nullable Long expireSeconds) {

    ReceiverLabel checkedLabel() {
      return ReceiverLabel.of(label);
    }

    Duration lifetime() {
      return lifetimeOf(expireSeconds);
    }
  }

  /**
   * An invitation to a receiver that is there.
   *
   * @param expireSeconds how long its QR code lives
   */
  record ReceiverInvite(
      @Min(MerchantReceivers.MIN_EXPIRE_SECONDS) @Max(MerchantReceivers.MAX_EXPIRE_SECONDS) @Nullable Long expireSeconds) {

    static Duration lifetime(@Nullable ReceiverInvite invite) {
      return lifetimeOf(invite == null ? null : invite.expireSeconds());
    }
  }

  /**
   * What changes about a receiver.
   *
   * @param role absent to leave it
   * @param label absent to leave it
   */
  record ReceiverChange(@Nullable ReceiverRole role, @Size(max = 64) @Nullable String label) {

    @Nullable ReceiverLabel checkedLabel() {
      return label == null ? null : ReceiverLabel.of(label);
    }
  }

  /** Why an operator frees a receiver. */
  record ReceiverUnbind(@NotBlank @Size(max = 200) @MultiLine String reason) {}

  private static Duration lifetimeOf(@Nullable Long asked) {
    return Duration.ofSeconds(asked == null ? DEFAULT_EXPIRE_SECONDS : asked);
  }
}
