package com.zhaoli.pay.sdk.webhook;

/**
 * The request is no webhook of the platform's, or an old one. Answer it 4xx and do nothing else.
 * The reason is for the log, not for the sender.
 */
public final class WebhookVerificationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public WebhookVerificationException(String reason) {
    super(reason);
  }
}
