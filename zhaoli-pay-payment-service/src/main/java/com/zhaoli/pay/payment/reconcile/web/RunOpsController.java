package com.zhaoli.pay.payment.reconcile.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.paging.web.PageVO;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import com.zhaoli.pay.payment.reconcile.Reconciliations;
import com.zhaoli.pay.payment.reconcile.RunBO;
import com.zhaoli.pay.payment.reconcile.RunStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Runs for operators. The work is done after the answer. */
@RestController
@RequestMapping("/ops/v1/payments/reconciliations")
class RunOpsController {
  private final Reconciliations reconciliations;

  RunOpsController(Reconciliations reconciliations) {
    this.reconciliations = reconciliations;
  }

  /**
   * Newest first.
   *
   * @param after the {@code next} of the page before
   */
  @GetMapping
  PageVO<RunVO> list(
      HttpServletRequest request,
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
          @Nullable LocalDate day,
      @RequestParam(required = false) @Nullable RunStatus status,
      @RequestParam(required = false)
          @Pattern(regexp = "rec_[0-9A-Z]{26}", message = "must be the next of a page") @Nullable String after,
      @RequestParam(defaultValue = "50")
          @Min(value = 1, message = "must be 1 to 200") @Max(value = 200, message = "must be 1 to 200") int limit) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    return PageVO.of(
        reconciliations.list(
            day == null ? null : BusinessDay.asked(day, "day"), status, after, limit + 1),
        limit,
        RunVO::of,
        RunBO::runNo);
  }

  @GetMapping("/{runNo}")
  RunVO get(HttpServletRequest request, @PathVariable String runNo) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    return reconciliations
        .find(runNo)
        .map(RunVO::of)
        .orElseThrow(() -> new ApiException(ErrorCode.RECONCILIATION_NOT_FOUND));
  }

  @PostMapping
  ResponseEntity<RunVO> start(HttpServletRequest request, @Valid @RequestBody RunStartDTO wanted) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return ResponseEntity.status(HttpStatus.ACCEPTED)
        .body(
            RunVO.of(
                reconciliations.start(
                    wanted.account(), wanted.businessDay(), operator.operatorNo())));
  }

  @PostMapping("/{runNo}/repeat")
  ResponseEntity<RunVO> repeat(HttpServletRequest request, @PathVariable String runNo) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return ResponseEntity.status(HttpStatus.ACCEPTED)
        .body(RunVO.of(reconciliations.repeat(runNo, operator.operatorNo())));
  }
}
