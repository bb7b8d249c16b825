package com.zhaoli.pay.payment.channel.voucher;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelBills;
import java.io.EOFException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import okio.HashingSource;
import okio.Okio;

/**
 * The bill of a day: a signed answer names its path, hash and totals, the file itself bears no
 * signature. It is read line by line.
 */
final class VoucherBills implements ChannelBills {
  private static final long MAX_LINE_BYTES = 4 * 1024;

  /** A file of this channel, and nowhere else. */
  private static final Pattern PATH = Pattern.compile("/v1/bills/[0-9A-Za-z-]{1,64}");

  private final VoucherAccounts accounts;
  private final VoucherClient client;

  VoucherBills(VoucherAccounts accounts, VoucherClient client) {
    this.accounts = accounts;
    this.client = client;
  }

  @Override
  public Channel channel() {
    return VoucherChannel.VOUCHER;
  }

  @Override
  public BillOutcome read(String channelAccountNo, LocalDate day, Consumer<BillRow> rows) {
    VoucherAccount account = accounts.get(channelAccountNo);
    try {
      VoucherAnswer told = client.call(account, "/v1/bills/find", Map.of("day", day.toString()));
      if (told.code().equals("NO_BILL")) {
        return new BillOutcome.NotThere();
      }
      String path = told.text("path");
      if (!told.isOk() || !told.names("day", day.toString()) || path == null) {
        return new BillOutcome.Unknown(told.unexplained());
      }
      return PATH.matcher(path).matches()
          ? download(account, path, new VoucherBill(told, rows))
          : new BillOutcome.Damaged("its path is none of a bill");
    } catch (NoAnswerException e) {
      return new BillOutcome.Unknown(e.reason());
    }
  }

  private BillOutcome download(VoucherAccount account, String path, VoucherBill bill) {
    try (Response response = client.download(account, path);
        ResponseBody body = response.body()) {
      return response.code() == 200 && body != null
          ? read(body.source(), bill)
          : new BillOutcome.Unknown("HTTP " + response.code());
    } catch (EOFException e) {
      return new BillOutcome.Damaged("a line has no end, or is longer than any real one");
    } catch (IOException e) {
      return new BillOutcome.Unknown(e.getClass().getName());
    }
  }

  private static BillOutcome read(BufferedSource file, VoucherBill bill) throws IOException {
    try (HashingSource hashed = HashingSource.sha256(file);
        BufferedSource lines = Okio.buffer(hashed)) {
      while (!lines.exhausted()) {
        String damage = bill.add(lines.readUtf8LineStrict(MAX_LINE_BYTES));
        if (damage != null) {
          return new BillOutcome.Damaged(damage);
        }
      }
      return bill.finish(hashed.hash().hex());
    }
  }
}
