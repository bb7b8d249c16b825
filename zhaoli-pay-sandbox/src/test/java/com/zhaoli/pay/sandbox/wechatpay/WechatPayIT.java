package com.zhaoli.pay.sandbox.wechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.RSAAutoCertificateConfig;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.exception.ValidationException;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.notification.NotificationConfig;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.payments.nativepay.model.Amount;
import com.wechat.pay.java.service.payments.nativepay.model.CloseOrderRequest;
import com.wechat.pay.java.service.payments.nativepay.model.PrepayRequest;
import com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByIdRequest;
import com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest;
import com.zhaoli.pay.sandbox.support.Platform;
import com.zhaoli.pay.sandbox.support.Platform.Received;
import com.zhaoli.pay.sandbox.support.RunningSandbox;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/** The official WeChat Pay SDK against the running sandbox. */
class WechatPayIT extends RunningSandbox {

  @Test
  void aPaidNativeOrderIsASuccessfulTransactionAndIsNotified() {
    String orderNo = newOrderNo();
    NativePayService service = service(publicKeyConfig());
    String codeUrl = service.prepay(prepay(orderNo, 1234, "咖啡")).getCodeUrl();
    assertThat(codeUrl).startsWith("weixin://wxpay/bizpayurl?pr=");
    assertThat(query(service, orderNo).getTradeState())
        .isEqualTo(Transaction.TradeStateEnum.NOTPAY);

    control("/pay", Map.of("codeUrl", codeUrl, "buyer", "oLily"));
    Transaction paid = query(service, orderNo);
    assertThat(paid.getTradeState()).isEqualTo(Transaction.TradeStateEnum.SUCCESS);
    assertThat(paid.getAmount().getTotal()).isEqualTo(1234);
    assertThat(paid.getPayer().getOpenid()).isEqualTo("oLily");
    assertThat(paid.getAttach()).isEqualTo("attached");
    QueryOrderByIdRequest byId = new QueryOrderByIdRequest();
    byId.setMchid(file("wechat-pay/mch-id.txt"));
    byId.setTransactionId(paid.getTransactionId());
    assertThat(service.queryOrderById(byId).getOutTradeNo()).isEqualTo(orderNo);

    Transaction notified = awaitNotified(orderNo, 1, publicKeyConfig()).get(0);
    assertThat(notified.getTransactionId()).isEqualTo(paid.getTransactionId());
    assertThat(notified.getAmount().getTotal()).isEqualTo(1234);
    assertThat(notified.getMchid()).isEqualTo(file("wechat-pay/mch-id.txt"));
    assertThat(notified.getAppid()).isEqualTo(file("wechat-pay/app-id.txt"));
  }

  @Test
  void aMerchantWithPlatformCertificatesIsServedAsWell() {
    RSAAutoCertificateConfig config =
        new RSAAutoCertificateConfig.Builder()
            .merchantId(file("wechat-pay/mch-id.txt"))
            .privateKey(file("wechat-pay/merchant-private-key.pem"))
            .merchantSerialNumber(file("wechat-pay/merchant-serial.txt"))
            .apiV3Key(file("wechat-pay/api-v3-key.txt"))
            .httpClient(
                // The certificates come before there is anything to verify their answer with.
                new DefaultHttpClientBuilder()
                    .credential(publicKeyConfig().createCredential())
                    .validator(
                        new com.wechat.pay.java.core.auth.Validator() {
                          @Override
                          public <T> boolean validate(
                              com.wechat.pay.java.core.http.HttpHeaders headers, String body) {
                            return true;
                          }

                          @Override
                          public <T> String getSerialNumber() {
                            return "";
                          }
                        })
                    .okHttpClient(redirected())
                    .build())
            .build();
    String orderNo = newOrderNo();
    NativePayService service = service(config);
    service.prepay(prepay(orderNo, 1, "tea"));
    control("/pay", Map.of("channelOrderNo", orderNo));
    assertThat(query(service, orderNo).getTradeState())
        .isEqualTo(Transaction.TradeStateEnum.SUCCESS);
    assertThat(awaitNotified(orderNo, 1, config)).hasSize(1);
  }

  @Test
  void aNotifyIsSentAgainUntil200Or204() {
    String orderNo = newOrderNo();
    AtomicInteger calls = new AtomicInteger();
    int[] statuses = {500, 404, 302, 204};
    PLATFORM.answering(
        request -> new Platform.Answer(statuses[Math.min(3, calls.getAndIncrement())], ""));
    service(publicKeyConfig()).prepay(prepay(orderNo, 1, "tea"));
    control("/pay", Map.of("channelOrderNo", orderNo));
    awaitNotified(orderNo, 4, publicKeyConfig());
    assertThat(calls).hasValue(4);
  }

