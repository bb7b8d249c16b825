package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.service.billdownload.model.BillType;
import com.wechat.pay.java.service.billdownload.model.GetTradeBillRequest;
import com.wechat.pay.java.service.billdownload.model.HashType;
import com.wechat.pay.java.service.billdownload.model.QueryBillEntity;
import com.wechat.pay.java.service.billdownload.model.TarType;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelBills;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * The trade bill of a day: a signed answer names its hash and its address, the file itself bears no
 * signature. It is downloaded past the SDK, whose download leaves a connection behind where WeChat
 * Pay refuses it.
 */
class WechatPayBills implements ChannelBills {
  private static final int BAD_REQUEST = 400;

  private final WechatPayAccounts accounts;

  WechatPayBills(WechatPayAccounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Channel channel() {
    return Channel.WECHAT;
  }

  /** The answer to where the bill is: an address, or already the outcome. */
  private record Asked(@Nullable QueryBillEntity bill, BillOutcome otherwise) {}

  @Override
  public BillOutcome read(String channelAccountNo, LocalDate day, Consumer<BillRow> rows) {
    WechatPayAccount account = accounts.get(channelAccountNo);
    Asked asked = ask(account, day);
    QueryBillEntity bill = asked.bill;
    if (bill == null) {
      return asked.otherwise;
    }
    if (bill.getHashType() != HashType.SHA1) {
      return new BillOutcome.Damaged("its hash is of a kind that is not known here");
    }
    try (Response response = download(account, bill.getDownloadUrl())) {
      ResponseBody body = response.body();
      return response.isSuccessful() && body != null
          ? parse(body.byteStream(), bill.getHashValue(), new TradeBill(account.mchId(), rows))
          : new BillOutcome.Unknown("HTTP " + response.code());
    } catch (DamagedBillException e) {
      return new BillOutcome.Damaged(String.valueOf(e.getMessage()));
    } catch (ZipException | EOFException e) {
      return new BillOutcome.Damaged("it cannot be unzipped");
    } catch (IOException e) {
      return new BillOutcome.Unknown(e.getClass().getName());
    }
  }

  private static Asked ask(WechatPayAccount account, LocalDate day) {
    GetTradeBillRequest request = new GetTradeBillRequest();
    request.setBillDate(day.toString());
    request.setBillType(BillType.ALL);
    request.setTarType(TarType.GZIP);
    return WechatPayCalls.answer(
        () -> {
          @Nullable QueryBillEntity bill = account.sdk().bills().getTradeBill(request);
          boolean usable =
              bill != null && bill.getDownloadUrl() != null && bill.getHashValue() != null;
          return new Asked(usable ? bill : null, new BillOutcome.Unknown("no address came"));
        },
        (httpStatus, code) ->
            new Asked(
                null,
                httpStatus == BAD_REQUEST && "NO_STATEMENT_EXIST".equals(code)
                    ? new BillOutcome.NotThere()
                    // Among them: the bill is being made.
                    : new BillOutcome.Unknown(WechatPayCalls.unexplained(httpStatus, code))),
        reason -> new Asked(null, new BillOutcome.Unknown(reason)));
  }

  private static Response download(WechatPayAccount account, String url)
      throws IOException, DamagedBillException {
    try {
      return account.signed().download(url);
    } catch (IllegalArgumentException e) {
      throw new DamagedBillException("its address is no address");
    }
  }

  private static BillOutcome parse(InputStream file, String hash, TradeBill bill)
      throws IOException, DamagedBillException {
    BillLines lines = new BillLines(file);
    for (String line = lines.next(); line != null; line = lines.next()) {
      bill.add(line);
    }
    long rows = bill.finish();
    return lines.sha1Hex().equalsIgnoreCase(hash)
        ? new BillOutcome.Read(rows)
        : new BillOutcome.Damaged("its hash is not right");
  }
}
