package com.zhaoli.pay.pos.terminal.web;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.pos.terminal.ActivationCode;
import java.time.Instant;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** A code, shown this one time. */
record ActivationCodeVO(String terminalNo, Secret activationCode, Instant expiresAt) {

  static ResponseEntity<ActivationCodeVO> answer(ActivationCode code) {
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .body(new ActivationCodeVO(code.terminalNo(), code.code(), code.expiresAt()));
  }
}
