package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.sdk.json.JsonBody;
import com.zhaoli.pay.sdk.webhook.WebhookEventType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** The operations that the fake does by itself. */
final class OpenApi {

  private final Books books;
  private final Endpoints endpoints;
  private final AppKeys keys;
  private final TerminalConfigurations configurations;
  private final IdempotencyKeys idempotencyKeys;
  private final WebhookSender sender;
  private final FakeIds ids;
  private final Clock clock;

  OpenApi(
      Books books,
      Endpoints endpoints,
      AppKeys keys,
      TerminalConfigurations configurations,
      IdempotencyKeys idempotencyKeys,
      WebhookSender sender,
      FakeIds ids,
      Clock clock) {
    this.books = books;
    this.endpoints = endpoints;
    this.keys = keys;
    this.configurations = configurations;
    this.idempotencyKeys = idempotencyKeys;
    this.sender = sender;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Does what is asked for.
   *
   * @throws Refusal with the platform's code
   */
  Answer answer(Operation operation, IncomingCall call, String requestId) {
    return idempotencyKeys.answer(operation, call, requestId, () -> answer(operation, call));
  }

  private Answer answer(Operation operation, IncomingCall call) {
    String number = operation.numberIn(call.path());
    return switch (operation) {
      case GET_MERCHANT ->
          Answer.ok(
              new JsonBody()
                  .with("merchantNo", FakeZhaoliPay.MERCHANT_NO)
                  .with("name", "Fake merchant")
                  .with("status", "APPROVED"));
      case CREATE_PAYMENT -> books.createPayment(PaymentDraft.of(call.fields()));
      case FIND_PAYMENT ->
          Answer.ok(
              books.findPayment(call.parameter("outTradeNo"), call.parameter("channelTradeNo")));
      case GET_PAYMENT -> Answer.ok(books.payment(number));
      case CLOSE_PAYMENT -> Answer.ok(books.close(number));
      case REVERSE_PAYMENT -> Answer.ok(books.reverse(number));
      case SYNC_PAYMENT -> Answer.ok(books.sync(number));
      case SYNC_FOUND_PAYMENT ->
          Answer.ok(
              books.syncFound(call.parameter("outTradeNo"), call.parameter("channelTradeNo")));
      case CREATE_REFUND -> books.createRefund(FakeRefund.Draft.of(call.fields()));
      case GET_REFUND -> Answer.ok(books.refund(number));
      case FIND_REFUNDS ->
          Answer.ok(
              books.findRefunds(
                  call.parameter("outRefundNo"),
                  call.parameter("paymentNo"),
                  call.parameter("after")));
      case LIST_ENDPOINTS -> Answer.ok(endpoints.list());
      case CREATE_ENDPOINT -> Answer.of(201, endpoints.create(call.fields()));
      case GET_ENDPOINT -> Answer.ok(endpoints.get(number));
      case CHANGE_ENDPOINT -> Answer.ok(endpoints.change(number, call.fields()));
      case ROTATE_ENDPOINT_SECRET ->
          Answer.ok(endpoints.rotateSecret(number, call.optionalFields()));
      case TEST_ENDPOINT -> Answer.ok(test(number));
      case DELETE_ENDPOINT -> {
        endpoints.delete(number);
        yield Answer.nothing();
      }
      case LIST_KEYS -> Answer.ok(keys.list());
      case ROTATE_KEY -> Answer.of(201, keys.rotate(call.optionalFields()));
      case REVOKE_KEY -> {
        keys.revoke(number);
        yield Answer.nothing();
      }
      case GET_TERMINAL_CONFIGURATION -> Answer.ok(configurations.get(number));
      case SET_TERMINAL_CONFIGURATION -> Answer.ok(configurations.set(number, call.fields()));
      case GET_BILL,
          CREATE_STORE,
          LIST_STORES,
          GET_STORE,
          CHANGE_STORE,
          GET_STORE_POSTER,
          REGISTER_TERMINAL,
          LIST_TERMINALS,
          GET_TERMINAL,
          ISSUE_ACTIVATION_CODE,
          ROTATE_TERMINAL_KEY,
          REPORT_TERMINAL_LOST,
          REVOKE_TERMINAL,
          GET_TERMINAL_HEALTH,
          SEND_TERMINAL_MESSAGE,
          ADD_CASHIER,
          LIST_CASHIERS,
          CHANGE_CASHIER,
          CREATE_RECEIVER,
          LIST_RECEIVERS,
          LIST_INVITATIONS,
          GET_INVITATION,
          CANCEL_INVITATION,
          GET_RECEIVER,
          CHANGE_RECEIVER,
          REMOVE_RECEIVER,
          INVITE_RECEIVER,
          CREATE_REPLAY,
          LIST_REPLAYS,
          GET_REPLAY,
          CANCEL_REPLAY,
          LIST_NOTIFICATIONS,
          GET_NOTIFICATION,
          REDELIVER_NOTIFICATION ->
          throw new Refusal(
              PlatformError.NOT_FOUND,
              "fake",
              "FakeZhaoliPay does not do this by itself: say next(Operation."
                  + operation
                  + ").answers(status, body)");
    };
  }

  private JsonBody test(String endpointNo) {
    Endpoints.Target target = endpoints.targetOf(endpointNo);
    String eventId = ids.next("evt_");
    byte[] body =
        Webhook.bodyOf(
            eventId,
            WebhookEventType.ENDPOINT_TEST,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            1,
            new JsonBody().with("endpointNo", endpointNo));
    long beganNanos = System.nanoTime();
    Delivery delivery =
        sender.send(
            target.url(), WebhookSender.sign(eventId, body, target.secrets(), clock.instant()));
    long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
    String answered = delivery.isTaken() ? null : "The server answered " + delivery.status() + ".";
    return new JsonBody()
        .with("eventId", eventId)
        .with("delivered", Boolean.valueOf(delivery.isTaken()))
        .with("httpStatus", delivery.status() == 0 ? null : Integer.valueOf(delivery.status()))
        .with("problem", delivery.problem() == null ? answered : delivery.problem())
        .with("tookMillis", Long.valueOf(tookMillis));
  }
}
