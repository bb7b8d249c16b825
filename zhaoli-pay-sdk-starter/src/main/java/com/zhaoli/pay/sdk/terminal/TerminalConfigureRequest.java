package com.zhaoli.pay.sdk.terminal;

import com.zhaoli.pay.sdk.check.Checks;
import com.zhaoli.pay.sdk.json.JsonBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All settings of a terminal: what is null gets the platform's default, whatever it was before.
 * Checked when it is made, so that a mistake shows where it was made.
 *
 * @param receiptHeader at most 5 lines of 1 to 64 characters, below the merchant's name on receipts
 * @param receiptFooter the same, at the end of receipts
 * @param receiptColumns the paper's width, 32 or 48
 * @param heartbeatSeconds pause between two heartbeats, 30 to 600
 * @param qrExpireSeconds how long a QR code is good where the sale does not say, 60 to 7200
 * @param methods how it may sell; never none
 */
public record TerminalConfigureRequest(
    @Nullable List<String> receiptHeader,
    @Nullable List<String> receiptFooter,
    @Nullable Integer receiptColumns,
    @Nullable Integer heartbeatSeconds,
    @Nullable Integer qrExpireSeconds,
    @Nullable List<TerminalMethod> methods) {

  private static final int MAX_LINES = 5;
  private static final int MAX_LINE_LENGTH = 64;

  /**
   * Checks what does not depend on the platform.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public TerminalConfigureRequest {
    receiptHeader = lines("receiptHeader", receiptHeader);
    receiptFooter = lines("receiptFooter", receiptFooter);
    Checks.require(
        receiptColumns == null || receiptColumns == 32 || receiptColumns == 48,
        "receiptColumns is 32 or 48");
    Checks.range("heartbeatSeconds", heartbeatSeconds, 30, 600);
    Checks.range("qrExpireSeconds", qrExpireSeconds, 60, 7_200);
    if (methods != null) {
      methods = methods.stream().distinct().toList();
      Checks.require(!methods.isEmpty(), "methods is empty");
      Checks.require(
          !methods.contains(TerminalMethod.UNKNOWN), "methods has one that is not known");
    }
  }

  private static @Nullable List<String> lines(String name, @Nullable List<String> lines) {
    if (lines == null) {
      return null;
    }
    Checks.require(lines.size() <= MAX_LINES, name + " has more than " + MAX_LINES + " lines");
    for (String line : lines) {
      Checks.require(!line.isEmpty(), name + " has an empty line");
      Checks.text(name, line, MAX_LINE_LENGTH);
    }
    return List.copyOf(lines);
  }

  /** Begins with the platform's defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Begins with what is set, to change a part of it. Somebody's change that comes between reading
   * and setting is overwritten.
   */
  public static Builder builder(TerminalSettings settings) {
    return new Builder()
        .receiptHeader(settings.receiptHeader())
        .receiptFooter(settings.receiptFooter())
        .receiptColumns(settings.receiptColumns())
        .heartbeatSeconds(settings.heartbeatSeconds())
        .qrExpireSeconds(settings.qrExpireSeconds())
        .methods(settings.methods());
  }

  byte[] toJson() {
    return new JsonBody()
        .with("receiptHeader", receiptHeader)
        .with("receiptFooter", receiptFooter)
        .with("receiptColumns", receiptColumns)
        .with("heartbeatSeconds", heartbeatSeconds)
        .with("qrExpireSeconds", qrExpireSeconds)
        .with("methods", methods == null ? null : methods.stream().map(Enum::name).toList())
        .toBytes();
  }

  /** Sets settings by name. */
  public static final class Builder {
    private @Nullable List<String> receiptHeader;
    private @Nullable List<String> receiptFooter;
    private @Nullable Integer receiptColumns;
    private @Nullable Integer heartbeatSeconds;
    private @Nullable Integer qrExpireSeconds;
    private @Nullable List<TerminalMethod> methods;

    private Builder() {}

    public Builder receiptHeader(List<String> lines) {
      this.receiptHeader = lines;
      return this;
    }

    public Builder receiptFooter(List<String> lines) {
      this.receiptFooter = lines;
      return this;
    }

    public Builder receiptColumns(int value) {
      this.receiptColumns = value;
      return this;
    }

    public Builder heartbeatSeconds(int value) {
      this.heartbeatSeconds = value;
      return this;
    }

    public Builder qrExpireSeconds(int value) {
      this.qrExpireSeconds = value;
      return this;
    }

    public Builder methods(List<TerminalMethod> value) {
      this.methods = value;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException when the platform would refuse one of them
     */
    public TerminalConfigureRequest build() {
      return new TerminalConfigureRequest(
          receiptHeader, receiptFooter, receiptColumns, heartbeatSeconds, qrExpireSeconds, methods);
    }
  }
}
