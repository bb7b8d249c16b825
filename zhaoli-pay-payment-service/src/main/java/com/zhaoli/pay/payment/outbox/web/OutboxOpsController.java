package com.zhaoli.pay.payment.outbox.web;

import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.payment.outbox.OutboxResend;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The outbox for operators. */
@RestController
@RequestMapping("/ops/v1/payments/outbox")
class OutboxOpsController {
  private final OutboxResend resend;

  OutboxOpsController(OutboxResend resend) {
    this.resend = resend;
  }

  /**
   * @param until absent for now
   * @param reason why, for those who read the log later
   */
  record ResendDTO(
      @NotNull(message = "is required") Instant since,
      @Nullable Instant until,
      @NotBlank @Size(max = 200) String reason) {}

  /** What the sweeper sends now; where it is not complete, the same call goes on. */
  record ResendVO(Instant since, Instant until, int resent, boolean complete) {
    static ResendVO of(OutboxResend.Resent done) {
      return new ResendVO(done.since(), done.until(), done.resent(), done.complete());
    }
  }

  @PostMapping("/resend")
  ResendVO resend(HttpServletRequest request, @Valid @RequestBody ResendDTO wanted) {
    ActingOperator operator = ActingOperator.of(request).mustBe(OperatorRole.ADMIN);
    return ResendVO.of(
        resend.resend(
            wanted.since(), wanted.until(), operator.operatorNo(), wanted.reason().strip()));
  }
}
