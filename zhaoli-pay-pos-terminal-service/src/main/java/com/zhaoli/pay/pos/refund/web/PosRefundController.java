package com.zhaoli.pay.pos.refund.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.refund.PosRefundBO;
import com.zhaoli.pay.pos.refund.PosRefundStatus;
import com.zhaoli.pay.pos.refund.RefundCommand;
import com.zhaoli.pay.pos.refund.Refunds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Refunds of the terminal that signed. */
@RestController
@RequestMapping("/pos/v1/refunds")
class PosRefundController {
  private static final String NUMBER = "[0-9A-Za-z_-]{1,32}";

  private final Refunds refunds;

  PosRefundController(Refunds refunds) {
    this.refunds = refunds;
  }

  /**
   * A refund as a terminal asks for it.
   *
   * @param amount fen
   */
  record RefundDTO(
      @NotNull @Pattern(regexp = NUMBER) String terminalRefundNo,
      @Nullable @Pattern(regexp = NUMBER) String terminalTradeNo,
      @Nullable @Pattern(regexp = "[0-9A-Za-z_]{1,40}") String paymentNo,
      @NotNull @Min(1) @Max(100_000_000_000L) Long amount,
      @Nullable @Pattern(regexp = "(?!\\s*$)[^\\p{Cntrl}\\p{Cs}]{1,26}") String reason,
      @Nullable @Pattern(regexp = "[0-9]{2,8}") String supervisorNo,
      @Nullable @Pattern(regexp = "[0-9]{6,12}") String pin) {

    /** Does not print the PIN. */
    @Override
    public String toString() {
      return "RefundDTO[terminalRefundNo=" + terminalRefundNo + "]";
    }

    RefundCommand command() {
      if ((terminalTradeNo == null) == (paymentNo == null)) {
        throw ApiException.of(
            ErrorCode.REQUEST_INVALID, "paymentNo", "give it, or terminalTradeNo");
      }
      return new RefundCommand(
          terminalRefundNo,
          terminalTradeNo,
          paymentNo,
          new Money(amount),
          reason,
          supervisorNo,
          pin == null ? null : new Secret(pin));
    }
  }

  /** A refund as its terminal sees it. Fields without a value are left out. */
  record RefundVO(
      String terminalRefundNo,
      @Nullable String refundNo,
      String paymentNo,
      Money amount,
      String channel,
      PosRefundStatus status,
      @JsonProperty("final") boolean isFinal,
      @Nullable Long askAgainMillis,
      @Nullable String failureCode,
      @Nullable Instant refundedAt,
      Instant createdAt) {
    private static final long ASK_AGAIN_MILLIS = 2_000;

    static RefundVO of(PosRefundBO refund) {
      boolean isFinal = refund.status().isFinal();
      return new RefundVO(
          refund.terminalRefundNo(),
          refund.refundNo(),
          refund.paymentNo(),
          refund.amount(),
          refund.channel(),
          refund.status(),
          isFinal,
          isFinal ? null : ASK_AGAIN_MILLIS,
          refund.failureCode(),
          refund.refundedAt(),
          refund.createdAt());
    }
  }

  @PostMapping
  ResponseEntity<RefundVO> refund(
      HttpServletRequest request, @Valid @RequestBody RefundDTO refund) {
    Refunds.Creation made = refunds.refund(DeviceIdentity.of(request), refund.command());
    return ResponseEntity.status(made.created() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(RefundVO.of(made.refund()));
  }

  @GetMapping("/{terminalRefundNo}")
  RefundVO query(
      HttpServletRequest request,
      @PathVariable("terminalRefundNo") @Pattern(regexp = NUMBER) String terminalRefundNo) {
    return RefundVO.of(refunds.query(DeviceIdentity.of(request), terminalRefundNo));
  }
}
