package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.load.HttpAnswer;
import com.zhaoli.pay.bench.load.HttpMessage;
import com.zhaoli.pay.bench.load.LoadResult;
import com.zhaoli.pay.bench.load.Work;
import com.zhaoli.pay.bench.notice.AlipayNotices;
import com.zhaoli.pay.bench.notice.ChannelNotices;
import com.zhaoli.pay.bench.notice.ChannelNotices.Notice;
import com.zhaoli.pay.bench.notice.PaidOrder;
import com.zhaoli.pay.bench.notice.WechatPayNotices;
import com.zhaoli.pay.bench.platform.Database.OpenOrder;
import com.zhaoli.pay.bench.platform.Platform;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Signed callbacks that say of open orders that they were paid, each once. */
final class PaidCallbacks implements Work {
  private final List<Callback> callbacks;

  private PaidCallbacks(List<Callback> callbacks) {
    this.callbacks = callbacks;
  }

  private record Callback(
      String paymentNo, String tradeNo, ChannelNotices notices, byte[] request) {}

  /** Signs with the keys of both channels, which takes a while: not while anything is measured. */
  static final class Signer {
    private final String host;
    private final Clock clock;
    private final Map<String, ChannelNotices> noticesByChannel = new TreeMap<>();
    private final AtomicInteger lastNumber = new AtomicInteger();
    private final long runNumber;

    /** With the keys that the platform's sandbox signs with. */
    static Signer of(Platform platform, Clock clock) {
      return new Signer(
          platform.gatewayHost(),
          clock,
          List.of(
              new AlipayNotices(platform.sandboxDir(), clock),
              new WechatPayNotices(platform.sandboxDir(), clock)));
    }

    private Signer(String host, Clock clock, List<ChannelNotices> channels) {
      this.host = host;
      this.clock = clock;
      this.runNumber = clock.instant().toEpochMilli() % 1_000_000_000_000L;
      channels.forEach(notices -> noticesByChannel.put(notices.channel(), notices));
    }

    PaidCallbacks sign(List<OpenOrder> orders) {
      return new PaidCallbacks(
          IntStream.range(0, orders.size())
              .parallel()
              .mapToObj(index -> sign(orders.get(index)))
              .toList());
    }

    private Callback sign(OpenOrder order) {
      ChannelNotices notices = noticesByChannel.get(order.channel());
      if (notices == null) {
        throw new IllegalStateException("no notices of channel " + order.channel());
      }
      // Both channels' numbers have 28 digits; nobody has seen one of these before.
      String tradeNo = "42002026%012d%08d".formatted(runNumber, lastNumber.incrementAndGet());
      Notice notice =
          notices.sign(
              new PaidOrder(
                  order.attemptNo(),
                  tradeNo,
                  order.amountFen(),
                  PaymentCreations.SUBJECT,
                  clock.instant()));
      byte[] request =
          HttpMessage.of("POST", host, notices.path(), notice.headers(), notice.body());
      return new Callback(order.paymentNo(), tradeNo, notices, request);
    }
  }

  int count() {
    return callbacks.size();
  }

  @Override
  public byte[] request(int index) {
    return callbacks.get(index).request();
  }

  @Override
  public boolean isAccepted(int index, HttpAnswer answer) {
    return callbacks.get(index).notices().isAccepted(answer);
  }

  /** The channel's number in each callback that was accepted, by payment. */
  Map<String, String> tradeNoByPayment(LoadResult result) {
    Map<String, String> accepted = new TreeMap<>();
    result.accepted().stream()
        .mapToObj(callbacks::get)
        .forEach(callback -> accepted.put(callback.paymentNo(), callback.tradeNo()));
    return accepted;
  }
}
