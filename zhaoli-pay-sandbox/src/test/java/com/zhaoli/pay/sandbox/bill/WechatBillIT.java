package com.zhaoli.pay.sandbox.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.service.billdownload.BillDownloadServiceExtension;
import com.wechat.pay.java.service.billdownload.DigestBillEntity;
import com.wechat.pay.java.service.billdownload.model.BillType;
import com.wechat.pay.java.service.billdownload.model.GetTradeBillRequest;
import com.wechat.pay.java.service.billdownload.model.TarType;
import com.zhaoli.pay.sandbox.support.RunningSandbox;
import com.zhaoli.pay.sandbox.support.WechatSdk;
import com.zhaoli.pay.sandbox.support.WechatSdk.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** WeChat Pay's bill, downloaded with the official SDK, which checks its hash. */
class WechatBillIT extends RunningSandbox {
  private final LocalDate today = LocalDate.now(Clock.system(ZoneId.of("Asia/Shanghai")));

  @ParameterizedTest
  @EnumSource(Mode.class)
  void theBillOfADayIsPackedTextWhoseHashIsTrue(Mode mode) {
    WechatSdk wechat = sdk(mode);
    String paid = pay(wechat, 1234);
    wechat.post(
        "/v3/refund/domestic/refunds",
        Map.of(
            "out_trade_no",
            paid,
            "out_refund_no",
            paid + "R",
            "amount",
            Map.of("refund", 200, "total", 1234, "currency", "CNY")),
        Map.class);
    String reversed = pay(wechat, 300);
    await().ignoreExceptions().until(() -> reverse(wechat, reversed) != null);

    List<String> lines = download(wechat, BillType.ALL, TarType.GZIP);
    assertThat(lines.get(0)).startsWith("交易时间,公众账号ID,商户号,").endsWith(",费率备注");
    List<String[]> rows = rowsOf(lines, paid);
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0)).hasSize(27).allMatch(field -> field.startsWith("`"));
    assertThat(rows.get(0)[1]).isEqualTo("`" + wechat.appId());
    assertThat(rows.get(0)[9]).isEqualTo("`SUCCESS");
    assertThat(rows.get(0)[12]).isEqualTo("`12.34");
    assertThat(rows.get(0)[20]).isEqualTo("`茶 咖啡");
    assertThat(rows.get(0)[24]).isEqualTo("`12.34");
    assertThat(rows.get(1)[9]).isEqualTo("`REFUND");
    assertThat(rows.get(1)[15]).isEqualTo("`" + paid + "R");
    assertThat(rows.get(1)[16]).isEqualTo("`2.00");
    assertThat(rows.get(1)[25]).isEqualTo("`2.00");
    assertThat(rowsOf(lines, reversed))
        .extracting(row -> row[9])
        .containsExactly("`SUCCESS", "`REVOKED");
    assertThat(lines.get(lines.size() - 2)).startsWith("总交易单数,应结订单总金额,");
    assertThat(lines.get(lines.size() - 1)).startsWith("`" + (lines.size() - 3) + ",`");

    assertThat(rowsOf(download(wechat, BillType.SUCCESS, null), paid)).hasSize(1);
    assertThat(rowsOf(download(wechat, BillType.REFUND, TarType.GZIP), paid)).hasSize(1);
  }

  @Test
  void aBillCanBeMadeToLie() {
    WechatSdk wechat = sdk(Mode.PUBLIC_KEY);
    String omitted = pay(wechat, 100);
    String more = pay(wechat, 100);
    String undone = pay(wechat, 100);
    for (Map.Entry<String, String> lie :
        Map.of(omitted, "omit", more, "amount", undone, "status").entrySet()) {
      control(
          "/bills/alterations",
          Map.of("channel", "WECHAT", "channelOrderNo", lie.getKey(), "kind", lie.getValue()));
    }
    List<String> lines = download(wechat, BillType.ALL, TarType.GZIP);
    assertThat(rowsOf(lines, omitted)).isEmpty();
    assertThat(rowsOf(lines, more).get(0)[24]).isEqualTo("`1.01");
    assertThat(rowsOf(lines, undone).get(0)[9]).isEqualTo("`REVOKED");
  }

  @Test
  void daysWithoutABillAndStrangersAreRefused() {
    WechatSdk wechat = sdk(Mode.PUBLIC_KEY);
    refused(() -> open(wechat, "2020-01-01", BillType.ALL, null), 400, "NO_STATEMENT_EXIST");
    refused(
        () -> open(wechat, today.plusDays(1).toString(), BillType.ALL, null),
        400,
        "NO_STATEMENT_EXIST");
    refused(() -> open(wechat, "today", BillType.ALL, null), 400, "PARAM_ERROR");
    assertThat(get("/v3/billdownload/file?token=x").status()).as("not signed").isEqualTo(401);
  }

  private WechatSdk sdk(Mode mode) {
    return new WechatSdk(directory(), port(), mode);
  }

  private static String pay(WechatSdk wechat, int total) {
    String orderNo = newOrderNo();
    Map<String, Object> body = new HashMap<>();
    body.put("appid", wechat.appId());
    body.put("mchid", wechat.mchId());
    body.put("description", "茶,咖啡");
    body.put("out_trade_no", orderNo);
    body.put("amount", Map.of("total", total));
    body.put("payer", Map.of("auth_code", "130000000000000001"));
    body.put("scene_info", Map.of("store_info", Map.of("id", "1")));
    wechat.post("/v3/pay/transactions/codepay", body, Map.class);
    return orderNo;
  }

  private static Map<?, ?> reverse(WechatSdk wechat, String orderNo) {
    return wechat.post(
        "/v3/pay/transactions/out-trade-no/" + orderNo + "/reverse",
        Map.of("appid", wechat.appId(), "mchid", wechat.mchId()),
        Map.class);
  }

  private List<String> download(WechatSdk wechat, BillType billType, @Nullable TarType tarType) {
    DigestBillEntity bill = open(wechat, today.toString(), billType, tarType);
    try {
      String text = new String(bill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(bill.verifyHash()).isTrue();
      return text.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DigestBillEntity open(
      WechatSdk wechat, String day, BillType billType, @Nullable TarType tarType) {
    GetTradeBillRequest request = new GetTradeBillRequest();
    request.setBillDate(day);
    request.setBillType(billType);
    if (tarType != null) {
      request.setTarType(tarType);
    }
    return new BillDownloadServiceExtension.Builder()
        .config(wechat.config())
        .httpClient(wechat.http())
        .build()
        .getTradeBill(request);
  }

  private static List<String[]> rowsOf(List<String> lines, String orderNo) {
    return lines.stream()
        .map(line -> line.split(",", -1))
        .filter(fields -> fields.length == 27 && fields[6].equals("`" + orderNo))
        .toList();
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, int status, String code) {
    assertThatThrownBy(call)
        .asInstanceOf(type(ServiceException.class))
        .satisfies(
            refusal -> {
              assertThat(refusal.getHttpStatusCode()).isEqualTo(status);
              assertThat(refusal.getErrorCode()).isEqualTo(code);
            });
  }
}
