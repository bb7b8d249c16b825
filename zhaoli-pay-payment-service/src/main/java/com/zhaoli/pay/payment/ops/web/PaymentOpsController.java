package com.zhaoli.pay.payment.ops.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.common.operator.ActingOperator;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.payment.callback.CallbackArchive;
import com.zhaoli.pay.payment.callback.CallbackArchive.Kept;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.AttemptBO;
import com.zhaoli.pay.payment.order.AttemptStatus;
import com.zhaoli.pay.payment.order.PaymentBO;
import com.zhaoli.pay.payment.order.PaymentFinder;
import com.zhaoli.pay.payment.order.PaymentService;
import com.zhaoli.pay.payment.order.PaymentStatus;
import com.zhaoli.pay.payment.order.PaymentSync;
import com.zhaoli.pay.payment.refund.RefundBO;
import com.zhaoli.pay.payment.refund.RefundOrigin;
import com.zhaoli.pay.payment.refund.RefundService;
import com.zhaoli.pay.payment.refund.RefundStatus;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What operators see of payments, and the sync on demand. Lists go by key, the newest first, and a
 * page at the end costs what the first costs.
 */
@RestController
@RequestMapping("/ops/v1/payments")
class PaymentOpsController {
  private static final Logger log = LoggerFactory.getLogger(PaymentOpsController.class);
  private static final int MAX_LIMIT = 200;
  private static final Pattern MERCHANT_NO = Pattern.compile("[0-9A-Za-z_]{1,32}");

  private final PaymentService payments;
  private final PaymentFinder finder;
  private final PaymentSync sync;
  private final RefundService refunds;
  private final CallbackArchive callbacks;

  PaymentOpsController(
      PaymentService payments,
      PaymentFinder finder,
      PaymentSync sync,
      RefundService refunds,
      CallbackArchive callbacks) {
    this.payments = payments;
    this.finder = finder;
    this.sync = sync;
    this.refunds = refunds;
    this.callbacks = callbacks;
  }

  /** A payment in a list. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PaymentRowVO(
      String paymentNo,
      String merchantNo,
      String outTradeNo,
      Money amount,
      Money refundedAmount,
      PaymentMethod method,
      @Nullable String channel,
      PaymentStatus status,
      @Nullable String channelTradeNo,
      @Nullable String failureCode,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant paidAt) {

    static PaymentRowVO of(PaymentBO payment) {
      return new PaymentRowVO(
          payment.paymentNo(),
          payment.merchantNo(),
          payment.outTradeNo(),
          payment.amount(),
          payment.refunded(),
          payment.method(),
          payment.channel() == null ? null : payment.channel().name(),
          payment.status(),
          payment.channelTradeNo(),
          payment.failureCode(),
          payment.createdAt(),
          payment.expiresAt(),
          payment.paidAt());
    }
  }

  /** A page; {@code next} is where the following one begins, if there is one. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PaymentPage(List<PaymentRowVO> payments, @Nullable String next) {}

  /** An order at a channel. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record AttemptVO(
      String attemptNo,
      String channel,
      String channelAccountNo,
      PaymentMethod method,
      AttemptStatus status,
      @Nullable String channelTradeNo,
      Instant createdAt,
      @Nullable Instant paidAt) {

    static AttemptVO of(AttemptBO attempt) {
      return new AttemptVO(
          attempt.attemptNo(),
          attempt.channel().name(),
          attempt.channelAccountNo(),
          attempt.method(),
          attempt.status(),
          attempt.channelTradeNo(),
          attempt.createdAt(),
          attempt.paidAt());
    }
  }

  /** A refund, of the merchant's or by itself. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RefundRowVO(
      String refundNo,
      String attemptNo,
      String outRefundNo,
      RefundOrigin origin,
      Money amount,
      RefundStatus status,
      @Nullable String failureCode,
      Instant createdAt,
      @Nullable Instant refundedAt) {

    static RefundRowVO of(RefundBO refund) {
      return new RefundRowVO(
          refund.refundNo(),
          refund.attemptNo(),
          refund.outRefundNo(),
          refund.origin(),
          refund.amount(),
          refund.status(),
          refund.failureCode(),
          refund.createdAt(),
          refund.refundedAt());
    }
  }

  /** All there is of a payment. */
  record PaymentDetailVO(
      PaymentRowVO payment, List<AttemptVO> attempts, List<RefundRowVO> refunds) {}

