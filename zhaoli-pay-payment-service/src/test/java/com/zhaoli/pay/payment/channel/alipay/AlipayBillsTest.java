package com.zhaoli.pay.payment.channel.alipay;

import static com.zhaoli.pay.payment.channel.alipay.TestAlipayBill.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelBills.BillRow;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.channel.ChannelBills.RowStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bills as files; the suite has how they are fetched. */
class AlipayBillsTest {
  private static final String NO_REFUNDS = "#退款合计：0笔，商家实收退款共0.00元，商家优惠退款共0.00元";
  private static final Instant AT = Instant.parse("2026-11-23T08:00:00Z");
  private final List<BillRow> rows = new ArrayList<>();

  private long read(byte[] zip) throws IOException, BillDamagedException {
    return AlipayBillZip.read(new ByteArrayInputStream(zip), rows::add);
  }

  private void assertDamaged(byte[] zip) {
    assertThatExceptionOfType(BillDamagedException.class).isThrownBy(() -> read(zip));
  }

  private static byte[] payments(String totals, String... rows) {
    return TestAlipayBill.zip(TestAlipayBill.detail(String.join("", rows), totals, NO_REFUNDS));
  }

  private static String total(int number, String yuan) {
    return "#交易合计：%d笔，商家实收共%s元，商家优惠共0.00元".formatted(number, yuan);
  }

  @Test
  void rowsAreReadToTheFen() throws Exception {
    String paid = row("T1", "at_1", "交易", "123456789012.34", "");
    String back = row("T1", "at_1", "退款", "-0.01", "ref_1");
    byte[] zip =
        TestAlipayBill.zip(
            TestAlipayBill.detail(
                paid + back, total(1, "123456789012.34"), "#退款合计：1笔，商家实收退款共-0.01元，商家优惠退款共0.00元"));
    assertThat(read(zip)).isEqualTo(2);
    assertThat(rows)
        .containsExactly(
            new BillRow(
                Kind.PAYMENT,
                "T1",
                "at_1",
                null,
                new Money(12_345_678_901_234L),
                RowStatus.SUCCEEDED,
                AT),
            new BillRow(Kind.REFUND, "T1", "at_1", "ref_1", new Money(1), RowStatus.SUCCEEDED, AT));
  }

  @Test
  void aDayOnWhichNothingHappenedHasNoRows() throws Exception {
    assertThat(read(payments(total(0, "0.00")))).isZero();
  }

  @Test
  void aSubjectMayHaveCommas() throws Exception {
    String row = row("T1", "at_1", "交易", "1.00", "").replace("商品 \"A\"", "一,二,,三");
    assertThat(read(payments(total(1, "1.00"), row))).isEqualTo(1);
    assertThat(rows.get(0).amount()).isEqualTo(new Money(100));
  }

  @Test
  void columnsAreFoundByTheirNames() throws Exception {
    String detail =
        TestAlipayBill.detail(
            row("T1", "at_1", "交易", "1.00", "").replace("T1\t,", "new\t,T1\t,"),
            total(1, "1.00"),
            NO_REFUNDS);
    // The row's terminal is also called T1, and moves with its column.
    String moved = detail.replace("支付宝交易号,", "新列,支付宝交易号,").replace("终端号,", "又新列,终端号,");
    assertThat(read(TestAlipayBill.zip(moved))).isEqualTo(1);
    assertThat(rows.get(0).channelTradeNo()).isEqualTo("T1");
  }

  @ParameterizedTest
  @CsvSource({"1,1.01", "1,0.99", "2,1.00", "0,0.00", "1,1"})
  void rowsThatDoNotAddUpAreDamaged(int number, String yuan) {
    assertDamaged(payments(total(number, yuan), row("T1", "at_1", "交易", "1.00", "")));
  }

