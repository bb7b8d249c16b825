package com.zhaoli.pay.notify.deadletter.web;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.json.MultiLine;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.notify.deadletter.DeadLetterBO;
import com.zhaoli.pay.notify.deadletter.DeadLetterFilter;
import com.zhaoli.pay.notify.deadletter.DeadLetterStatus;
import com.zhaoli.pay.notify.deadletter.DeadLetters;
import com.zhaoli.pay.notify.target.TargetKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Dead letters for operators: found, delivered again, or discarded with a note. */
@RestController
@RequestMapping("/ops/v1/notifications/dead-letters")
class DeadLetterController {
  private static final String NUMBER = "dlt_[0-9A-Z]{26}";

  private final DeadLetters deadLetters;

  DeadLetterController(DeadLetters deadLetters) {
    this.deadLetters = deadLetters;
  }

  /**
   * Newest first.
   *
   * @param target a receiver's or endpoint's number
   * @param after the {@code next} of the page before
   */
  @GetMapping
  DeadLettersVO list(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable DeadLetterStatus status,
      @RequestParam(required = false)
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") @Nullable String merchantNo,
      @RequestParam(required = false)
          @Pattern(
              regexp = Ids.FROM_OUTSIDE,
              message = "must be the number of a receiver or endpoint")
          @Nullable String target,
      @RequestParam(defaultValue = "50")
          @Min(value = 1, message = "must be 1 to 200") @Max(value = 200, message = "must be 1 to 200") int limit,
      @RequestParam(required = false)
          @Pattern(regexp = NUMBER, message = "must be the next of a page") @Nullable String after) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    List<DeadLetterVO> page =
        deadLetters
            .newestFirst(new DeadLetterFilter(status, merchantNo, target), after, limit)
            .stream()
            .map(DeadLetterVO::of)
            .toList();
    return new DeadLettersVO(
        page, page.size() < limit ? null : page.get(page.size() - 1).deadLetterNo());
  }

  @GetMapping("/{deadLetterNo}")
  DeadLetterVO get(
      HttpServletRequest request,
      @PathVariable @Pattern(regexp = NUMBER, message = "is no number of a dead letter") String deadLetterNo) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    return DeadLetterVO.of(deadLetters.get(deadLetterNo));
  }

  @PostMapping("/{deadLetterNo}/replay")
  DeadLetterVO replay(
      HttpServletRequest request,
      @PathVariable @Pattern(regexp = NUMBER, message = "is no number of a dead letter") String deadLetterNo) {
    String operator = actingBy(request);
    return DeadLetterVO.of(unlessDeadlocked(() -> deadLetters.replay(deadLetterNo, operator)));
  }

  @PostMapping("/{deadLetterNo}/discard")
  DeadLetterVO discard(
      HttpServletRequest request,
      @PathVariable @Pattern(regexp = NUMBER, message = "is no number of a dead letter") String deadLetterNo,
      @RequestBody @Valid DiscardDTO why) {
    String operator = actingBy(request);
    return DeadLetterVO.of(
        unlessDeadlocked(() -> deadLetters.discard(deadLetterNo, why.note(), operator)));
  }

  /** Once more, where the database let somebody else who works on the same delivery go first. */
  private static DeadLetterBO unlessDeadlocked(Supplier<DeadLetterBO> act) {
    try {
      return act.get();
    } catch (PessimisticLockingFailureException e) {
      return act.get();
    }
  }

  private static String actingBy(HttpServletRequest request) {
    return ActingOperator.of(request).mustBe(OperatorRole.ADMIN).operatorNo();
  }

  record DiscardDTO(
      @NotBlank(message = "is required") @Size(max = 500, message = "has 500 characters at most") @MultiLine
          String note) {}

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
      DeadLetterStatus status,
      @Nullable String note,
      @Nullable String changedBy,
      @Nullable String traceparent,
      Instant createdAt,
      Instant updatedAt) {

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
          letter.status(),
          letter.note(),
          letter.changedBy(),
          letter.traceparent(),
          letter.createdAt(),
          letter.updatedAt());
    }
  }
}