  /** Callbacks of an order, the oldest first. */
  record CallbackPage(List<Kept> callbacks) {}

  @GetMapping
  PaymentPage list(
      @RequestHeader(name = ZhaoliHeaders.OPERATOR, required = false) @Nullable String operator,
      @RequestHeader(name = ZhaoliHeaders.OPERATOR_ROLES, required = false) @Nullable String roles,
      @RequestParam String merchantNo,
      @RequestParam(required = false) @Nullable String before,
      @RequestParam(defaultValue = "50") int limit) {
    ActingOperator.of(operator, roles);
    requireMerchantNo(merchantNo);
    requireLimit(limit);
    List<PaymentRowVO> page =
        payments.list(merchantNo, before, limit).stream().map(PaymentRowVO::of).toList();
    return new PaymentPage(
        page, page.size() == limit ? page.get(page.size() - 1).paymentNo() : null);
  }

  @GetMapping("/{paymentNo}")
  PaymentDetailVO get(
      @RequestHeader(name = ZhaoliHeaders.OPERATOR, required = false) @Nullable String operator,
      @RequestHeader(name = ZhaoliHeaders.OPERATOR_ROLES, required = false) @Nullable String roles,
      @PathVariable String paymentNo) {
    ActingOperator.of(operator, roles);
    return detail(payments.getOfAnybody(paymentNo));
  }

  /** The channel is asked now. */
  @PostMapping("/{paymentNo}/sync")
  PaymentDetailVO sync(
      @RequestHeader(name = ZhaoliHeaders.OPERATOR, required = false) @Nullable String operator,
      @RequestHeader(name = ZhaoliHeaders.OPERATOR_ROLES, required = false) @Nullable String roles,
      @PathVariable String paymentNo) {
    ActingOperator access = ActingOperator.of(operator, roles);
    PaymentBO payment = payments.getOfAnybody(paymentNo);
    log.info("operator {} has payment {} synced", access.operatorNo(), payment.paymentNo());
    sync.syncNow(payment.merchantNo(), payment.paymentNo());
    return detail(payments.getOfAnybody(paymentNo));
  }

  /** The channel is asked which order has its number, and what became of it. */
  @PostMapping("/sync")
  PaymentDetailVO syncByNumber(
      @RequestHeader(name = ZhaoliHeaders.OPERATOR, required = false) @Nullable String operator,
      @RequestHeader(name = ZhaoliHeaders.OPERATOR_ROLES, required = false) @Nullable String roles,
      @RequestParam String merchantNo,
      @RequestParam(required = false) @Nullable String outTradeNo,
      @RequestParam(required = false) @Nullable String channelTradeNo) {
    ActingOperator.of(operator, roles);
    requireMerchantNo(merchantNo);
    PaymentBO payment;
    if (outTradeNo != null) {
      payment = payments.getByOutTradeNo(merchantNo, outTradeNo);
    } else if (channelTradeNo != null) {
      payment = finder.byChannelTradeNo(merchantNo, channelTradeNo);
    } else {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID, "outTradeNo", "give outTradeNo or channelTradeNo");
    }
    return sync(operator, roles, payment.paymentNo());
  }

  @GetMapping("/callbacks")
  CallbackPage callbacks(
      @RequestHeader(name = ZhaoliHeaders.OPERATOR, required = false) @Nullable String operator,
      @RequestHeader(name = ZhaoliHeaders.OPERATOR_ROLES, required = false) @Nullable String roles,
      @RequestParam String attemptNo,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "50") int limit) {
    ActingOperator.of(operator, roles).mustBe(OperatorRole.ADMIN);
    requireLimit(limit);
    return new CallbackPage(callbacks.list(attemptNo, after, limit));
  }

  private PaymentDetailVO detail(PaymentBO payment) {
    return new PaymentDetailVO(
        PaymentRowVO.of(payment),
        payments.atAllAttempts(payment).stream()
            .map(PaymentBO::requireAttempt)
            .map(AttemptVO::of)
            .toList(),
        refunds.list(payment.merchantNo(), payment.paymentNo(), null, MAX_LIMIT).stream()
            .map(RefundRowVO::of)
            .toList());
  }

  private static void requireMerchantNo(String merchantNo) {
    if (!MERCHANT_NO.matcher(merchantNo).matches()) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "merchantNo", "is no merchant's number");
    }
  }

  private static void requireLimit(int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "limit", "must be 1 to " + MAX_LIMIT);
    }
  }
}