  @Test
  void aBillWithoutItsTotalsIsCutOff() {
    String row = row("T1", "at_1", "交易", "1.00", "");
    assertDamaged(TestAlipayBill.zip(TestAlipayBill.detail(row, total(1, "1.00"))));
    assertDamaged(TestAlipayBill.zip(TestAlipayBill.detail(row, NO_REFUNDS)));
    assertDamaged(payments(total(1, "1.00") + "\r\n" + total(1, "1.00"), row));
    assertDamaged(TestAlipayBill.zip(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "T1,at_1,交易",
        "a line",
      })
  void aRowThatIsTooShortIsDamaged(String row) {
    assertDamaged(payments(total(0, "0.00"), row + "\r\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "T1,at_1,转账,1.00", "T1,at_1,交易,-1.00", "T1,at_1,退款,1.00", "T1,at_1,交易,1.001",
    "T1,at_1,交易,one", "T1,at_1,交易,''", "'',at_1,交易,1.00", "T1,'',交易,1.00"
  })
  void aRowThatCannotBeReadIsDamaged(String tradeNo, String attemptNo, String kind, String yuan) {
    assertDamaged(payments(total(1, "1.00"), row(tradeNo, attemptNo, kind, yuan, "")));
  }

  @Test
  void aLineWithoutAnEndIsDamaged() {
    assertDamaged(payments(total(0, "0.00"), "x".repeat(20_000)));
  }

  @Test
  void aZipThatIsNotABillIsDamaged() {
    String detail = TestAlipayBill.detail("", total(0, "0.00"), NO_REFUNDS);
    assertDamaged("<html>".getBytes(StandardCharsets.UTF_8));
    assertDamaged(TestAlipayBill.zip(Map.of("a_业务明细(汇总).csv", detail)));
    assertDamaged(TestAlipayBill.zip(Map.of("a.csv", detail, "b.csv", detail)));
  }

  @Test
  void aZipThatWasChangedCannotBeUnpacked() {
    byte[] zip = payments(total(1, "1.00"), row("T1", "at_1", "交易", "1.00", ""));
    zip[zip.length / 2] ^= 0x20;
    assertThatExceptionOfType(Exception.class).isThrownBy(() -> read(zip));
  }

  @Test
  void whatTakesTheRowsMayFailByItself() {
    byte[] zip = payments(total(1, "1.00"), row("T1", "at_1", "交易", "1.00", ""));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                AlipayBillZip.read(
                    new ByteArrayInputStream(zip),
                    row -> {
                      throw new IllegalStateException("the database is full");
                    }));
  }

  @ParameterizedTest
  @CsvSource({
    "https://openapi.alipay.com/gateway.do, https://dw.alipay.com/b?x=1, https://dw.alipay.com/b?x=1",
    "https://openapi.alipay.com/gateway.do, http://dw.alipay.com/b?x=1, https://dw.alipay.com/b?x=1",
    "http://127.0.0.1:8190/gateway.do, http://127.0.0.1:8190/b, http://127.0.0.1:8190/b",
    "http://127.0.0.1:8190/gateway.do, http://dw.alipay.com/b, https://dw.alipay.com/b"
  })
  void billsAreFetchedByTlsOrFromTheGatewayItself(String gateway, String told, String used)
      throws IOException {
    assertThat(AlipayBillDownload.allowed(HttpUrl.get(gateway), told)).hasToString(used);
  }

  @ParameterizedTest
  @CsvSource({
    "https://openapi.alipay.com/gateway.do, http://openapi.alipay.com:8080/b",
    "http://127.0.0.1:8190/gateway.do, http://127.0.0.1:8191/b",
    "http://127.0.0.1:8190/gateway.do, http://127.0.0.2:8190/b",
    "http://127.0.0.1:8190/gateway.do, file:///etc/passwd",
    "http://127.0.0.1:8190/gateway.do, nonsense"
  })
  void billsAreFetchedFromNowhereElse(String gateway, String told) {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> AlipayBillDownload.allowed(HttpUrl.get(gateway), told));
  }
}
