package com.zhaoli.pay.e2e.pos;

import com.zhaoli.pay.e2e.JsonHttp;
import com.zhaoli.pay.e2e.MerchantCredentials;
import com.zhaoli.pay.e2e.PlatformAddresses;
import com.zhaoli.pay.e2e.StepFailure;
import com.zhaoli.pay.simulator.device.DeviceListener;
import com.zhaoli.pay.simulator.device.DeviceSettings;
import com.zhaoli.pay.simulator.device.DeviceSwitch;
import com.zhaoli.pay.simulator.device.PosDevice;
import com.zhaoli.pay.simulator.journal.RefundEntry;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import com.zhaoli.pay.simulator.protocol.ClientCertificate;
import com.zhaoli.pay.simulator.protocol.NoAnswer;
import com.zhaoli.pay.simulator.protocol.PosRefusal;
import com.zhaoli.pay.simulator.script.ScriptRunner;
import com.zhaoli.pay.simulator.state.TerminalConfig;
import com.zhaoli.pay.simulator.till.Hints;
import com.zhaoli.pay.simulator.till.Till;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./zhaoli pos}. Exit status 0; 1 when something could not be done or a script's command did
 * not do what it should; 2 for arguments that cannot be meant.
 */
public final class PosTill {
  private static final String CERTIFICATE_PASSWORD = "ZHAOLI_POS_CERT_PASSWORD";
  private static final String STORE = "store-1";
  private static final String CASHIER = "1001";
  private static final String CASHIER_PIN = "123456";
  private static final String SUPERVISOR = "9001";
  private static final String SUPERVISOR_PIN = "654321";

  private final PosArguments wanted;
  private final PlatformAddresses platform;
  private final Map<String, String> environment;
  private final Clock clock;

  private PosTill(PosArguments wanted, Map<String, String> environment, Clock clock) {
    this.wanted = wanted;
    this.environment = environment;
    this.clock = clock;
    this.platform = PlatformAddresses.of(environment);
  }

  /** Entry point. */
  public static void main(String[] arguments) throws InterruptedException {
    System.exit(run(arguments, System.getenv(), System.out, System.err));
  }

  private static int run(
      String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err)
      throws InterruptedException {
    PosArguments wanted;
    try {
      wanted = PosArguments.of(arguments);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      err.println(PosArguments.USAGE);
      return 2;
    }
    if (wanted.help()) {
      out.print(PosArguments.USAGE);
      return 0;
    }
    try {
      return new PosTill(wanted, environment, Clock.systemUTC()).open(out);
    } catch (StepFailure | IOException e) {
      err.println("zhaoli pos: " + e.getMessage());
      return 1;
    }
  }

  private int open(PrintStream out) throws IOException, InterruptedException {
    DeviceSettings settings = settings();
    String code = wanted.bare() ? null : activationCode(settings);
    DeviceSwitch power =
        listener -> PosDevice.start(settings, new Logged(listener, settings, clock), clock);
    if (wanted.script() != null) {
      return runScript(wanted.script(), power, code, out);
    }
    Till.run(
        power,
        code,
        wanted.bare() ? Hints.none() : hints(),
        settings.directory().resolve("slips.txt"),
        System.in,
        out,
        clock);
    return 0;
  }

  private DeviceSettings settings() throws IOException {
    Path pos = platform.runDirectory().resolve("pos");
    String ca = wanted.ca();
    URI gateway = wanted.gateway();
    return new DeviceSettings(
        gateway != null
            ? gateway
            : URI.create(
                "https://127.0.0.1:" + environment.getOrDefault("ZHAOLI_GATEWAY_TLS_PORT", "8443")),
        ca != null
            ? Path.of(ca)
            : GatewayCertificate.of(environment).writeAuthority(pos.resolve("ca.pem")),
        certificate(),
        pos.resolve(wanted.terminal()),
        "SIM-" + wanted.terminal().toUpperCase(Locale.ROOT) + "-" + clock.millis(),
        true);
  }

