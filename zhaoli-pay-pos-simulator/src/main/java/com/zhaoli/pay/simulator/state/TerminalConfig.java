package com.zhaoli.pay.simulator.state;

import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * How the merchant or an operator wants the terminal to work.
 *
 * @param version by which the platform knows it, 0 for what holds when nothing was ever set
 * @param receiptHeader lines for receipts that the terminal lays out itself, at most 5
 * @param receiptFooter the same, at their end
 * @param receiptColumns of the paper, 32 or 48
 * @param heartbeatSeconds pause between two heartbeats, 30 to 600
 * @param qrExpireSeconds how long the platform makes a QR code good where the sale does not say, 60
 *     to 7200
 * @param methods the ways of selling to offer; one that this terminal does not know is not offered
 */
public record TerminalConfig(
    long version,
    List<String> receiptHeader,
    List<String> receiptFooter,
    int receiptColumns,
    int heartbeatSeconds,
    int qrExpireSeconds,
    List<String> methods) {
  public static final String BARCODE = "BARCODE";
  public static final String QR = "QR";

  /** Holds until the platform says otherwise. */
  public static final TerminalConfig STANDARD =
      new TerminalConfig(0, List.of(), List.of(), 32, 60, 120, List.of(BARCODE, QR));

  private static final int MAX_LINES = 5;

  /**
   * Takes what the protocol allows.
   *
   * @throws IllegalArgumentException for anything else, which no terminal can work by
   */
  public TerminalConfig {
    require(version >= 0, "version", version);
    require(receiptHeader.size() <= MAX_LINES, "receiptHeader", receiptHeader);
    require(receiptFooter.size() <= MAX_LINES, "receiptFooter", receiptFooter);
    require(receiptColumns == 32 || receiptColumns == 48, "receiptColumns", receiptColumns);
    require(
        heartbeatSeconds >= 30 && heartbeatSeconds <= 600, "heartbeatSeconds", heartbeatSeconds);
    require(qrExpireSeconds >= 60 && qrExpireSeconds <= 7_200, "qrExpireSeconds", qrExpireSeconds);
    require(!methods.isEmpty(), "methods", methods);
    receiptHeader = List.copyOf(receiptHeader);
    receiptFooter = List.copyOf(receiptFooter);
    methods = List.copyOf(methods);
  }

  private static void require(boolean holds, String name, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value);
    }
  }

  /**
   * As a heartbeat's answer has it; a field that is left out has its standard value.
   *
   * @throws IllegalArgumentException when no terminal can work by it
   */
  public static TerminalConfig of(JsonNode config) {
    return new TerminalConfig(
        config.path("version").asLong(-1),
        lines(config.path("receiptHeader"), STANDARD.receiptHeader),
        lines(config.path("receiptFooter"), STANDARD.receiptFooter),
        number(config.path("receiptColumns"), STANDARD.receiptColumns),
        number(config.path("heartbeatSeconds"), STANDARD.heartbeatSeconds),
        number(config.path("qrExpireSeconds"), STANDARD.qrExpireSeconds),
        lines(config.path("methods"), STANDARD.methods));
  }

  private static int number(JsonNode value, int otherwise) {
    return isLeftOut(value) ? otherwise : value.asInt(-1);
  }

  private static List<String> lines(JsonNode value, List<String> otherwise) {
    return isLeftOut(value)
        ? otherwise
        : StreamSupport.stream(value.spliterator(), false).map(line -> line.asString("")).toList();
  }

  private static boolean isLeftOut(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  /** Whether the cashier may sell in this way. */
  public boolean offers(String method) {
    return methods.contains(method);
  }
}
