package com.zhaoli.pay.common.client.wechat;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** wechat-mp-service for the other services. Errors arrive as {@code FeignException}. */
@FeignClient(name = "zhaoli-pay-wechat-mp-service", contextId = "wechatInternalApi")
public interface WechatInternalApi {

  /** Makes a temporary QR code and registers what its scan means. */
  @PostMapping("/internal/v1/qr-codes")
  QrCode createQrCode(@RequestBody QrCodeRequest request);

  /** Sends a template message at most once for the same scene, business id and openid. */
  @PostMapping("/internal/v1/template-messages")
  TemplateMessageResult sendTemplateMessage(@RequestBody TemplateMessageRequest request);

  /**
   * Sends template messages, at most 500: stored when this returns, and sent as far as some seconds
   * allow. The same batch again sends nothing twice and tells what became of each.
   */
  @PostMapping("/internal/v1/template-messages/batch")
  TemplateMessageBatchResult sendTemplateMessages(@RequestBody TemplateMessageBatch batch);
}
