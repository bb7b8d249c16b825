package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.sdk.json.JsonBody;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What terminals are set to. The fake keeps no book of terminals: any number is one's, with the
 * defaults until it is set.
 */
final class TerminalConfigurations {

  private static final int KEPT = 1_000;
  private static final int MAX_LINES = 5;
  private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}\\p{Cs}\\p{Zl}\\p{Zp}]{1,64}");
  private static final List<String> METHODS = List.of("BARCODE", "QR");
  private static final Settings STANDARD = new Settings(List.of(), List.of(), 32, 60, 120, METHODS);

  private final Clock clock;
  private final Map<String, Configuration> configurations = Bounded.map(KEPT);

  TerminalConfigurations(Clock clock) {
    this.clock = clock;
  }

  void reset() {
    configurations.clear();
  }

  JsonBody get(String terminalNo) {
    return of(terminalNo).toJson(terminalNo);
  }

  synchronized JsonBody set(String terminalNo, Fields request) {
    Settings settings = Settings.of(request);
    Configuration before = of(terminalNo);
    Configuration set =
        new Configuration(
            before.version() + 1,
            settings,
            FakeZhaoliPay.MERCHANT_NO,
            now(),
            before.confirmedVersion(),
            before.confirmedAt());
    configurations.put(terminalNo, set);
    return set.toJson(terminalNo);
  }

  /** The terminal says that it works by what it is set to. */
  synchronized void confirm(String terminalNo) {
    Configuration wanted = of(terminalNo);
    configurations.put(
        terminalNo,
        new Configuration(
            wanted.version(),
            wanted.settings(),
            wanted.changedBy(),
            wanted.changedAt(),
            wanted.version(),
            now()));
  }

  private Configuration of(String terminalNo) {
    return configurations.getOrDefault(
        terminalNo, new Configuration(0, STANDARD, null, null, null, null));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private record Configuration(
      long version,
      Settings settings,
      @Nullable String changedBy,
      @Nullable Instant changedAt,
      @Nullable Long confirmedVersion,
      @Nullable Instant confirmedAt) {

    JsonBody toJson(String terminalNo) {
      return new JsonBody()
          .with("terminalNo", terminalNo)
          .with("version", Long.valueOf(version))
          .with("settings", settings.toJson())
          .with("changedBy", changedBy)
          .with("changedAt", changedAt == null ? null : changedAt.toString())
          .with("confirmedVersion", confirmedVersion)
          .with("confirmedAt", confirmedAt == null ? null : confirmedAt.toString());
    }
  }

  private record Settings(
      List<String> receiptHeader,
      List<String> receiptFooter,
      int receiptColumns,
      int heartbeatSeconds,
      int qrExpireSeconds,
      List<String> methods) {

    static Settings of(Fields request) {
      List<String> header = request.lines("receiptHeader");
      List<String> footer = request.lines("receiptFooter");
      Integer columns = request.integer("receiptColumns");
      Integer heartbeat = request.integer("heartbeatSeconds");
      Integer qrExpire = request.integer("qrExpireSeconds");
      List<String> methods = request.lines("methods");
      Map<String, String> problems = new TreeMap<>();
      checkLines("receiptHeader", header, problems);
      checkLines("receiptFooter", footer, problems);
      checkRange("heartbeatSeconds", heartbeat, 30, 600, problems);
      checkRange("qrExpireSeconds", qrExpire, 60, 7_200, problems);
      if (methods != null
          && (methods.isEmpty() || methods.size() > 2 || !METHODS.containsAll(methods))) {
        problems.put("methods", "must be BARCODE, QR or both");
      }
      if (problems.isEmpty() && columns != null && columns != 32 && columns != 48) {
        problems.put("receiptColumns", "must be 32 or 48");
      }
      if (!problems.isEmpty()) {
        throw new Refusal(PlatformError.REQUEST_INVALID, problems);
      }
      return new Settings(
          Objects.requireNonNullElse(header, STANDARD.receiptHeader),
          Objects.requireNonNullElse(footer, STANDARD.receiptFooter),
          Objects.requireNonNullElse(columns, STANDARD.receiptColumns),
          Objects.requireNonNullElse(heartbeat, STANDARD.heartbeatSeconds),
          Objects.requireNonNullElse(qrExpire, STANDARD.qrExpireSeconds),
          METHODS.stream().filter(one -> methods == null || methods.contains(one)).toList());
    }

    private static void checkLines(
        String name, @Nullable List<String> lines, Map<String, String> problems) {
      if (lines != null && lines.size() > MAX_LINES) {
        problems.put(name, "has " + MAX_LINES + " lines at most");
      } else if (lines != null && !lines.stream().allMatch(line -> LINE.matcher(line).matches())) {
        problems.put(name, "has lines of 1 to 64 characters");
      }
    }

    private static void checkRange(
        String name, @Nullable Integer value, int least, int most, Map<String, String> problems) {
      if (value != null && (value < least || value > most)) {
        problems.put(name, "must be " + least + " to " + most);
      }
    }

    JsonBody toJson() {
      return new JsonBody()
          .with("receiptHeader", receiptHeader)
          .with("receiptFooter", receiptFooter)
          .with("receiptColumns", Integer.valueOf(receiptColumns))
          .with("heartbeatSeconds", Integer.valueOf(heartbeatSeconds))
          .with("qrExpireSeconds", Integer.valueOf(qrExpireSeconds))
          .with("methods", methods);
    }
  }
}
