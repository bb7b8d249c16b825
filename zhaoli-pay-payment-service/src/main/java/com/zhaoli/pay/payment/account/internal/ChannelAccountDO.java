package com.zhaoli.pay.payment.account.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of channel_account. */
@NullUnmarked
class ChannelAccountDO {
  String channelAccountNo;
  String channel;
  String merchantNo;
  String status;
  long version;
  String settings;
  String secretsSealed;
  Long previousVersion;
  String previousSettings;
  String previousSecretsSealed;
  Instant previousUntil;
  long revision;
  Instant createdAt;
  String createdBy;
  Instant updatedAt;
  String updatedBy;
}
