package com.zhaoli.pay.pos.device.web;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.device.DeviceKeys;
import com.zhaoli.pay.pos.device.NewDeviceKey;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DeviceController {
  private final DeviceKeys keys;
  private final Clock clock;

  DeviceController(DeviceKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Our time, for a device whose clock is too far off to sign. */
  record TimeVO(long epochSeconds, Instant serverTime) {}

  /** A new key, with its secret. */
  record DeviceKeyVO(String keyId, Secret deviceSecret) {}

  @GetMapping("/pos/v1/time")
  ResponseEntity<TimeVO> time() {
    Instant now = clock.instant();
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new TimeVO(now.getEpochSecond(), now));
  }

  @PostMapping("/pos/v1/keys")
  ResponseEntity<DeviceKeyVO> rotate(HttpServletRequest request) {
    NewDeviceKey key = keys.rotate(DeviceIdentity.of(request));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new DeviceKeyVO(key.keyId(), key.secret()));
  }
}