  private @Nullable ClientCertificate certificate() throws IOException {
    String file = wanted.certificate();
    if (file == null) {
      return null;
    }
    String password = environment.getOrDefault(CERTIFICATE_PASSWORD, "");
    if (password.isEmpty()) {
      throw new StepFailure("The password of " + file + " is missing: set " + CERTIFICATE_PASSWORD);
    }
    return ClientCertificate.open(Path.of(file), password.toCharArray(), clock.instant());
  }

  /** Registers a new terminal for the demo's merchant; null for one that works already. */
  private @Nullable String activationCode(DeviceSettings settings) {
    if (Files.exists(settings.directory().resolve("device.json"))) {
      return null;
    }
    Path demo = platform.runDirectory().resolve("demo.json");
    if (!Files.exists(demo)) {
      throw new StepFailure("There is no merchant yet: run ./zhaoli demo first.");
    }
    TerminalOffice office =
        new TerminalOffice(
            platform.gateway(), new JsonHttp(), MerchantCredentials.read(demo), clock);
    office.cashier(STORE, CASHIER, "小李", "CASHIER", CASHIER_PIN);
    office.cashier(STORE, SUPERVISOR, "王店长", "SUPERVISOR", SUPERVISOR_PIN);
    return office.activationCode(office.register(STORE, settings.serialNumber()));
  }

  private int runScript(String script, DeviceSwitch power, @Nullable String code, PrintStream out)
      throws IOException, InterruptedException {
    if (code != null) {
      try (PosDevice device = power.on(new DeviceListener() {})) {
        device.activate(code);
      } catch (PosRefusal | NoAnswer e) {
        throw new StepFailure("The terminal could not be activated: " + e.getMessage(), e);
      }
    }
    try (BufferedReader lines =
        script.equals("-")
            ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            : Files.newBufferedReader(Path.of(script))) {
      return new ScriptRunner(power, out).run(lines);
    }
  }

  private Hints hints() {
    Map<String, Hints.Barcode> barcodes = new TreeMap<>();
    barcodes.put("a", new Hints.Barcode(code("130000"), "微信 WeChat: 立即付款 pays at once"));
    barcodes.put("b", new Hints.Barcode(code("130001"), "微信 WeChat: 输密码，8秒后付款 enters a password"));
    barcodes.put("c", new Hints.Barcode(code("130002"), "微信 WeChat: 一直不付 never pays"));
    barcodes.put("d", new Hints.Barcode(code("130003"), "微信 WeChat: 付款码无效 code is refused"));
    barcodes.put("e", new Hints.Barcode(code("280000"), "支付宝 Alipay: 立即付款 pays at once"));
    barcodes.put("f", new Hints.Barcode(code("280001"), "支付宝 Alipay: 输密码，8秒后付款 enters a password"));
    return new Hints(
        barcodes,
        List.of(
            " 试用 Try: 收银员 cashier " + CASHIER + " 密码 PIN " + CASHIER_PIN,
            "      主管 supervisor " + SUPERVISOR + " 密码 PIN " + SUPERVISOR_PIN,
            "      扮演付款人 play the payer: " + platform.sandbox() + "/"));
  }

  private String code(String prefix) {
    return prefix + String.format(Locale.ROOT, "%012d", clock.millis() % 1_000_000_000_000L);
  }

  /** Also writes down what the device has to say for its makers. */
  private record Logged(DeviceListener listener, DeviceSettings settings, Clock clock)
      implements DeviceListener {
    @Override
    public void log(String line) {
      try {
        Files.writeString(
            settings.directory().resolve("device.log"),
            clock.instant() + " " + line + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException e) {
        listener.log(line);
      }
    }

    @Override
    public void tradeChanged(TradeEntry trade) {
      listener.tradeChanged(trade);
    }

    @Override
    public void refundChanged(RefundEntry refund) {
      listener.refundChanged(refund);
    }

    @Override
    public void message(String title, String text) {
      log("message " + title + ": " + text);
      listener.message(title, text);
    }

    @Override
    public void configured(TerminalConfig config) {
      log("configuration " + config.version());
      listener.configured(config);
    }

    @Override
    public void online(boolean reachable) {
      log(reachable ? "online" : "offline");
      listener.online(reachable);
    }
  }
}
