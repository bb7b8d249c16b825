package com.zhaoli.pay.payment.refund.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.payment.order.PaymentService;
import com.zhaoli.pay.payment.refund.RefundBO;
import com.zhaoli.pay.payment.refund.RefundCommand;
import com.zhaoli.pay.payment.refund.RefundService;
import com.zhaoli.pay.payment.refund.RefundService.Creation;
import com.zhaoli.pay.payment.refund.RefundStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Refunds for merchants. The gateway has checked the signature and says whose it was. */
@RestController
@RequestMapping("/openapi/v1/refunds")
class RefundController {
  private static final int PAGE = 100;

  private final RefundService refunds;
  private final PaymentService payments;

  RefundController(RefundService refunds, PaymentService payments) {
    this.refunds = refunds;
    this.payments = payments;
  }

  /**
   * A merchant's request as it comes in.
   *
   * @param amount fen
   */
  record RefundCreateDTO(
      @Nullable String paymentNo,
      @Nullable String outRefundNo,
      @Nullable Long amount,
      @Nullable String reason) {}

  /** A refund as its merchant sees it. Fields without a value are left out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RefundVO(
      String refundNo,
      String paymentNo,
      String outRefundNo,
      RefundStatus status,
      Money amount,
      @Nullable String reason,
      @Nullable String channelRefundNo,
      @Nullable String failureCode,
      Instant createdAt,
      @Nullable Instant refundedAt) {

    static RefundVO of(RefundBO refund) {
      return new RefundVO(
          refund.refundNo(),
          refund.paymentNo(),
          refund.outRefundNo(),
          refund.status(),
          refund.amount(),
          refund.reason(),
          refund.channelRefundNo(),
          refund.failureCode(),
          refund.createdAt(),
          refund.refundedAt());
    }
  }

  /** A page of a payment's refunds; {@code next} names where the next one begins, if there is. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RefundList(List<RefundVO> refunds, @Nullable String next) {}

  @PostMapping
  ResponseEntity<RefundVO> create(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestBody RefundCreateDTO request) {
    RefundCommand command =
        RefundCommand.of(
            merchantNo,
            request.paymentNo(),
            request.outRefundNo(),
            request.amount(),
            request.reason());
    Creation creation = refunds.create(command);
    return ResponseEntity.status(creation.created() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(RefundVO.of(creation.refund()));
  }

  @GetMapping("/{refundNo}")
  RefundVO get(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo, @PathVariable String refundNo) {
    return RefundVO.of(refunds.get(merchantNo, refundNo));
  }

  /** One refund by the merchant's number, or all of a payment. */
  @GetMapping
  Object find(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestParam @Nullable String outRefundNo,
      @RequestParam @Nullable String paymentNo,
      @RequestParam @Nullable String after) {
    if (outRefundNo != null) {
      return RefundVO.of(refunds.getByOutRefundNo(merchantNo, outRefundNo));
    }
    if (paymentNo == null) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID, "outRefundNo", "give outRefundNo or paymentNo");
    }
    payments.get(merchantNo, paymentNo);
    List<RefundVO> page =
        refunds.list(merchantNo, paymentNo, after, PAGE).stream().map(RefundVO::of).toList();
    return new RefundList(page, page.size() == PAGE ? page.get(page.size() - 1).refundNo() : null);
  }
}
