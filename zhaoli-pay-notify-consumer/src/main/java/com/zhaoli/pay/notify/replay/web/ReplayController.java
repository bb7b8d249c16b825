package com.zhaoli.pay.notify.replay.web;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.notify.replay.ReplayBO;
import com.zhaoli.pay.notify.replay.Replays;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Replays of ranges: a merchant's own, and an operator's for it. */
@RestController
class ReplayController {
  private static final Logger log = LoggerFactory.getLogger(ReplayController.class);

  private final Replays replays;

  ReplayController(Replays replays) {
    this.replays = replays;
  }

  @PostMapping("/openapi/v1/webhook-endpoints/{endpointNo}/replays")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ReplayVO order(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable String endpointNo,
      @RequestBody @Valid OrderDTO request) {
    return ReplayVO.of(
        replays.order(
            merchantNo,
            endpointNo,
            request.since(),
            request.until(),
            request.wantsOnlyFailed(),
            null));
  }

  @GetMapping("/openapi/v1/webhook-endpoints/{endpointNo}/replays/{replayNo}")
  ReplayVO get(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of an endpoint") String endpointNo,
      @PathVariable @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a replay") String replayNo) {
    return ReplayVO.of(replays.get(merchantNo, endpointNo, replayNo));
  }

  @GetMapping("/openapi/v1/webhook-endpoints/{endpointNo}/replays")
  ReplaysVO newest(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of an endpoint") String endpointNo) {
    return ReplaysVO.of(replays.newest(merchantNo, endpointNo));
  }

  @DeleteMapping("/openapi/v1/webhook-endpoints/{endpointNo}/replays/{replayNo}")
  ReplayVO cancel(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @PathVariable
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of an endpoint") String endpointNo,
      @PathVariable @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a replay") String replayNo) {
    return ReplayVO.of(replays.cancel(merchantNo, endpointNo, replayNo));
  }

  @GetMapping("/ops/v1/notifications/replays")
  ReplaysVO newestOf(
      HttpServletRequest call,
      @RequestParam
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo,
      @RequestParam
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of an endpoint") String endpointNo) {
    ActingOperator.of(call).mustBe(OperatorRole.AUDITOR);
    return ReplaysVO.of(replays.newest(merchantNo, endpointNo));
  }

  @PostMapping("/ops/v1/notifications/replays/{replayNo}/cancel")
  ReplayVO cancelFor(
      HttpServletRequest call,
      @PathVariable @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a replay") String replayNo,
      @RequestParam
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo) {
    String operator = actingBy(call);
    ReplayVO cancelled = ReplayVO.of(replays.cancel(merchantNo, replayNo));
    log.info("Replay {} was ended by operator {}", replayNo, operator);
    return cancelled;
  }

  @PostMapping("/ops/v1/notifications/replays")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ReplayVO orderFor(HttpServletRequest call, @RequestBody @Valid OpsOrderDTO request) {
    return ReplayVO.of(
        replays.order(
            request.merchantNo(),
            request.endpointNo(),
            request.since(),
            request.until(),
            request.onlyFailed() == null || request.onlyFailed(),
            actingBy(call)));
  }

  private static String actingBy(HttpServletRequest call) {
    return ActingOperator.of(call).mustBe(OperatorRole.ADMIN).operatorNo();
  }

  /**
   * @param until absent for now
   * @param onlyFailed absent for true: only dead letters
   */
  record OrderDTO(
      @NotNull(message = "is required") Instant since,
      @Nullable Instant until,
      @Nullable Boolean onlyFailed) {
    boolean wantsOnlyFailed() {
      return onlyFailed == null || onlyFailed;
    }
  }

  /** An endpoint's replays, newest first. */
  record ReplaysVO(List<ReplayVO> items) {
    static ReplaysVO of(List<ReplayBO> replays) {
      return new ReplaysVO(replays.stream().map(ReplayVO::of).toList());
    }
  }

  record OpsOrderDTO(
      @NotNull(message = "is required") @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of a merchant") String merchantNo,
      @NotNull(message = "is required") @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the number of an endpoint") String endpointNo,
      @NotNull(message = "is required") Instant since,
      @Nullable Instant until,
      @Nullable Boolean onlyFailed) {}
}
