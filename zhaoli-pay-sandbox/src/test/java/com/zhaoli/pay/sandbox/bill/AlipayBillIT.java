package com.zhaoli.pay.sandbox.bill;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.api.request.AlipayDataDataserviceBillDownloadurlQueryRequest;
import com.alipay.api.request.AlipayTradeCancelRequest;
import com.alipay.api.request.AlipayTradePayRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import com.alipay.api.response.AlipayDataDataserviceBillDownloadurlQueryResponse;
import com.zhaoli.pay.sandbox.support.AlipaySdk;
import com.zhaoli.pay.sandbox.support.AlipaySdk.Mode;
import com.zhaoli.pay.sandbox.support.RunningSandbox;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Alipay's bill, asked for with the official SDK and read as its readers do. */
class AlipayBillIT extends RunningSandbox {
  private static final Charset GBK = Charset.forName("GBK");
  private final LocalDate today = LocalDate.now(Clock.system(ZoneId.of("Asia/Shanghai")));

  @ParameterizedTest
  @EnumSource(Mode.class)
  void theBillOfADayIsAZipOfTwoGbkFiles(Mode mode) throws IOException {
    AlipaySdk alipay = sdk(mode);
    String paid = pay(alipay, "12.34");
    refund(alipay, paid, "2.00", "refund-1");
    String cancelled = pay(alipay, "3.00");
    alipay.call(new AlipayTradeCancelRequest(), Map.of("out_trade_no", cancelled));
    String unpaid = precreate(alipay);

    Map<String, List<String>> files = download(alipay);
    String prefix = file("alipay/seller-id.txt") + "0156_" + today.toString().replace("-", "");
    assertThat(files).containsOnlyKeys(prefix + "_业务明细.csv", prefix + "_业务明细(汇总).csv");
    List<String> details = Objects.requireNonNull(files.get(prefix + "_业务明细.csv"));
    assertThat(details.get(0)).isEqualTo("#支付宝业务明细查询");
    assertThat(details.get(1)).isEqualTo("#账号：[" + file("alipay/seller-id.txt") + "0156]");
    assertThat(details.get(4)).startsWith("支付宝交易号,商户订单号,业务类型,");
    assertThat(rowsOf(details, paid)).hasSize(2);
    String[] payment = rowsOf(details, paid).get(0);
    assertThat(payment).hasSize(25);
    assertThat(payment[2]).isEqualTo("交易\t");
    assertThat(payment[3]).isEqualTo("茶 咖啡 more");
    assertThat(payment[11]).isEqualTo("12.34");
    String[] refund = rowsOf(details, paid).get(1);
    assertThat(refund[2]).isEqualTo("退款\t");
    assertThat(refund[11]).isEqualTo("-2.00");
    assertThat(refund[21]).isEqualTo("refund-1\t");
    assertThat(rowsOf(details, cancelled)).hasSize(2);
    assertThat(rowsOf(details, unpaid)).isEmpty();
    assertThat(details.get(details.size() - 1)).startsWith("#导出时间：[");
    assertThat(details).anyMatch(line -> line.matches("#交易合计：\\d+笔，商家实收共[\\d.]+元，商家优惠共0.00元"));
    assertThat(files.get(prefix + "_业务明细(汇总).csv")).first().isEqualTo("#支付宝业务汇总查询");
  }

  @Test
  void aBillCanBeMadeToLie() throws IOException {
    AlipaySdk alipay = sdk(Mode.KEY);
    String omitted = pay(alipay, "1.00");
    String more = pay(alipay, "1.00");
    String undone = pay(alipay, "1.00");
    String unpaid = precreate(alipay);
    alter(omitted, "omit");
    alter(more, "amount");
    alter(undone, "status");
    alter(unpaid, "status");
    List<String> details = download(alipay).values().iterator().next();
    assertThat(rowsOf(details, omitted)).isEmpty();
    assertThat(rowsOf(details, more).get(0)[11]).isEqualTo("1.01");
    assertThat(rowsOf(details, undone).get(0)[2]).isEqualTo("退款\t");
    assertThat(rowsOf(details, unpaid).get(0)[2]).isEqualTo("交易\t");

    assertThat(
            post(
                    "/sandbox/v1/bills/alterations",
                    Map.of("channel", "ALIPAY", "channelOrderNo", more, "kind", "other"))
                .status())
        .isEqualTo(400);
    assertThat(get("/sandbox/v1/bills/alterations").json().get("alterations")).hasSize(4);
    send("DELETE", "/sandbox/v1/bills/alterations", null);
    assertThat(rowsOf(download(alipay).values().iterator().next(), more).get(0)[11])
        .isEqualTo("1.00");
  }

  @Test
  void daysWithoutABillAreRefused() throws IOException {
    AlipaySdk alipay = sdk(Mode.KEY);
    assertThat(query(alipay, today.plusDays(1).toString()).getSubCode())
        .isEqualTo("isp.bill_not_exist");
    assertThat(query(alipay, "2026-13-01").getSubCode()).isEqualTo("isp.invalid-arguments");
    assertThat(query(alipay, "2020-01-01").getCode()).as("an empty day").isEqualTo("10000");
    assertThat(get("/downloadBillFile.resource?fileId=..%2Fstate.jsonl").status()).isEqualTo(404);
  }

  private AlipaySdk sdk(Mode mode) {
    return new AlipaySdk(directory(), url(), mode);
  }

  private static String pay(AlipaySdk alipay, String amount) {
    String orderNo = newOrderNo();
    alipay.call(
        new AlipayTradePayRequest(),
        Map.of(
            "out_trade_no",
            orderNo,
            "total_amount",
            amount,
            "subject",
            "茶,咖啡\nmore",
            "auth_code",
            "280000000000000001"));
    return orderNo;
  }

  private static String precreate(AlipaySdk alipay) {
    String orderNo = newOrderNo();
    alipay.call(
        new AlipayTradePrecreateRequest(),
        Map.of("out_trade_no", orderNo, "total_amount", "1.00", "subject", "tea"));
    return orderNo;
  }

  private static void refund(AlipaySdk alipay, String orderNo, String amount, String number) {
    alipay.call(
        new AlipayTradeRefundRequest(),
        Map.of("out_trade_no", orderNo, "refund_amount", amount, "out_request_no", number));
  }

  private void alter(String orderNo, String kind) {
    control(
        "/bills/alterations", Map.of("channel", "ALIPAY", "channelOrderNo", orderNo, "kind", kind));
  }

  private static AlipayDataDataserviceBillDownloadurlQueryResponse query(
      AlipaySdk alipay, String day) {
    return alipay.call(
        new AlipayDataDataserviceBillDownloadurlQueryRequest(),
        Map.of("bill_type", "trade", "bill_date", day));
  }

  private Map<String, List<String>> download(AlipaySdk alipay) throws IOException {
    Map<String, List<String>> files = new LinkedHashMap<>();
    String address = query(alipay, today.toString()).getBillDownloadUrl();
    try (InputStream bytes = URI.create(address).toURL().openStream();
        ZipInputStream zip = new ZipInputStream(bytes, GBK)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), GBK).lines().toList());
      }
    }
    return files;
  }

  private static List<String[]> rowsOf(List<String> details, String orderNo) {
    return details.stream()
        .map(line -> line.split(",", -1))
        .filter(fields -> fields.length == 25 && fields[1].equals(orderNo + "\t"))
        .toList();
  }
}
