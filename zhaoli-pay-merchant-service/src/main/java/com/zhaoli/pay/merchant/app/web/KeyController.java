package com.zhaoli.pay.merchant.app.web;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.merchant.app.Keys;
import com.zhaoli.pay.merchant.app.MerchantKeys;
import com.zhaoli.pay.merchant.app.NewKeyBO;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The keys of the app whose signature the gateway verified. */
@RestController
@RequestMapping("/openapi/v1/keys")
class KeyController {
  private static final long DEFAULT_OVERLAP_SECONDS = 86_400;

  private final MerchantKeys keys;

  KeyController(MerchantKeys keys) {
    this.keys = keys;
  }

  @GetMapping
  KeyListVO list(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestHeader(ZhaoliHeaders.APP_ID) String appId) {
    return new KeyListVO(keys.list(merchantNo, appId).stream().map(KeyVO::of).toList());
  }

  @PostMapping
  ResponseEntity<NewKeyVO> rotate(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestHeader(ZhaoliHeaders.APP_ID) String appId,
      @Valid @RequestBody(required = false) @Nullable RotationDTO rotation) {
    Long asked = rotation == null ? null : rotation.overlapSeconds();
    Duration overlap = Duration.ofSeconds(asked == null ? DEFAULT_OVERLAP_SECONDS : asked);
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .body(NewKeyVO.of(keys.rotate(merchantNo, appId, overlap)));
  }

  @DeleteMapping("/{keyId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(
      @RequestHeader(ZhaoliHeaders.MERCHANT_NO) String merchantNo,
      @RequestHeader(ZhaoliHeaders.APP_ID) String appId,
      @PathVariable("keyId")
          @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be the id of a key") String keyId) {
    keys.revoke(merchantNo, appId, keyId);
  }

  /**
   * How to rotate.
   *
   * @param overlapSeconds how long the key in force until now goes on beside the new one
   */
  record RotationDTO(@Min(0) @Max(Keys.MAX_OVERLAP_SECONDS) @Nullable Long overlapSeconds) {}

  /** An app's keys. */
  record KeyListVO(List<KeyVO> items) {}

  /**
   * A new key, with its secret this one time.
   *
   * @param replacedKeysEndAt when the keys before it end
   */
  record NewKeyVO(
      String appId, String keyId, Secret appSecret, Instant createdAt, Instant replacedKeysEndAt) {
    static NewKeyVO of(NewKeyBO key) {
      return new NewKeyVO(
          key.appId(), key.keyId(), key.secret(), key.createdAt(), key.othersEndAt());
    }
  }
}
