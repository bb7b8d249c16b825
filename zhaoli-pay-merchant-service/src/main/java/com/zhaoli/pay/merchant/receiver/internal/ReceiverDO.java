package com.zhaoli.pay.merchant.receiver.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of merchant_receiver. */
@NullUnmarked
class ReceiverDO {
  String receiverNo;
  String merchantNo;
  String role;
  String label;
  String openid;
  Instant boundAt;
  Instant unboundAt;
  Instant createdAt;
}
