package com.zhaoli.pay.sandbox.alipay;

import com.zhaoli.pay.sandbox.bill.BillFiles;
import com.zhaoli.pay.sandbox.bill.DayBill;
import com.zhaoli.pay.sandbox.keys.AlipayKeys;
import com.zhaoli.pay.sandbox.order.Channel;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Names the address from which the bill of a day is downloaded. */
@Component
final class AlipayBills implements AlipayMethods {
  private final DayBill bill;
  private final BillFiles files;
  private final AlipayKeys keys;
  private final Clock clock;

  AlipayBills(DayBill bill, BillFiles files, AlipayKeys keys, Clock clock) {
    this.bill = bill;
    this.files = files;
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public Map<String, Function<AlipayRequest, AlipayAnswer>> methods() {
    return Map.of("alipay.data.dataservice.bill.downloadurl.query", this::downloadUrl);
  }

  private AlipayAnswer downloadUrl(AlipayRequest request) {
    if (!"trade".equals(request.text("bill_type"))) {
      return AlipayAnswer.refused("isp.invalid-arguments", "入参不合法：bill_type只支持trade");
    }
    LocalDate day;
    try {
      day = LocalDate.parse(String.valueOf(request.text("bill_date")));
    } catch (DateTimeParseException e) {
      return AlipayAnswer.refused("isp.invalid-arguments", "入参不合法：bill_date格式为yyyy-MM-dd");
    }
    if (day.isAfter(bill.today())) {
      return AlipayAnswer.refused("isp.bill_not_exist", "账单不存在");
    }
    AlipayBillArchive archive =
        new AlipayBillArchive(keys.sellerId(), day, bill.of(Channel.ALIPAY, day), clock.instant());
    String token = files.keep(archive::write);
    String name = keys.sellerId() + "_" + DateTimeFormatter.BASIC_ISO_DATE.format(day);
    return AlipayAnswer.success()
        .with(
            "bill_download_url",
            request.address()
                + "/downloadBillFile.resource?bizType=trade&fileType=csv.zip&downloadFileName="
                + name
                + ".csv.zip&fileId="
                + token);
  }
}
