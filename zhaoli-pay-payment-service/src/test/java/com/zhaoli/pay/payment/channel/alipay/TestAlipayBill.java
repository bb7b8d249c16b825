package com.zhaoli.pay.payment.channel.alipay;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.TestBooks;
import com.zhaoli.pay.payment.channel.TestChannel.Trade;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A bill as Alipay writes it: a zip of two files in GBK, the summary first. */
final class TestAlipayBill {
  static final String PATH = "/downloadBillFile.resource";
  static final String HEADER =
      "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,"
          + "订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,"
          + "券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注";
  private static final Charset GBK = Charset.forName("GBK");

  private TestAlipayBill() {}

  /** The bill of everything in these books. */
  static byte[] of(TestBooks books, boolean spoilt) {
    StringBuilder rows = new StringBuilder();
    Money paid = Money.ZERO;
    Money back = Money.ZERO;
    int payments = 0;
    int refunds = 0;
    for (Map.Entry<String, Trade> entry : books.trades().entrySet()) {
      String tradeNo = String.valueOf(entry.getValue().tradeNo());
      rows.append(row(tradeNo, entry.getKey(), "交易", entry.getValue().amount().toYuan(), ""));
      paid = paid.plus(entry.getValue().amount());
      payments++;
      for (TestBooks.Refund refund : books.refundsOf(entry.getKey())) {
        String yuan = "-" + refund.amount().toYuan();
        rows.append(row(tradeNo, entry.getKey(), "退款", yuan, refund.refundNo()));
        back = back.plus(refund.amount());
        refunds++;
      }
    }
    Money told = spoilt ? paid.plus(new Money(1)) : paid;
    return zip(
        detail(
            rows.toString(),
            "#交易合计：%d笔，商家实收共%s元，商家优惠共0.00元".formatted(payments, told.toYuan()),
            "#退款合计：%d笔，商家实收退款共-%s元，商家优惠退款共0.00元".formatted(refunds, back.toYuan())));
  }

  static String row(String tradeNo, String attemptNo, String kind, String yuan, String refundNo) {
    return ("%s\t,%s\t,%s\t,商品 \"A\",2026-11-23 15:59:00,2026-11-23 16:00:00,S1\t,\t,\t,T1\t,"
            + "*三(138****00)\t,%s,%s,0.00,0.00,0.00,0.00,0.00,,0.00\t,0.00,%s\t,0.00,0.00,\r\n")
        .formatted(tradeNo, attemptNo, kind, yuan, yuan, refundNo);
  }

  /** The detail's text, of rows that end with line breaks. */
  static String detail(String rows, String... totals) {
    return """
           #支付宝业务明细查询
           #账号：[20880000000000010156]
           #起始日期：[2026年11月23日 00:00:00]   终止日期：[2026年11月24日 00:00:00]
           #-----------------------------------------业务明细列表----------------------------------------
           """
        + HEADER
        + "\r\n"
        + rows
        + "#-----------------------------------------业务明细列表结束------------------------------------\r\n"
        + String.join("\r\n", totals)
        + "\r\n#导出时间：[2026年11月24日 09:00:00]\r\n";
  }

  static byte[] zip(String detail) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("20880000000000010156_20261123_业务明细(汇总).csv", "#支付宝业务汇总查询\n门店编号,合计\n");
    files.put("20880000000000010156_20261123_业务明细.csv", detail);
    return zip(files);
  }

  static byte[] zip(Map<String, String> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, GBK)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(GBK));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
