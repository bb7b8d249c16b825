package com.zhaoli.pay.payment.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome;
import com.zhaoli.pay.payment.channel.ChannelBills.BillRow;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.channel.ChannelBills.RowStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bills, the good and the damaged. */
class WechatPayBillsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
  private static final Instant AT = Instant.parse("2026-11-23T08:00:00Z");
  private final TestSides sides = new TestSides();
  private final List<BillRow> rows = new ArrayList<>();

  @AfterEach
  void stop() {
    sides.close();
  }

  private BillOutcome read(TestBill bill) {
    return read(bill.text());
  }

  private BillOutcome read(String text) {
    return read(text, TestBill.zipped(text));
  }

  private BillOutcome read(String text, byte[] file) {
    sides.there.bill(text, file);
    rows.clear();
    return sides.bills.read(TestAccounts.NO, DAY, rows::add);
  }

  private void assertDamaged(String text) {
    assertThat(read(text)).isInstanceOf(BillOutcome.Damaged.class);
  }

  private static TestBill someBill() {
    return new TestBill()
        .payment("T1", "at_1", new Money(1_230))
        .refund("T1", "at_1", "ref_1", new Money(230), "SUCCESS");
  }

  @Test
  void everyKindOfRowIsRead() {
    TestBill bill =
        new TestBill()
            .payment("T1", "at_1", new Money(1_230))
            .payment("T2", "at_2", new Money(100_000_000_000L))
            .refund("T1", "at_1", "ref_1", new Money(230), "SUCCESS")
            .refund("T1", "at_1", "ref_2", new Money(1), "PROCESSING")
            .refund("T1", "at_1", "ref_3", new Money(2), "FAIL")
            .refund("T1", "at_1", "ref_4", new Money(3), "SOMETHING_NEW")
            .reversal("T2", "at_2", new Money(100_000_000_000L));
    assertThat(read(bill)).isEqualTo(new BillOutcome.Read(7));
    assertThat(rows)
        .containsExactly(
            new BillRow(
                Kind.PAYMENT, "T1", "at_1", null, new Money(1_230), RowStatus.SUCCEEDED, AT),
            new BillRow(
                Kind.PAYMENT,
                "T2",
                "at_2",
                null,
                new Money(100_000_000_000L),
                RowStatus.SUCCEEDED,
                AT),
            new BillRow(
                Kind.REFUND, "T1", "at_1", "ref_1", new Money(230), RowStatus.SUCCEEDED, AT),
            new BillRow(Kind.REFUND, "T1", "at_1", "ref_2", new Money(1), RowStatus.PROCESSING, AT),
            new BillRow(Kind.REFUND, "T1", "at_1", "ref_3", new Money(2), RowStatus.FAILED, AT),
            new BillRow(Kind.REFUND, "T1", "at_1", "ref_4", new Money(3), RowStatus.PROCESSING, AT),
            new BillRow(
                Kind.REFUND,
                "T2",
                "at_2",
                null,
                new Money(100_000_000_000L),
                RowStatus.SUCCEEDED,
                AT));
  }

  @Test
  void aSubjectCannotShiftTheColumns() {
    TestBill bill = new TestBill().payment("T1", "at_1", new Money(5), "a,`SUCCESS,`9.99,`");
    assertThat(read(bill)).isEqualTo(new BillOutcome.Read(1));
    assertThat(rows.get(0).amount()).isEqualTo(new Money(5));
  }

  @Test
  void aBillThatIsNotZippedIsReadToo() {
    String text = someBill().text();
    assertThat(read(text, text.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new BillOutcome.Read(2));
  }

  @Test
  void aDayOnWhichNothingHappenedHasNoRows() {
    assertThat(read(new TestBill())).isEqualTo(new BillOutcome.Read(0));
  }

  @Test
  void manyRowsAreHandedOverOneByOne() {
    TestBill bill = new TestBill();
    for (int i = 0; i < 20_000; i++) {
      bill.payment("T" + i, "at_" + i, new Money(i));
    }
    assertThat(read(bill)).isEqualTo(new BillOutcome.Read(20_000));
    assertThat(rows).hasSize(20_000);
  }

  @Test
  void aBillOfAnOlderMerchantHasFewerColumns() {
    String text =
        """
        交易时间,公众账号ID,商户号,微信支付订单号,商户订单号,交易状态,总金额,商户退款单号,退款金额,退款状态,商品名称
        `2026-11-23 16:00:00,`wx1,`1600000001,`T1,`at_1,`SUCCESS,`0.01,`0,`0,`,`a
        总交易单数,总交易额,总退款金额
        1,`0.01,`0.0
        """;
    assertThat(read(text)).isEqualTo(new BillOutcome.Read(1));
    assertThat(rows.get(0).amount()).isEqualTo(new Money(1));
  }

  @Test
  void aBillThatWasCutOffIsDamaged() {
    String text = someBill().text();
    byte[] file = TestBill.zipped(text);
    for (int length : new int[] {0, 1, 5, 12, file.length / 2, file.length - 5}) {
      assertThat(read(text, Arrays.copyOf(file, length)))
          .as("%d bytes", length)
          .isInstanceOf(BillOutcome.Damaged.class);
    }
    assertDamaged(text.substring(0, text.indexOf(TestBill.SUMS)));
    assertDamaged(text.substring(0, text.indexOf(TestBill.SUMS) + TestBill.SUMS.length()));
    assertDamaged("");
  }

  @Test
  void aBillWithAnotherHashIsDamaged() {
    String text = someBill().text();
    String changed = text.replace("at_1", "at_2");
    assertThat(read(text, TestBill.zipped(changed))).isInstanceOf(BillOutcome.Damaged.class);
    assertThat(rows).hasSize(2);
  }

  @Test
  void sumsThatAreNotRightAreDamage() {
    String text = someBill().text();
    assertDamaged(text.replace("`2,`12.30", "`3,`12.30"));
    assertDamaged(text.replace("`2,`12.30", "`2,`12.31"));
    assertDamaged(text.replace(",`12.30,`2.30\r\n", ",`12.30,`2.31\r\n"));
    assertDamaged(text.replace("`2,`12.30", "`2,`much"));
    assertDamaged(text.replace("`2,`12.30", "`2"));
    assertDamaged(text + "`2026\r\n");
  }

  @Test
  void rowsThatAreNotRightAreDamage() {
    String text = someBill().text();
    assertDamaged(text.replace("`SUCCESS,`OTHERS", "`PENDING,`OTHERS"));
    assertDamaged(text.replace(",`CNY,`12.30", ",`CNY,`12.305"));
    assertDamaged(text.replace(",`CNY,`12.30", ",`CNY,`-12.30"));
    assertDamaged(text.replace(",`CNY,`12.30", ",`CNY"));
    assertDamaged(text.replace("\r\n`2026", "\r\n2026"));
    assertDamaged(text.replace(TestWechatPay.MCH_ID, "1600000002"));
    assertDamaged(text.replace("商户订单号", "什么"));
    assertDamaged("{\"code\":\"SYSTEM_ERROR\"}");
    assertDamaged(text.replace("商品", "x".repeat(20_000)));
  }

  @Test
  void textThatIsNoneIsDamage() {
    byte[] bytes = {(byte) 0xC3, '\n'};
    assertThat(read("x", bytes)).isInstanceOf(BillOutcome.Damaged.class);
  }

  @ParameterizedTest
  @CsvSource({
    "400,NO_STATEMENT_EXIST,NotThere",
    "400,STATEMENT_CREATING,Unknown",
    "400,INVALID_REQUEST,Unknown",
    "404,NO_STATEMENT_EXIST,Unknown",
    "403,NO_AUTH,Unknown",
    "500,SYSTEM_ERROR,Unknown"
  })
  void aRefusalOfABillMeans(int httpStatus, String code, String outcome) {
    sides.there.script("/tradebill", httpStatus, "{\"code\":\"" + code + "\",\"message\":\"no\"}");
    BillOutcome answer = sides.bills.read(TestAccounts.NO, DAY, rows::add);
    assertThat(answer.getClass().getSimpleName()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|Unknown",
        "null|Unknown",
        "{'hash_type':'SHA1','hash_value':'x'}|Unknown",
        "{'hash_type':'SHA1','download_url':'https://x/v3/billdownload/file'}|Unknown",
        "{'hash_type':'SM3','hash_value':'x','download_url':'https://x/f'}|Damaged",
        "{'hash_type':'SHA1','hash_value':'x','download_url':'no address'}|Damaged"
      })
  void anAddressThatIsNoneIsNotFollowed(String body, String outcome) {
    sides.there.script("/tradebill", 200, body.replace('\'', '"'));
    BillOutcome answer = sides.bills.read(TestAccounts.NO, DAY, rows::add);
    assertThat(answer.getClass().getSimpleName()).isEqualTo(outcome);
  }

  @Test
  void aDownloadThatIsRefusedIsUnknown() {
    String text = someBill().text();
    sides.there.script("/billdownload/file", 404, "{\"code\":\"RESOURCE_NOT_EXISTS\"}");
    assertThat(read(text)).isEqualTo(new BillOutcome.Unknown("HTTP 404"));
  }

  @Test
  void whatTheReaderOfTheRowsThrowsIsItsOwn() {
    String text = someBill().text();
    sides.there.bill(text, TestBill.zipped(text));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                sides.bills.read(
                    TestAccounts.NO,
                    DAY,
                    row -> {
                      throw new IllegalStateException("the database is down");
                    }));
  }
}