  @Test
  void aClosedOrderAnswersAnEmptySignedBodyAndCannotBePaid() {
    String orderNo = newOrderNo();
    NativePayService service = service(publicKeyConfig());
    service.prepay(prepay(orderNo, 1, "tea"));
    CloseOrderRequest close = new CloseOrderRequest();
    close.setMchid(file("wechat-pay/mch-id.txt"));
    close.setOutTradeNo(orderNo);
    service.closeOrder(close);
    assertThat(query(service, orderNo).getTradeState())
        .isEqualTo(Transaction.TradeStateEnum.CLOSED);
    assertThat(post("/sandbox/v1/pay", Map.of("channelOrderNo", orderNo)).status()).isEqualTo(409);
  }

  @Test
  void refusalsCarryStatusAndCode() {
    NativePayService service = service(publicKeyConfig());
    assertRefused(() -> query(service, "nosuchorder"), 404, "ORDER_NOT_EXIST");

    String orderNo = newOrderNo();
    service.prepay(prepay(orderNo, 100, "tea"));
    assertRefused(() -> service.prepay(prepay(orderNo, 101, "tea")), 403, "OUT_TRADE_NO_USED");
    control("/pay", Map.of("channelOrderNo", orderNo));
    assertRefused(() -> service.prepay(prepay(orderNo, 100, "tea")), 400, "ORDERPAID");

    assertRefused(() -> service.prepay(prepay("x!", 100, "tea")), 400, "PARAM_ERROR");
    assertRefused(() -> service.prepay(prepay(newOrderNo(), 0, "tea")), 400, "PARAM_ERROR");
    PrepayRequest otherApp = prepay(newOrderNo(), 1, "tea");
    otherApp.setAppid("wx0000000000000000");
    assertRefused(() -> service.prepay(otherApp), 400, "APPID_MCHID_NOT_MATCH");
    PrepayRequest query = prepay(newOrderNo(), 1, "tea");
    query.setNotifyUrl("https://shop.example/notify?x=1");
    assertRefused(() -> service.prepay(query), 400, "PARAM_ERROR");
    PrepayRequest past = prepay(newOrderNo(), 1, "tea");
    past.setTimeExpire("2020-01-01T00:00:00+08:00");
    assertRefused(() -> service.prepay(past), 400, "PARAM_ERROR");
  }

  @Test
  void aRequestSignedWithAnotherKeyIsRefused() {
    RSAPublicKeyConfig config =
        new RSAPublicKeyConfig.Builder()
            .merchantId(file("wechat-pay/mch-id.txt"))
            .privateKey(file("wechat-pay/wechat-pay-private-key.pem"))
            .merchantSerialNumber(file("wechat-pay/merchant-serial.txt"))
            .apiV3Key(file("wechat-pay/api-v3-key.txt"))
            .publicKey(file("wechat-pay/wechat-pay-public-key.pem"))
            .publicKeyId(file("wechat-pay/public-key-id.txt"))
            .build();
    assertRefused(() -> query(service(config), "anyorder"), 401, "SIGN_ERROR");
    assertThat(get("/v3/pay/transactions/id/1?mchid=1").status()).isEqualTo(401);
  }

  @Test
  void injectedFaultsReachTheSdk() {
    String orderNo = newOrderNo();
    NativePayService service = service(publicKeyConfig());
    service.prepay(prepay(orderNo, 100, "tea"));
    control("/pay", Map.of("channelOrderNo", orderNo));
    control("/faults", Map.of("target", "wechat-pay", "kind", "badSignature"));
    assertThatThrownBy(() -> query(service, orderNo)).isInstanceOf(ValidationException.class);
    control("/faults", Map.of("target", "wechat-pay", "kind", "error500"));
    assertRefused(() -> query(service, orderNo), 500, "SYSTEM_ERROR");
    control("/faults", Map.of("target", "wechat-pay", "kind", "wrongAmount"));
    assertThat(query(service, orderNo).getAmount().getTotal()).isEqualTo(101);
  }

