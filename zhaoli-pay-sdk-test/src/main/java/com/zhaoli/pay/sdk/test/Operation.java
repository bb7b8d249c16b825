package com.zhaoli.pay.sdk.test;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations of the open API. */
public enum Operation {
  GET_MERCHANT("GET", "/openapi/v1/merchant"),
  CREATE_PAYMENT("POST", "/openapi/v1/payments"),
  FIND_PAYMENT("GET", "/openapi/v1/payments"),
  SYNC_FOUND_PAYMENT("POST", "/openapi/v1/payments/sync"),
  GET_PAYMENT("GET", "/openapi/v1/payments/{paymentNo}"),
  CLOSE_PAYMENT("POST", "/openapi/v1/payments/{paymentNo}/close"),
  REVERSE_PAYMENT("POST", "/openapi/v1/payments/{paymentNo}/reverse"),
  SYNC_PAYMENT("POST", "/openapi/v1/payments/{paymentNo}/sync"),
  CREATE_REFUND("POST", "/openapi/v1/refunds"),
  FIND_REFUNDS("GET", "/openapi/v1/refunds"),
  GET_REFUND("GET", "/openapi/v1/refunds/{refundNo}"),
  GET_BILL("GET", "/openapi/v1/bills"),
  CREATE_STORE("POST", "/openapi/v1/stores"),
  LIST_STORES("GET", "/openapi/v1/stores"),
  GET_STORE("GET", "/openapi/v1/stores/{storeCode}"),
  CHANGE_STORE("PATCH", "/openapi/v1/stores/{storeCode}"),
  GET_STORE_POSTER("GET", "/openapi/v1/stores/{storeCode}/poster"),
  REGISTER_TERMINAL("POST", "/openapi/v1/terminals"),
  LIST_TERMINALS("GET", "/openapi/v1/terminals"),
  GET_TERMINAL("GET", "/openapi/v1/terminals/{terminalNo}"),
  ISSUE_ACTIVATION_CODE("POST", "/openapi/v1/terminals/{terminalNo}/activation-codes"),
  ROTATE_TERMINAL_KEY("POST", "/openapi/v1/terminals/{terminalNo}/rotate-key"),
  REPORT_TERMINAL_LOST("POST", "/openapi/v1/terminals/{terminalNo}/lost"),
  REVOKE_TERMINAL("POST", "/openapi/v1/terminals/{terminalNo}/revoke"),
  GET_TERMINAL_HEALTH("GET", "/openapi/v1/terminals/{terminalNo}/health"),
  GET_TERMINAL_CONFIGURATION("GET", "/openapi/v1/terminals/{terminalNo}/configuration"),
  SET_TERMINAL_CONFIGURATION("PUT", "/openapi/v1/terminals/{terminalNo}/configuration"),
  SEND_TERMINAL_MESSAGE("POST", "/openapi/v1/terminals/{terminalNo}/messages"),
  ADD_CASHIER("POST", "/openapi/v1/cashiers"),
  LIST_CASHIERS("GET", "/openapi/v1/cashiers"),
  CHANGE_CASHIER("PATCH", "/openapi/v1/cashiers/{cashierNo}"),
  CREATE_ENDPOINT("POST", "/openapi/v1/webhook-endpoints"),
  LIST_ENDPOINTS("GET", "/openapi/v1/webhook-endpoints"),
  GET_ENDPOINT("GET", "/openapi/v1/webhook-endpoints/{endpointNo}"),
  CHANGE_ENDPOINT("PATCH", "/openapi/v1/webhook-endpoints/{endpointNo}"),
  DELETE_ENDPOINT("DELETE", "/openapi/v1/webhook-endpoints/{endpointNo}"),
  ROTATE_ENDPOINT_SECRET("POST", "/openapi/v1/webhook-endpoints/{endpointNo}/rotate-secret"),
  TEST_ENDPOINT("POST", "/openapi/v1/webhook-endpoints/{endpointNo}/test"),
  CREATE_REPLAY("POST", "/openapi/v1/webhook-endpoints/{endpointNo}/replays"),
  LIST_REPLAYS("GET", "/openapi/v1/webhook-endpoints/{endpointNo}/replays"),
  GET_REPLAY("GET", "/openapi/v1/webhook-endpoints/{endpointNo}/replays/{replayNo}"),
  CANCEL_REPLAY("DELETE", "/openapi/v1/webhook-endpoints/{endpointNo}/replays/{replayNo}"),
  LIST_NOTIFICATIONS("GET", "/openapi/v1/notifications"),
  GET_NOTIFICATION("GET", "/openapi/v1/notifications/{notificationNo}"),
  REDELIVER_NOTIFICATION("POST", "/openapi/v1/notifications/{notificationNo}/redeliver"),
  CREATE_RECEIVER("POST", "/openapi/v1/receivers"),
  LIST_RECEIVERS("GET", "/openapi/v1/receivers"),
  LIST_INVITATIONS("GET", "/openapi/v1/receivers/invitations"),
  GET_INVITATION("GET", "/openapi/v1/receivers/invitations/{invitationNo}"),
  CANCEL_INVITATION("DELETE", "/openapi/v1/receivers/invitations/{invitationNo}"),
  GET_RECEIVER("GET", "/openapi/v1/receivers/{receiverNo}"),
  CHANGE_RECEIVER("PATCH", "/openapi/v1/receivers/{receiverNo}"),
  REMOVE_RECEIVER("DELETE", "/openapi/v1/receivers/{receiverNo}"),
  INVITE_RECEIVER("POST", "/openapi/v1/receivers/{receiverNo}/invitations"),
  LIST_KEYS("GET", "/openapi/v1/keys"),
  ROTATE_KEY("POST", "/openapi/v1/keys"),
  REVOKE_KEY("DELETE", "/openapi/v1/keys/{keyId}");

  private final String method;
  private final String path;
  private final Pattern form;

  Operation(String method, String path) {
    this.method = method;
    this.path = path;
    this.form = Pattern.compile(path.replaceAll("\\{[A-Za-z]+}", "([^/]+)"));
  }

  /** The HTTP method. */
  public String method() {
    return method;
  }

  /** The path, with the names of what varies in braces. */
  public String path() {
    return path;
  }

  /** Whether its result may be asked for again by an Idempotency-Key. */
  boolean knowsIdempotencyKey() {
    return method.equals("POST")
        && (path.startsWith("/openapi/v1/payments")
            || path.startsWith("/openapi/v1/refunds")
            || path.startsWith("/openapi/v1/stores"));
  }

  /**
   * The operation at a path.
   *
   * @throws Refusal NOT_FOUND when there is nothing, METHOD_NOT_ALLOWED when something else is
   */
  static Operation at(String method, String rawPath) {
    Optional<Operation> found = Optional.empty();
    boolean isKnownPath = false;
    for (Operation operation : values()) {
      if (operation.form.matcher(rawPath).matches()) {
        isKnownPath = true;
        // The first one: a fixed word stands before what varies.
        if (operation.method.equals(method) && found.isEmpty()) {
          found = Optional.of(operation);
        }
      }
    }
    if (found.isEmpty()) {
      throw new Refusal(isKnownPath ? PlatformError.METHOD_NOT_ALLOWED : PlatformError.NOT_FOUND);
    }
    return found.get();
  }

  /** What stands at the place in braces; empty for a path without. */
  String numberIn(String rawPath) {
    Matcher matcher = form.matcher(rawPath);
    return matcher.matches() && matcher.groupCount() > 0
        ? IncomingCall.decode(matcher.group(1))
        : "";
  }
}
