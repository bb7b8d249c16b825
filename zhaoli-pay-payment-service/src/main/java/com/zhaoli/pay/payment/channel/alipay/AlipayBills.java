package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.domain.AlipayDataDataserviceBillDownloadurlQueryModel;
import com.alipay.api.request.AlipayDataDataserviceBillDownloadurlQueryRequest;
import com.alipay.api.response.AlipayDataDataserviceBillDownloadurlQueryResponse;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelBills;
import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome.Damaged;
import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome.NotThere;
import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome.Read;
import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome.Unknown;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Alipay's bill of a day: a zip of two CSV files, of which the detail is read. Alipay gives no hash
 * of it; the zip's checksum and the totals at the detail's end have to be right.
 */
class AlipayBills implements ChannelBills {
  private final AlipayAccounts accounts;
  private final AlipayBillDownload download;

  AlipayBills(AlipayAccounts accounts, AlipayClients clients) {
    this.accounts = accounts;
    this.download = new AlipayBillDownload(clients.http());
  }

  @Override
  public Channel channel() {
    return Channel.ALIPAY;
  }

  @Override
  public BillOutcome read(String channelAccountNo, LocalDate day, Consumer<BillRow> rows) {
    try {
      AlipayAccount account = accounts.get(channelAccountNo);
      AlipayAnswer<AlipayDataDataserviceBillDownloadurlQueryResponse> answer =
          account.call(request(day));
      String url = answer.response().getBillDownloadUrl();
      if (answer.isSuccess() && url != null && !url.isBlank()) {
        return read(account, url, rows);
      }
      return isNotThere(answer) ? new NotThere() : new Unknown(answer.codes());
    } catch (NoAnswerException | ChannelNotReadyException e) {
      return new Unknown(String.valueOf(e.getMessage()));
    }
  }

  private static AlipayDataDataserviceBillDownloadurlQueryRequest request(LocalDate day) {
    AlipayDataDataserviceBillDownloadurlQueryModel model =
        new AlipayDataDataserviceBillDownloadurlQueryModel();
    model.setBillType("trade");
    model.setBillDate(day.toString());
    AlipayDataDataserviceBillDownloadurlQueryRequest request =
        new AlipayDataDataserviceBillDownloadurlQueryRequest();
    request.setBizModel(model);
    return request;
  }

  /** The code stands with and without a prefix in Alipay's documents, and in either case. */
  private static boolean isNotThere(AlipayAnswer<?> answer) {
    String code = answer.refusal();
    return code != null && code.toUpperCase(Locale.ROOT).endsWith("BILL_NOT_EXIST");
  }

  private BillOutcome read(AlipayAccount account, String url, Consumer<BillRow> rows) {
    try (AlipayBillDownload.Body body = download.open(account.gateway(), url)) {
      try {
        return new Read(AlipayBillZip.read(body, rows));
      } catch (BillDamagedException e) {
        return new Damaged(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        // Either the connection broke, or what came whole cannot be unpacked.
        return body.isBroken()
            ? new Unknown("the download broke off: " + e.getClass().getName())
            : new Damaged("the zip cannot be unpacked");
      }
    } catch (IOException e) {
      return new Unknown("no download: " + e.getMessage());
    }
  }
}
