package com.zhaoli.pay.pos.device.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of device_key, with its terminal's merchant and store. */
@NullUnmarked
class DeviceKeyDO {
  String terminalNo;
  String keyId;
  String merchantNo;
  String storeId;
  String secretSealed;
  String status;
  long counterHigh;
  long counterSeen;
  Instant createdAt;
}
