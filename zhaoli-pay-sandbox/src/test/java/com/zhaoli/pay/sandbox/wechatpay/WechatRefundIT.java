package com.zhaoli.pay.sandbox.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.payments.nativepay.model.Amount;
import com.wechat.pay.java.service.payments.nativepay.model.PrepayRequest;
import com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.QueryByOutRefundNoRequest;
import com.wechat.pay.java.service.refund.model.Refund;
import com.wechat.pay.java.service.refund.model.RefundNotification;
import com.wechat.pay.java.service.refund.model.Status;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.sandbox.support.Concurrently;
import com.zhaoli.pay.sandbox.support.Platform;
import com.zhaoli.pay.sandbox.support.RunningSandbox;
import com.zhaoli.pay.sandbox.support.WechatSdk;
import com.zhaoli.pay.sandbox.support.WechatSdk.Mode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Refunds with the official SDK. */
class WechatRefundIT extends RunningSandbox {

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aRefundIsUnderWayThenDoneAndTold(Mode mode) {
    WechatSdk wechat = sdk(mode);
    String orderNo = paid(wechat, 1000);
    String refundNo = newRefundNo();
    Refund begun = refund(wechat, orderNo, refundNo, 300, 1000);
    assertThat(begun.getStatus()).isEqualTo(Status.PROCESSING);
    assertThat(begun.getAmount().getRefund()).isEqualTo(300);
    assertThat(begun.getOutTradeNo()).isEqualTo(orderNo);
    assertThat(state(wechat, orderNo)).isEqualTo(Transaction.TradeStateEnum.REFUND);

    RefundNotification told = notified(wechat, refundNo, 1).get(0);
    assertThat(told.getRefundStatus()).isEqualTo(Status.SUCCESS);
    assertThat(told.getAmount().getRefund()).isEqualTo(300);
    assertThat(told.getAmount().getTotal()).isEqualTo(1000);
    Refund done = query(wechat, refundNo);
    assertThat(done.getStatus()).isEqualTo(Status.SUCCESS);
    assertThat(done.getRefundId()).isEqualTo(begun.getRefundId()).isEqualTo(told.getRefundId());
    assertThat(done.getSuccessTime()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"refundAbnormal, ABNORMAL", "refundClosed, CLOSED"})
  void aRefundCanEndOtherwise(String kind, Status end) {
    WechatSdk wechat = sdk(Mode.PUBLIC_KEY);
    String orderNo = paid(wechat, 1000);
    String refundNo = newRefundNo();
    control("/faults", Map.of("target", "wechat-pay", "kind", kind));
    refund(wechat, orderNo, refundNo, 1000, 1000);
    assertThat(notified(wechat, refundNo, 1).get(0).getRefundStatus()).isEqualTo(end);
    assertThat(query(wechat, refundNo).getStatus()).isEqualTo(end);
    assertThat(PLATFORM.at("/callback/wechat-pay/refund"))
        .anyMatch(notify -> notify.body().contains("\"REFUND." + end + "\""));

    if (end == Status.CLOSED) {
      assertThat(refund(wechat, orderNo, refundNo, 1000, 1000).getStatus())
          .as("a closed one is asked for again under its number")
          .isEqualTo(Status.PROCESSING);
    } else {
      refused(() -> refund(wechat, orderNo, newRefundNo(), 1, 1000), 400, "INVALID_REQUEST");
    }
  }

  @Test
  void theSameNumberRefundsOnceAndOnlyTheSame() {
    WechatSdk wechat = sdk(Mode.PUBLIC_KEY);
    String orderNo = paid(wechat, 1000);
    String refundNo = newRefundNo();
    Refund first = refund(wechat, orderNo, refundNo, 300, 1000);
    assertThat(refund(wechat, orderNo, refundNo, 300, 1000).getRefundId())
        .isEqualTo(first.getRefundId());
    refused(() -> refund(wechat, orderNo, refundNo, 301, 1000), 400, "INVALID_REQUEST");
    String other = paid(wechat, 1000);
    refused(() -> refund(wechat, other, refundNo, 300, 1000), 400, "INVALID_REQUEST");
  }

  @Test
  void whatCannotBeRefundedIsRefusedInWechatsWords() {
    WechatSdk wechat = sdk(Mode.PUBLIC_KEY);
    String paid = paid(wechat, 1000);
    refused(() -> refund(wechat, "nosuchorder", newRefundNo(), 1, 1), 404, "RESOURCE_NOT_EXISTS");
    refused(() -> query(wechat, newRefundNo()), 404, "RESOURCE_NOT_EXISTS");
    refused(() -> refund(wechat, paid, newRefundNo(), 1, 999), 400, "INVALID_REQUEST");
    refused(() -> refund(wechat, paid, newRefundNo(), 1001, 1000), 400, "INVALID_REQUEST");
    refused(() -> refund(wechat, paid, newRefundNo(), 0, 1000), 400, "PARAM_ERROR");
    refused(() -> refund(wechat, paid, "no spaces", 1, 1000), 400, "PARAM_ERROR");
    String open = newOrderNo();
    prepay(wechat, open, 1000);
    refused(() -> refund(wechat, open, newRefundNo(), 1000, 1000), 400, "INVALID_REQUEST");
  }

