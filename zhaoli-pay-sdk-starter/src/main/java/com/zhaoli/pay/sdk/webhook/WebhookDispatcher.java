package com.zhaoli.pay.sdk.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Takes webhooks for any web framework: verifies, hands the event to the application, and says what
 * to answer. 2xx only after the handler returned. Safe for many threads.
 *
 * <p>Two copies at once make one call of the handler: the other is answered 409 rather than made to
 * wait, since it would hold a thread of the server meanwhile, and the platform sends it again.
 */
public final class WebhookDispatcher {

  /** What a webhook's body may have. */
  public static final int BODY_LIMIT_BYTES = 64 * 1024;

  /** The handler returned, now or for an earlier copy, or there is nothing to do. */
  public static final int TAKEN = 204;

  /** Not the platform's, or too old. */
  public static final int REFUSED = 401;

  /** Another copy of it is in the handler. */
  public static final int UNDER_WAY = 409;

  /** Longer than any webhook. */
  public static final int TOO_LONG = 413;

  /** The handler or the memory of ids failed: the platform sends it again. */
  public static final int FAILED = 500;

  private static final Log log = LogFactory.getLog(WebhookDispatcher.class);

  private final WebhookVerifier verifier;
  private final ZhaoliPayWebhookHandler handler;
  private final WebhookIds ids;

  public WebhookDispatcher(
      WebhookVerifier verifier, ZhaoliPayWebhookHandler handler, WebhookIds ids) {
    this.verifier = verifier;
    this.handler = handler;
    this.ids = ids;
  }

  /**
   * Takes a webhook whose body has not been read yet, and reads no more of it than a webhook may
   * have.
   *
   * @param header gives a header's value by its name
   * @return the status to answer, without a body
   * @throws IOException when the body cannot be read
   */
  public int handle(Function<String, @Nullable String> header, InputStream body)
      throws IOException {
    return handle(header, body.readNBytes(BODY_LIMIT_BYTES + 1));
  }

  /**
   * Takes a webhook.
   *
   * @param header gives a header's value by its name
   * @param body the raw bytes
   * @return the status to answer, without a body
   */
  public int handle(Function<String, @Nullable String> header, byte[] body) {
    if (body.length > BODY_LIMIT_BYTES) {
      return TOO_LONG;
    }
    WebhookEvent event;
    try {
      event = verifier.verify(header, body);
    } catch (WebhookVerificationException e) {
      log.warn(e.getMessage());
      return REFUSED;
    }
    if (event.payment() == null) {
      log.info("Webhook " + event.id() + " asks for nothing");
      return TAKEN;
    }
    try {
      return switch (ids.begin(event.id())) {
        case FIRST -> first(event);
        case UNDER_WAY -> UNDER_WAY;
        case DONE -> TAKEN;
      };
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      log.error("Webhook " + event.id() + " was not taken and will come again", e);
      return FAILED;
    }
  }

  private int first(WebhookEvent event) throws Exception {
    boolean succeeded = false;
    try {
      handler.onEvent(event);
      succeeded = true;
    } finally {
      if (!succeeded) {
        ids.failed(event.id());
      }
    }
    ids.done(event.id());
    return TAKEN;
  }
}
