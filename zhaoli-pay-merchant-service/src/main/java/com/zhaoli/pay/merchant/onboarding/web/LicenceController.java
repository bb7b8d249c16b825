package com.zhaoli.pay.merchant.onboarding.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.merchant.licence.LicencePicture;
import com.zhaoli.pay.merchant.onboarding.LicenceUpload;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The licence's picture, sent by the page and shown to the same browser again. */
@RestController
@RequestMapping("/onboarding/v1/sessions/{qrToken}/licence")
class LicenceController {
  private final LicenceUpload upload;

  LicenceController(LicenceUpload upload) {
    this.upload = upload;
  }

  /** What the content type says is not believed: the bytes decide. */
  @PostMapping(consumes = {MediaType.IMAGE_JPEG_VALUE, MediaType.IMAGE_PNG_VALUE})
  ResponseEntity<Void> take(
      @PathVariable("qrToken") String qrToken,
      @CookieValue(name = OnboardingController.COOKIE, required = false)
          @Nullable String browserToken,
      HttpServletRequest request)
      throws IOException {
    if (request.getContentLengthLong() > LicencePicture.MAX_BYTES) {
      throw new ApiException(ErrorCode.BODY_TOO_LARGE);
    }
    upload.take(
        qrToken, browserToken, request.getInputStream().readNBytes(LicencePicture.MAX_BYTES + 1));
    return ResponseEntity.noContent().cacheControl(CacheControl.noStore()).build();
  }

  @GetMapping
  ResponseEntity<byte[]> latest(
      @PathVariable("qrToken") String qrToken,
      @CookieValue(name = OnboardingController.COOKIE, required = false)
          @Nullable String browserToken) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.IMAGE_JPEG)
        .body(upload.latest(qrToken, browserToken));
  }
}
