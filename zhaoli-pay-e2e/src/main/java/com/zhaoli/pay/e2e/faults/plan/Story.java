package com.zhaoli.pay.e2e.faults.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One payment: how it is created, and what follows.
 *
 * @param number of this payment in its run
 * @param atMillis when it is created, after the run's begin
 * @param plot what kind of story it is, for people
 * @param wallet whose payment it is; for AGGREGATE_QR the one that is opened first
 * @param copies how many equal requests create it at the same time
 * @param patient whether the merchant goes on asking until it gets an answer
 * @param keyed whether the requests carry an Idempotency-Key
 * @param authCode the payer's barcode, for BARCODE
 */
public record Story(
    int number,
    long atMillis,
    String plot,
    Way way,
    Wallet wallet,
    long amountFen,
    int expireSeconds,
    int copies,
    boolean patient,
    boolean keyed,
    @Nullable String authCode,
    List<Beat> beats) {
  public Story {
    beats = List.copyOf(beats);
  }

  /** How many refunds are asked for, each counted once. */
  public int refunds() {
    return (int)
        beats.stream()
            .flatMap(beat -> beat.acts().stream())
            .filter(act -> act instanceof Act.Refund)
            .count();
  }
}