  @Test
  void injectedFaultsReachTheNotify() {
    String orderNo = newOrderNo();
    service(publicKeyConfig()).prepay(prepay(orderNo, 100, "tea"));
    AtomicInteger calls = new AtomicInteger();
    PLATFORM.answering(request -> new Platform.Answer(calls.getAndIncrement() < 2 ? 401 : 200, ""));
    control("/faults", Map.of("target", "wechat-pay-notify", "kind", "badSignature"));
    control("/faults", Map.of("target", "wechat-pay-notify", "kind", "wrongAmount", "count", 2));
    control("/pay", Map.of("channelOrderNo", orderNo));
    List<Transaction> verified = awaitNotified(orderNo, 2, publicKeyConfig());
    assertThat(calls).hasValue(3);
    assertThat(verified.get(0).getAmount().getTotal()).isEqualTo(101);
    assertThat(verified.get(1).getAmount().getTotal()).isEqualTo(100);
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, int status, String code) {
    assertThatThrownBy(call)
        .asInstanceOf(type(ServiceException.class))
        .satisfies(
            refusal -> {
              assertThat(refusal.getHttpStatusCode()).isEqualTo(status);
              assertThat(refusal.getErrorCode()).isEqualTo(code);
            });
  }

  /** The notifies of this order that the SDK accepts. */
  private static List<Transaction> awaitNotified(
      String orderNo, int count, NotificationConfig config) {
    NotificationParser parser = new NotificationParser(config);
    return await()
        .until(
            () ->
                PLATFORM.at("/callback/wechat-pay").stream()
                    .map(notify -> parse(parser, notify))
                    .flatMap(List::stream)
                    .filter(transaction -> orderNo.equals(transaction.getOutTradeNo()))
                    .toList(),
            found -> found.size() >= count);
  }

  private static List<Transaction> parse(NotificationParser parser, Received notify) {
    RequestParam request =
        new RequestParam.Builder()
            .serialNumber(notify.headers().get("Wechatpay-Serial"))
            .nonce(notify.headers().get("Wechatpay-Nonce"))
            .signature(notify.headers().get("Wechatpay-Signature"))
            .timestamp(notify.headers().get("Wechatpay-Timestamp"))
            .body(notify.body())
            .build();
    try {
      return List.of(parser.parse(request, Transaction.class));
    } catch (ValidationException e) {
      return List.of();
    }
  }

  private static Transaction query(NativePayService service, String orderNo) {
    QueryOrderByOutTradeNoRequest request = new QueryOrderByOutTradeNoRequest();
    request.setMchid(file("wechat-pay/mch-id.txt"));
    request.setOutTradeNo(orderNo);
    return service.queryOrderByOutTradeNo(request);
  }

  private static PrepayRequest prepay(String orderNo, int total, String description) {
    Amount amount = new Amount();
    amount.setTotal(total);
    amount.setCurrency("CNY");
    PrepayRequest request = new PrepayRequest();
    request.setAppid(file("wechat-pay/app-id.txt"));
    request.setMchid(file("wechat-pay/mch-id.txt"));
    request.setDescription(description);
    request.setOutTradeNo(orderNo);
    request.setNotifyUrl(PLATFORM.url() + "/callback/wechat-pay");
    request.setAttach("attached");
    request.setAmount(amount);
    return request;
  }

  private static RSAPublicKeyConfig publicKeyConfig() {
    return new RSAPublicKeyConfig.Builder()
        .merchantId(file("wechat-pay/mch-id.txt"))
        .privateKey(file("wechat-pay/merchant-private-key.pem"))
        .merchantSerialNumber(file("wechat-pay/merchant-serial.txt"))
        .apiV3Key(file("wechat-pay/api-v3-key.txt"))
        .publicKey(file("wechat-pay/wechat-pay-public-key.pem"))
        .publicKeyId(file("wechat-pay/public-key-id.txt"))
        .build();
  }

  private NativePayService service(Config config) {
    return new NativePayService.Builder()
        .httpClient(
            new DefaultHttpClientBuilder().config(config).okHttpClient(redirected()).build())
        .build();
  }

  /** The SDK's addresses are fixed; its signature covers path and query only. */
  private OkHttpClient redirected() {
    Interceptor toSandbox =
        chain -> {
          HttpUrl address =
              chain
                  .request()
                  .url()
                  .newBuilder()
                  .scheme("http")
                  .host("127.0.0.1")
                  .port(port())
                  .build();
          return chain.proceed(chain.request().newBuilder().url(address).build());
        };
    return new OkHttpClient.Builder().addInterceptor(toSandbox).build();
  }
}
