package com.zhaoli.pay.sdk.terminal;

import com.zhaoli.pay.sdk.check.Checks;
import com.zhaoli.pay.sdk.error.OutcomeUnknownException;
import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.http.ApiCaller;
import com.zhaoli.pay.sdk.json.JsonBody;
import com.zhaoli.pay.sdk.page.Page;

/**
 * POS terminals: registered, activated by a code, configured, watched, taken out of use. Every
 * method throws a {@link ZhaoliPayException} whose subclass says what to do. Safe for many threads.
 */
public final class Terminals {

  private static final String PATH = "/openapi/v1/terminals";
  private static final String CONFIGURATION = "/configuration";
  private static final int MAX_SERIAL_LENGTH = 64;
  private static final int MAX_REASON_LENGTH = 200;
  private static final int MAX_TITLE_LENGTH = 40;
  private static final int MAX_TEXT_LENGTH = 500;
  private static final byte[] NO_BODY = new byte[0];

  private final ApiCaller api;

  public Terminals(ApiCaller api) {
    this.api = api;
  }

  /**
   * Registers a device in a store. TERMINAL_SERIAL_TAKEN when it is registered already. It is sent
   * once: after an {@link OutcomeUnknownException} look at {@link #list()}.
   *
   * @param storeId 1 to 32 characters of 0-9 A-Z a-z _ -
   * @param serialNumber the device's, at most 64 letters, digits and hyphens
   * @throws IllegalArgumentException when one of them is neither
   */
  public Terminal register(String storeId, String serialNumber) {
    Checks.label("storeId", storeId);
    Checks.requiredText("serialNumber", serialNumber, MAX_SERIAL_LENGTH);
    return api.postOnce(
        PATH,
        new JsonBody().with("storeId", storeId).with("serialNumber", serialNumber).toBytes(),
        Terminal::of);
  }

  /** The first fifty, in the order they were registered. */
  public Page<Terminal> list() {
    return page("");
  }

  /** Those behind the page whose {@code next} is given. */
  public Page<Terminal> list(String after) {
    return page("?after=" + ApiCaller.encode(after));
  }

  /** One terminal. */
  public Terminal get(String terminalNo) {
    return api.get(at(terminalNo), Terminal::of);
  }

  /**
   * Makes an activation code; the one before ends. It is sent once: after an {@link
   * OutcomeUnknownException} ask for another.
   */
  public ActivationCode issueActivationCode(String terminalNo) {
    return api.postOnce(at(terminalNo) + "/activation-codes", NO_BODY, ActivationCode::of);
  }

  /** Has the terminal fetch a new key at its next heartbeat. */
  public Terminal rotateKey(String terminalNo) {
    return api.post(at(terminalNo) + "/rotate-key", NO_BODY, Terminal::of);
  }

  /**
   * From now on all that the terminal signs is refused; it can be found again.
   *
   * @param reason at most 200 characters
   * @throws IllegalArgumentException when there is none, or it is longer
   */
  public Terminal reportLost(String terminalNo, String reason) {
    return end(terminalNo, "/lost", reason);
  }

  /** As {@link #reportLost}, for a terminal that is not to come back. */
  public Terminal revoke(String terminalNo, String reason) {
    return end(terminalNo, "/revoke", reason);
  }

  /** What the terminal said of itself last. */
  public TerminalHealth health(String terminalNo) {
    return api.get(at(terminalNo) + "/health", TerminalHealth::of);
  }

  /** What is wanted of the terminal, and the version by which it works. */
  public TerminalConfiguration configuration(String terminalNo) {
    return api.get(at(terminalNo) + CONFIGURATION, TerminalConfiguration::of);
  }

  /**
   * Sets all settings of the terminal. Of two who set some, an operator of the platform maybe, the
   * later one wins.
   *
   * @return what is wanted now; the terminal has it with its next heartbeat
   */
  public TerminalConfiguration configure(String terminalNo, TerminalConfigureRequest request) {
    return api.put(at(terminalNo) + CONFIGURATION, request.toJson(), TerminalConfiguration::of);
  }

  /**
   * Shows a message at the terminal. It is sent once: after an {@link OutcomeUnknownException} it
   * may be shown.
   *
   * @param title at most 40 characters
   * @param text at most 500 characters
   * @return the message's number
   * @throws IllegalArgumentException when one of them is empty, or longer
   */
  public String send(String terminalNo, String title, String text) {
    Checks.requiredText("title", title, MAX_TITLE_LENGTH);
    Checks.requiredText("text", text, MAX_TEXT_LENGTH);
    return api.postOnce(
        at(terminalNo) + "/messages",
        new JsonBody().with("title", title).with("text", text).toBytes(),
        json -> json.text("messageNo"));
  }

  private Terminal end(String terminalNo, String how, String reason) {
    Checks.requiredText("reason", reason, MAX_REASON_LENGTH);
    return api.post(
        at(terminalNo) + how, new JsonBody().with("reason", reason).toBytes(), Terminal::of);
  }

  private Page<Terminal> page(String query) {
    return api.get(PATH + query, json -> Page.of(json, "items", Terminal::of));
  }

  private static String at(String terminalNo) {
    return PATH + ApiCaller.segment("terminalNo", terminalNo);
  }
}
