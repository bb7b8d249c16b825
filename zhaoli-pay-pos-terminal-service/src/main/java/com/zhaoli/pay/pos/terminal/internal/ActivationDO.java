package com.zhaoli.pay.pos.terminal.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of terminal_activation. */
@NullUnmarked
class ActivationDO {
  String terminalNo;
  String codeNo;
  String codeHash;
  int triesLeft;
  Instant expiresAt;
  Instant usedAt;
  String activationHash;
  String keyId;
  Instant createdAt;
}
