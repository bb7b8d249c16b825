package com.zhaoli.pay.payment.reconcile.web;

import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.paging.web.PageVO;
import com.zhaoli.pay.payment.reconcile.DifferenceBO;
import com.zhaoli.pay.payment.reconcile.DifferenceKind;
import com.zhaoli.pay.payment.reconcile.DifferenceStatus;
import com.zhaoli.pay.payment.reconcile.Differences;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Differences for operators. */
@RestController
@RequestMapping("/ops/v1/payments/reconciliations/differences")
class DifferenceOpsController {
  private final Differences differences;

  DifferenceOpsController(Differences differences) {
    this.differences = differences;
  }

  /**
   * Newest first.
   *
   * @param after the {@code next} of the page before
   */
  @GetMapping
  PageVO<DifferenceVO> list(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String runNo,
      @RequestParam(required = false) @Nullable DifferenceStatus status,
      @RequestParam(required = false) @Nullable DifferenceKind kind,
      @RequestParam(required = false)
          @Pattern(regexp = "dif_[0-9A-Z]{26}", message = "must be the next of a page") @Nullable String after,
      @RequestParam(defaultValue = "50")
          @Min(value = 1, message = "must be 1 to 200") @Max(value = 200, message = "must be 1 to 200") int limit) {
    ActingOperator.of(request).mustBe(OperatorRole.AUDITOR);
    return PageVO.of(
        differences.list(runNo, status, kind, after, limit + 1),
        limit,
        DifferenceVO::of,
        DifferenceBO::differenceNo);
  }

  @PostMapping("/{differenceNo}/resolve")
  DifferenceVO resolve(
      HttpServletRequest request,
      @PathVariable String differenceNo,
      @Valid @RequestBody DecisionDTO decision) {
    return decide(request, differenceNo, DifferenceStatus.RESOLVED, decision);
  }

  @PostMapping("/{differenceNo}/ignore")
  DifferenceVO ignore(
      HttpServletRequest request,
      @PathVariable String differenceNo,
      @Valid @RequestBody DecisionDTO decision) {
    return decide(request, differenceNo, DifferenceStatus.IGNORED, decision);
  }

  private DifferenceVO decide(
      HttpServletRequest request, String differenceNo, DifferenceStatus to, DecisionDTO decision) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return DifferenceVO.of(
        differences.decide(differenceNo, to, decision.note().strip(), operator.operatorNo()));
  }

  @PostMapping("/{differenceNo}/reopen")
  DifferenceVO reopen(
      HttpServletRequest request,
      @PathVariable String differenceNo,
      @Valid @RequestBody DecisionDTO decision) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return DifferenceVO.of(
        differences.reopen(differenceNo, decision.note().strip(), operator.operatorNo()));
  }
}
