package com.zhaoli.pay.sdk.test;

/** The refusals that a merchant's program can meet, from the platform's catalogue of errors. */
public enum PlatformError {
  REQUEST_INVALID(400, "The request is not valid; see details."),
  REQUEST_BODY_MALFORMED(400, "The request body is not valid JSON."),
  NOT_FOUND(404, "There is nothing at this address."),
  METHOD_NOT_ALLOWED(405, "This address does not take this HTTP method."),
  MEDIA_TYPE_UNSUPPORTED(415, "This content type is not supported; send application/json."),
  NOT_ACCEPTABLE(406, "No answer in an acceptable content type."),
  REQUEST_TIMEOUT(408, "The request body did not arrive in time; try again."),
  BODY_TOO_LARGE(413, "The request body is larger than allowed."),
  RATE_LIMITED(429, "Too many requests; try again after Retry-After seconds."),
  SIGN_HEADER_INVALID(400, "A signature header is missing, doubled or malformed."),
  TIMESTAMP_OUT_OF_WINDOW(
      401, "X-Zhaoli-Timestamp is more than 300 seconds away from the server's clock."),
  SIGN_INVALID(401, "The app, the key or the signature is not valid."),
  NONCE_REPLAYED(401, "This X-Zhaoli-Nonce was used before."),
  REPLAY_STORE_UNAVAILABLE(503, "The replay protection is not available; try again."),
  UPSTREAM_UNAVAILABLE(503, "A part of the platform is not available; try again."),
  UPSTREAM_TIMEOUT(504, "A part of the platform did not answer in time."),
  INTERNAL_ERROR(500, "Something went wrong on our side; tell us the request id."),
  APP_STATE_INVALID(409, "The app's status does not allow this; see details."),
  KEY_NOT_FOUND(404, "There is no such key."),
  KEY_IS_LAST(409, "The last key in force cannot be revoked; rotate it instead."),
  KEY_LIMIT_REACHED(409, "Two keys are in force already; revoke one first."),
  PAYMENT_NOT_FOUND(404, "There is no such payment."),
  OUT_TRADE_NO_CONFLICT(409, "This outTradeNo was used for a different payment."),
  PAYMENT_STATE_INVALID(409, "The payment's status does not allow this; see details."),
  REFUND_NOT_FOUND(404, "There is no such refund."),
  OUT_REFUND_NO_CONFLICT(409, "This outRefundNo was used for a different refund."),
  REFUND_AMOUNT_EXCEEDED(422, "Less than this amount is left to refund; see details."),
  IDEMPOTENCY_KEY_REUSED(409, "This Idempotency-Key was used for a different request."),
  REQUEST_IN_PROGRESS(409, "An equal request is being worked on; try again in a moment."),
  METHOD_NOT_AVAILABLE(422, "This payment method is not available for this channel."),
  CHANNEL_NOT_CONFIGURED(422, "This channel is not configured for the merchant."),
  CHANNEL_DECLINED(422, "The channel declined the payment; see details."),
  CHANNEL_UNAVAILABLE(503, "The channel's answer is unknown; send the same request again."),
  STORE_NOT_FOUND(404, "There is no such store."),
  STORE_ID_TAKEN(409, "A store with this storeId and another name exists already."),
  STORE_CLOSED(409, "This store takes no payments now."),
  TERMINAL_NOT_FOUND(404, "There is no such terminal."),
  WEBHOOK_ENDPOINT_NOT_FOUND(404, "There is no such webhook endpoint."),
  WEBHOOK_URL_FORBIDDEN(422, "This webhook address is not allowed; see details."),
  WEBHOOK_ENDPOINT_LIMIT_REACHED(
      409, "There are as many webhook endpoints as allowed; delete one first."),
  WEBHOOK_ENDPOINT_IS_DEFAULT(
      409,
      "The default endpoint cannot be deleted, since its secret signs notifyUrl webhooks; disable"
          + " it instead."),
  WEBHOOK_ENDPOINT_WITHOUT_URL(409, "This endpoint has no address; give it one first."),
  WEBHOOK_ENDPOINT_PAUSED(
      409, "This is kept for its endpoint, and is delivered some seconds after that is resumed."),
  NOTIFICATION_NOT_FOUND(404, "There is no such notification."),
  NOTIFICATION_IS_NO_WEBHOOK(
      409, "Only a webhook can be sent once more; this is a message in WeChat."),
  NOTIFICATION_WITHOUT_EVENT(
      409, "The event of this notification is not kept any more, or cannot be read."),
  NOTIFICATION_REDELIVERED_TOO_OFTEN(
      409, "This event was delivered to this endpoint as often as it can be; see details."),
  REPLAY_NOT_FOUND(404, "There is no such replay."),
  REPLAY_LIMIT_REACHED(
      409, "As many replays are running as may; wait until one is done, or cancel one."),
  BILL_NOT_READY(409, "The bill of this day is not there yet; see details.");

  private final int httpStatus;
  private final String message;

  PlatformError(int httpStatus, String message) {
    this.httpStatus = httpStatus;
    this.message = message;
  }

  /** The HTTP status that goes with this code. */
  public int httpStatus() {
    return httpStatus;
  }

  /** The sentence for people, in English. */
  public String message() {
    return message;
  }
}
