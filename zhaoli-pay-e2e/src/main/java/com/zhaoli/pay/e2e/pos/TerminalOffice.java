package com.zhaoli.pay.e2e.pos;

import com.zhaoli.pay.e2e.JsonHttp;
import com.zhaoli.pay.e2e.JsonHttp.Answer;
import com.zhaoli.pay.e2e.MerchantCredentials;
import com.zhaoli.pay.e2e.StepFailure;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a merchant does for its terminals, by the open API. */
public final class TerminalOffice {
  private static final String TERMINALS = "/openapi/v1/terminals";

  private final URI gateway;
  private final JsonHttp http;
  private final MerchantCredentials merchant;
  private final Clock clock;

  public TerminalOffice(URI gateway, JsonHttp http, MerchantCredentials merchant, Clock clock) {
    this.gateway = gateway;
    this.http = http;
    this.merchant = merchant;
    this.clock = clock;
  }

  /** A new terminal's number. */
  public String register(String storeId, String serialNumber) {
    return created(post(TERMINALS, Map.of("storeId", storeId, "serialNumber", serialNumber)))
        .text("terminalNo");
  }

  /** A code by which somebody at the terminal activates it. */
  public String activationCode(String terminalNo) {
    return created(post(TERMINALS + "/" + terminalNo + "/activation-codes", Map.of()))
        .text("activationCode");
  }

  /** The terminal is to fetch a new key with one of its next heartbeats. */
  public void rotateKey(String terminalNo) {
    Answer answer = post(TERMINALS + "/" + terminalNo + "/rotate-key", Map.of());
    if (answer.status() / 100 != 2) {
      throw new StepFailure("rotate-key: HTTP " + answer.status() + " " + answer.text());
    }
  }

  /** Somebody who works in the store; who is there already stays as he is. */
  public void cashier(String storeId, String cashierNo, String name, String role, String pin) {
    Answer answer =
        post(
            "/openapi/v1/cashiers",
            Map.of(
                "storeId",
                storeId,
                "cashierNo",
                cashierNo,
                "name",
                name,
                "role",
                role,
                "pin",
                pin));
    if (answer.status() != 409) {
      created(answer);
    }
  }

  private Answer post(String path, Map<String, ?> fields) {
    byte[] body = JsonMapper.shared().writeValueAsBytes(fields);
    return http.post(
        gateway.resolve(path), merchant.sign(clock, "POST", path, null, null, body), body);
  }

  private static Answer created(Answer answer) {
    if (answer.status() != 201) {
      throw new StepFailure("The open API said HTTP " + answer.status() + " " + answer.text());
    }
    return answer;
  }
}
