package com.zhaoli.pay.sdk.webhook;

import com.zhaoli.pay.sdk.json.JsonException;
import com.zhaoli.pay.sdk.json.JsonObject;
import com.zhaoli.pay.signing.WebhookSecret;
import com.zhaoli.pay.signing.WebhookSignature;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells the platform's webhooks from everything else. Nothing of a body is read before its
 * signature is right. Safe for many threads.
 *
 * <p>It does not remember what it has seen: a webhook that is sent again within five minutes
 * verifies again, and a delivery that is repeated on purpose later as well. Act once for each id.
 */
public final class WebhookVerifier {

  private final List<WebhookSecret> secrets;
  private final Clock clock;

  /**
   * Verifies with one secret, or with both during a rotation.
   *
   * @param secrets each {@code whsec_} and base64 of 32 bytes
   */
  public WebhookVerifier(List<String> secrets, Clock clock) {
    this.secrets = secrets.stream().map(WebhookSecret::new).toList();
    this.clock = clock;
  }

  /**
   * Verifies a request.
   *
   * @param header gives a header's value by its name, as {@code request::getHeader} and {@code
   *     headers::getFirst} do
   * @param body the raw bytes, before anything parsed them
   * @throws WebhookVerificationException when it is not a webhook of the platform's, made within
   *     five minutes
   */
  public WebhookEvent verify(Function<String, @Nullable String> header, byte[] body) {
    String id = header.apply(WebhookSignature.ID_HEADER);
    WebhookSignature.Outcome outcome =
        WebhookSignature.verify(
            secrets,
            id,
            header.apply(WebhookSignature.TIMESTAMP_HEADER),
            header.apply(WebhookSignature.SIGNATURE_HEADER),
            body,
            clock.instant());
    if (outcome != WebhookSignature.Outcome.VALID) {
      throw new WebhookVerificationException("the webhook was refused: " + outcome);
    }
    WebhookEvent event = read(body);
    if (!event.id().equals(id)) {
      throw new WebhookVerificationException("the webhook's id is not its event's id");
    }
    return event;
  }

  private static WebhookEvent read(byte[] verifiedBody) {
    try {
      return WebhookEvent.of(JsonObject.parse(verifiedBody));
    } catch (JsonException e) {
      throw new WebhookVerificationException("the webhook cannot be read: " + e.getMessage());
    }
  }
}
