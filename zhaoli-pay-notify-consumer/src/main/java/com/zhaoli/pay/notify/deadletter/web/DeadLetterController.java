package com.zhaoli.pay.notify.deadletter.web;

import com.zhaoli.pay.notify.deadletter.DeadLetterBO;
import com.zhaoli.pay.notify.deadletter.DeadLetters;
import com.zhaoli.pay.notify.target.TargetKind;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Dead letters for operators, newest first. */
@RestController
class DeadLetterController {
  private final DeadLetters deadLetters;

  DeadLetterController(DeadLetters deadLetters) {
    this.deadLetters = deadLetters;
  }

  /**
   * @param after the {@code next} of the page before
   */
  @GetMapping("/ops/v1/notifications/dead-letters")
  DeadLettersVO list(
      @RequestParam(defaultValue = "50")
          @Min(value = 1, message = "must be 1 to 200") @Max(value = 200, message = "must be 1 to 200") int limit,
      @RequestParam(required = false)
          @Pattern(regexp = "dlt_[0-9A-Z]{26}", message = "must be the next of a page") @Nullable String after) {
    List<DeadLetterVO> page =
        deadLetters.newestFirst(after, limit).stream().map(DeadLetterVO::of).toList();
    return new DeadLettersVO(
        page, page.size() < limit ? null : page.get(page.size() - 1).deadLetterNo());
  }

  /**
   * @param next the {@code after} of the next page; absent on the last one
   */
  record DeadLettersVO(List<DeadLetterVO> items, @Nullable String next) {}

  record DeadLetterVO(
      String deadLetterNo,
      String eventId,
      TargetKind target,
      String targetNo,
      @Nullable String paymentNo,
      @Nullable String merchantNo,
      @Nullable String type,
      int payloadBytes,
      String reason,
      int attempts,
      Instant createdAt) {

    static DeadLetterVO of(DeadLetterBO letter) {
      return new DeadLetterVO(
          letter.deadLetterNo(),
          letter.eventId(),
          letter.kind(),
          letter.target(),
          letter.paymentNo(),
          letter.merchantNo(),
          letter.eventType(),
          letter.payloadBytes(),
          letter.reason(),
          letter.attempts(),
          letter.createdAt());
    }
  }
}
