package com.zhaoli.pay.common.client.notify;

import com.zhaoli.pay.common.message.EventBatchCodec;
import java.time.Duration;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** notify-consumer for the other services. Errors arrive as {@code FeignException}. */
@FeignClient(name = "zhaoli-pay-notify-consumer", contextId = "notifyInternalApi")
public interface NotifyInternalApi {

  /**
   * For so long notify-consumer knows what it delivered, at least: an event that is sent again,
   * whichever way, is not delivered again.
   */
  Duration REMEMBERS = Duration.ofDays(4);

  /** Dispatch mode async: takes a frame of {@link EventBatchCodec}; answered means stored. */
  @PostMapping(value = "/internal/v1/events", consumes = EventBatchCodec.CONTENT_TYPE)
  void acceptEvents(@RequestBody byte[] frame);

  /** The merchant's default endpoint, made at the first call. Idempotent. */
  @PutMapping("/internal/v1/merchants/{merchantNo}/default-webhook-endpoint")
  WebhookEndpointCredential ensureDefaultEndpoint(@PathVariable("merchantNo") String merchantNo);
}
