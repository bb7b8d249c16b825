package com.zhaoli.pay.sandbox.alipay;

import com.zhaoli.pay.sandbox.bill.BillEntry;
import com.zhaoli.pay.sandbox.bill.BillText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Alipay's bill of a day: a zip of two CSV files in GBK, names included, with comment lines around
 * the lists. Fields that a spreadsheet would take for numbers end with a tab.
 */
record AlipayBillArchive(String sellerId, LocalDate day, List<BillEntry> entries, Instant now) {
  private static final Charset GBK = Charset.forName("GBK");
  private static final String EOL = "\r\n";
  private static final DateTimeFormatter HEAD_TIME =
      DateTimeFormatter.ofPattern("yyyy年MM月dd日 HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));
  private static final String DETAIL_COLUMNS =
      "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,"
          + "订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,"
          + "券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,"
          + "分润（元）,备注";
  private static final String SUMMARY_COLUMNS =
      "门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,支付宝优惠（元）,"
          + "商家优惠（元）,卡消费金额（元）,服务费（元）,分润（元）,实收净额（元）";

  void write(OutputStream out) throws IOException {
    String name = sellerId + "0156_" + DateTimeFormatter.BASIC_ISO_DATE.format(day);
    try (ZipOutputStream zip = new ZipOutputStream(out, GBK)) {
      Writer text = new BufferedWriter(new OutputStreamWriter(zip, GBK));
      zip.putNextEntry(new ZipEntry(name + "_业务明细.csv"));
      writeDetails(text);
      text.flush();
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry(name + "_业务明细(汇总).csv"));
      writeSummary(text);
      text.flush();
      zip.closeEntry();
    }
  }

  private void writeDetails(Writer text) throws IOException {
    writeHead(text, "业务明细查询");
    line(
        text,
        "#-----------------------------------------业务明细列表----------------------------------------");
    line(text, DETAIL_COLUMNS);
    for (BillEntry entry : entries) {
      line(text, detail(entry));
    }
    line(
        text,
        "#-----------------------------------------业务明细列表结束------------------------------------");
    line(text, "#交易合计：" + count(true) + "笔，商家实收共" + total(true) + "元，商家优惠共0.00元");
    line(text, "#退款合计：" + count(false) + "笔，商家实收退款共" + total(false) + "元，商家优惠退款共0.00元");
    line(text, "#导出时间：[" + HEAD_TIME.format(now) + "]");
  }

  private void writeSummary(Writer text) throws IOException {
    writeHead(text, "业务汇总查询");
    line(
        text,
        "#-----------------------------------------业务汇总列表----------------------------------------");
    line(text, SUMMARY_COLUMNS);
    String net = BillText.yuan(sum(true) + sum(false));
    line(
        text,
        String.join(
            ",",
            "合计\t",
            "\t",
            Long.toString(count(true)),
            Long.toString(count(false)),
            net,
            net,
            "0.00",
            "0.00",
            "0.00",
            "0.00",
            "0.00",
            net));
    line(
        text,
        "#-----------------------------------------业务汇总列表结束------------------------------------");
    line(text, "#导出时间：[" + HEAD_TIME.format(now) + "]");
  }

  private void writeHead(Writer text, String title) throws IOException {
    line(text, "#支付宝" + title);
    line(text, "#账号：[" + sellerId + "0156]");
    ZoneId china = ZoneId.of("Asia/Shanghai");
    line(
        text,
        "#起始日期：["
            + HEAD_TIME.format(day.atStartOfDay(china))
            + "]   终止日期：["
            + HEAD_TIME.format(day.plusDays(1).atStartOfDay(china))
            + "]");
  }

  private static String detail(BillEntry entry) {
    boolean payment = entry.kind() == BillEntry.Kind.PAYMENT;
    String yuan = BillText.yuan(payment ? entry.amountFen() : -entry.amountFen());
    String request = entry.outRefundNo();
    return String.join(
        ",",
        entry.channelTradeNo() + "\t",
        entry.order().channelOrderNo() + "\t",
        (payment ? "交易" : "退款") + "\t",
        BillText.plain(entry.order().subject()),
        BillText.time(entry.order().createdAt()),
        BillText.time(entry.at()),
        "\t",
        "\t",
        "\t",
        "\t",
        AlipayFormat.buyerLogin(entry.order()),
        yuan,
        yuan,
        "0.00",
        "0.00",
        "0.00",
        "0.00",
        "0.00",
        "",
        "0.00\t",
        "0.00",
        (request == null ? "" : request) + "\t",
        "0.00",
        "0.00",
        "");
  }

  private long count(boolean payments) {
    return entries.stream()
        .filter(entry -> payments == (entry.kind() == BillEntry.Kind.PAYMENT))
        .count();
  }

  /** Payments count as they are, refunds negative. */
  private long sum(boolean payments) {
    long total =
        entries.stream()
            .filter(entry -> payments == (entry.kind() == BillEntry.Kind.PAYMENT))
            .mapToLong(BillEntry::amountFen)
            .sum();
    return payments ? total : -total;
  }

  private String total(boolean payments) {
    return BillText.yuan(sum(payments));
  }

  private static void line(Writer text, String line) throws IOException {
    text.write(line);
    text.write(EOL);
  }
}