  @Test
  void fiftyAtOnceNeverGiveBackMoreThanWasPaid() {
    WechatSdk wechat = sdk(Mode.PUBLIC_KEY);
    String orderNo = paid(wechat, 1000);
    AtomicInteger refused = new AtomicInteger();
    Concurrently.run(
        50,
        i -> {
          try {
            refund(wechat, orderNo, newRefundNo(), 30, 1000);
          } catch (ServiceException e) {
            refused.incrementAndGet();
          }
          return i;
        });
    assertThat(refused).hasValue(17);
    assertThat(order(orderNo).get("refunds")).hasSize(33);
  }

  @Test
  void faultsReachTheNotifiesOfRefunds() {
    WechatSdk wechat = sdk(Mode.PUBLIC_KEY);
    String orderNo = paid(wechat, 1000);
    await().until(() -> order(orderNo).get("notifyStatus").asString().equals("ACKNOWLEDGED"));
    AtomicInteger calls = new AtomicInteger();
    PLATFORM.answering(request -> new Platform.Answer(calls.getAndIncrement() < 2 ? 401 : 200, ""));
    control("/faults", Map.of("target", "wechat-pay-notify", "kind", "badSignature"));
    control("/faults", Map.of("target", "wechat-pay-notify", "kind", "wrongAmount", "count", 2));
    String refundNo = newRefundNo();
    refund(wechat, orderNo, refundNo, 300, 1000);
    List<RefundNotification> told = notified(wechat, refundNo, 2);
    assertThat(calls).hasValue(3);
    assertThat(told.get(0).getAmount().getRefund()).isEqualTo(301);
    assertThat(told.get(1).getAmount().getRefund()).isEqualTo(300);

    String dropped = newRefundNo();
    control("/faults", Map.of("target", "wechat-pay-notify", "kind", "dropNotify"));
    refund(wechat, orderNo, dropped, 100, 1000);
    String doubled = newRefundNo();
    control("/faults", Map.of("target", "wechat-pay-notify", "kind", "duplicateNotify"));
    refund(wechat, orderNo, doubled, 100, 1000);
    notified(wechat, doubled, 2);
    assertThat(order(orderNo).get("refunds").get(1).get("notifyStatus").asString())
        .isEqualTo("DROPPED");
  }

  private WechatSdk sdk(Mode mode) {
    return new WechatSdk(directory(), port(), mode);
  }

  private static String newRefundNo() {
    return Ids.attemptNo() + "R";
  }

  private String paid(WechatSdk wechat, int total) {
    String orderNo = newOrderNo();
    prepay(wechat, orderNo, total);
    control("/pay", Map.of("channelOrderNo", orderNo));
    return orderNo;
  }

  private static void prepay(WechatSdk wechat, String orderNo, int total) {
    Amount amount = new Amount();
    amount.setTotal(total);
    PrepayRequest request = new PrepayRequest();
    request.setAppid(wechat.appId());
    request.setMchid(wechat.mchId());
    request.setDescription("tea");
    request.setOutTradeNo(orderNo);
    request.setNotifyUrl(PLATFORM.url() + "/callback/wechat-pay");
    request.setAmount(amount);
    new NativePayService.Builder().httpClient(wechat.http()).build().prepay(request);
  }

  private static Refund refund(
      WechatSdk wechat, String orderNo, String refundNo, long refund, long total) {
    AmountReq amount = new AmountReq();
    amount.setRefund(refund);
    amount.setTotal(total);
    amount.setCurrency("CNY");
    CreateRequest request = new CreateRequest();
    request.setOutTradeNo(orderNo);
    request.setOutRefundNo(refundNo);
    request.setReason("不要了");
    request.setNotifyUrl(PLATFORM.url() + "/callback/wechat-pay/refund");
    request.setAmount(amount);
    return new RefundService.Builder().httpClient(wechat.http()).build().create(request);
  }

  private static Refund query(WechatSdk wechat, String refundNo) {
    QueryByOutRefundNoRequest request = new QueryByOutRefundNoRequest();
    request.setOutRefundNo(refundNo);
    return new RefundService.Builder()
        .httpClient(wechat.http())
        .build()
        .queryByOutRefundNo(request);
  }

  private static Transaction.TradeStateEnum state(WechatSdk wechat, String orderNo) {
    QueryOrderByOutTradeNoRequest request = new QueryOrderByOutTradeNoRequest();
    request.setMchid(wechat.mchId());
    request.setOutTradeNo(orderNo);
    return new NativePayService.Builder()
        .httpClient(wechat.http())
        .build()
        .queryOrderByOutTradeNo(request)
        .getTradeState();
  }

  private static List<RefundNotification> notified(WechatSdk wechat, String refundNo, int count) {
    return await()
        .until(
            () ->
                PLATFORM.at("/callback/wechat-pay/refund").stream()
                    .flatMap(notify -> wechat.read(notify, RefundNotification.class).stream())
                    .filter(told -> refundNo.equals(told.getOutRefundNo()))
                    .toList(),
            found -> found.size() >= count);
  }

  private static void refused(ThrowingCallable call, int status, String code) {
    assertThatThrownBy(call)
        .asInstanceOf(type(ServiceException.class))
        .satisfies(
            refusal -> {
              assertThat(refusal.getHttpStatusCode()).isEqualTo(status);
              assertThat(refusal.getErrorCode()).isEqualTo(code);
            });
  }
}
