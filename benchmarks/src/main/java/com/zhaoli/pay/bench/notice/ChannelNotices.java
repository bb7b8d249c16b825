package com.zhaoli.pay.bench.notice;

import com.zhaoli.pay.bench.load.HttpAnswer;
import java.util.Map;

/** How one channel tells that an order was paid. */
public interface ChannelNotices {
  /** As the platform calls the channel. */
  String channel();

  /** Where the platform takes its notices. */
  String path();

  /** Says it of one order, signed with the channel's key at this moment. */
  Notice sign(PaidOrder order);

  /** Whether the platform's answer tells the channel that it need not say it again. */
  boolean isAccepted(HttpAnswer answer);

  /** What travels. */
  record Notice(Map<String, String> headers, byte[] body) {}
}
