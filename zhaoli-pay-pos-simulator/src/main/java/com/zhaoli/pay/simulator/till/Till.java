package com.zhaoli.pay.simulator.till;

import com.zhaoli.pay.simulator.Fen;
import com.zhaoli.pay.simulator.device.DeviceListener;
import com.zhaoli.pay.simulator.device.DeviceSwitch;
import com.zhaoli.pay.simulator.device.MessageBox;
import com.zhaoli.pay.simulator.device.PosDevice;
import com.zhaoli.pay.simulator.device.SignOff;
import com.zhaoli.pay.simulator.journal.RefundEntry;
import com.zhaoli.pay.simulator.journal.RefundState;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import com.zhaoli.pay.simulator.journal.TradeState;
import com.zhaoli.pay.simulator.protocol.NoAnswer;
import com.zhaoli.pay.simulator.protocol.PosRefusal;
import com.zhaoli.pay.simulator.receipt.Columns;
import com.zhaoli.pay.simulator.state.DeviceState;
import com.zhaoli.pay.simulator.state.TerminalConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The till as its cashier uses it: menus, keys, slips. */
public final class Till implements DeviceListener {
  private static final int COLUMNS = 44;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long IDLE_MILLIS = 500;
  private static final int JOURNAL_LINES = 15;

  private final Screen screen;
  private final Hints hints;
  private final Path slips;
  private final Clock clock;
  private final AtomicReference<String> watched = new AtomicReference<>("");

  /** Not read by the cashier yet: the first of them may come before the menu is there. */
  private final MessageBox messages = new MessageBox();

  private PosDevice device;

  private Till(Screen screen, DeviceSwitch power, Hints hints, Path slips, Clock clock)
      throws IOException {
    this.screen = screen;
    this.hints = hints;
    this.slips = slips;
    this.clock = clock;
    this.device = power.on(this);
  }

  /**
   * Runs the till at a person's terminal, or at plain input and output where there is none, until
   * it is switched off.
   *
   * @param activationCode entered for the cashier when the terminal is not activated; may be null
   * @param in keys, where there is no terminal
   * @param out display, where there is no terminal
   * @param slips the file onto which slips are printed, beside the screen
   */
  public static void run(
      DeviceSwitch power,
      @Nullable String activationCode,
      Hints hints,
      Path slips,
      InputStream in,
      PrintStream out,
      Clock clock)
      throws IOException {
    try (Screen screen = Screens.open(in, out)) {
      Till till = new Till(screen, power, hints, slips, clock);
      try {
        till.work(activationCode);
      } finally {
        till.device.close();
      }
    }
  }

  private void work(@Nullable String activationCode) throws IOException {
    if (device.state().key() == null && activationCode != null) {
      attempt(() -> device.activate(activationCode));
    }
    if (device.state().key() != null && !device.state().locked()) {
      attempt(() -> device.refreshShift().ifPresent(this::settle));
    }
    menu();
    int key = screen.key(IDLE_MILLIS);
    while (key != Screen.END && key != '0') {
      if (key != Screen.NONE) {
        act(key);
      }
      key = screen.key(IDLE_MILLIS);
    }
    screen.print("关机 Switched off. 未完成的交易下次开机继续查询 Open trades are asked for at the next start.");
  }

  private void act(int key) throws IOException {
    switch (key) {
      case '1' -> sale();
      case '2' -> qr();
      case '3' -> query();
      case '4' -> cancel();
      case '5' -> refund();
      case '6' -> last();
      case '7' -> signInOrOff();
      case '8' -> journal();
      case '9' -> reprint();
      case 'n' -> network();
      case 'i' -> messages();
      case 'h' -> attempt(() -> heartbeat());
      case 'a' -> activate();
      case '\r', '\n', ' ', 'm' -> menu();
      default -> screen.print("没有此键 No such key: " + Character.toString(key));
    }
  }

  private void menu() {
    DeviceState state = device.state();
    DeviceState.Shift shift = state.shift();
    DeviceState.Identity identity = state.identity();
    screen.clear();
    String line = "─".repeat(COLUMNS);
    screen.print(line);
    screen.print(
        Columns.ends(
            " 照理收银 ZHAOLI POS",
            (device.isOnline() ? "● 在线 ONLINE" : "○ 离线 OFFLINE") + " ",
            COLUMNS));
    screen.print(
        Columns.ends(" " + state.serialNumber(), TIME.format(clock.instant()) + " ", COLUMNS));
    screen.print(
        Columns.ends(
            identity == null
                ? " 未激活 NOT ACTIVATED"
                : state.locked() ? " 已停用 OUT OF USE" : " 门店 " + identity.storeId(),
            (shift == null ? "未签到 nobody" : "收银员 " + shift.cashierNo()) + " ",
            COLUMNS));
    screen.print(line);
    two(
        offered(" 1 扫码收款 Sale", TerminalConfig.BARCODE),
        offered("2 收款码 QR code", TerminalConfig.QR));
    two(" 3 查询 Query", "4 撤销 Cancel");
    two(" 5 退款 Refund", "6 末笔 Last trade");
    two(shift == null ? " 7 签到 Sign in" : " 7 签退 Sign off", "8 流水 Journal");
    two(" 9 重打印 Reprint", "n 断网/联网 Network");
    two(" h 心跳 Heartbeat", "a 激活 Activate");
    two(" i 消息 Messages", "m 菜单 Menu");
    two(" 0 关机 Off", "");
    screen.print(line);
    hints.notes().forEach(screen::print);
    if (state.locked()) {
      screen.print("终端已停用，请联系管理员 This terminal is out of use: call the operator.");
    }
    List<TradeEntry> open = device.journal().openTrades();
    if (!open.isEmpty()) {
      screen.print("未完成 Not decided: " + open.size() + " 笔，请勿重复收款 do not charge again");
    }
    if (messages.unread() > 0) {
      screen.print("✉ 未读消息 Messages to read: " + messages.unread() + "  [i]");
    }
  }

  /** A key's words, or nothing where the configuration does not offer what it does. */
  private String offered(String key, String method) {
    return device.state().configInUse().offers(method) ? key : "";
  }

  private void two(String left, String right) {
    screen.print(Columns.padded(left, COLUMNS / 2) + right);
  }

  // --- money

  private void sale() throws IOException {
    Long amount = amountToSell(TerminalConfig.BARCODE);
    if (amount == null) {
      return;
    }
    new TreeMap<>(hints.barcodes())
        .forEach((letter, barcode) -> screen.print("  " + letter + "  " + barcode.payer()));
    String scanned = screen.line("付款码 Barcode: ", false);
    if (scanned == null || scanned.isBlank()) {
      return;
    }
    Hints.Barcode known = hints.barcodes().get(scanned.strip());
    String code = known == null ? scanned.strip() : known.code();
    if (!code.matches("\\d{16,32}")) {
      screen.print("付款码应为16至32位数字 A barcode has 16 to 32 digits.");
      return;
    }
    watch(() -> device.sellByBarcode(amount, "收银 Sale", code));
  }

  private void qr() throws IOException {
    Long amount = amountToSell(TerminalConfig.QR);
    if (amount != null) {
      watch(() -> device.sellByQr(amount, "收银 Sale", null));
    }
  }

  private @Nullable Long amountToSell(String method) throws IOException {
    try {
      device.requireOffered(method);
    } catch (PosRefusal refusal) {
      explain(refusal);
      return null;
    }
    return amount("金额 Amount (元 yuan): ");
  }

  /** Sends a sale and stays with it until it is decided or the cashier goes on. */
  private void watch(Supplier<TradeEntry> sale) throws IOException {
    int before = device.journal().trades().size();
    long begun = clock.millis();
    CompletableFuture<TradeEntry> sending = CompletableFuture.supplyAsync(sale);
    while (!sending.isDone()) {
      screen.status("发送中 Sending " + seconds(begun) + " s");
      List<TradeEntry> trades = device.journal().trades();
      if (screen.key(200) == 'c' && trades.size() > before) {
        String no = trades.get(trades.size() - 1).terminalTradeNo();
        Future<?> unused = CompletableFuture.runAsync(() -> attempt(() -> device.cancel(no)));
        screen.print("正在撤销 Cancelling " + no);
      }
    }
    TradeEntry trade;
    try {
      trade = sending.join();
    } catch (CompletionException e) {
      explain(e.getCause());
      return;
    }
    stayWith(trade, begun);
  }

  private void stayWith(TradeEntry sold, long begun) throws IOException {
    String no = sold.terminalTradeNo();
    watched.set(no);
    boolean codeShown = false;
    boolean warned = false;
    TradeEntry trade = sold;
    while (!trade.state().isFinal()) {
      String codeUrl = trade.codeUrl();
      if (!codeShown && codeUrl != null) {
        screen.print(QrText.of(codeUrl));
        screen.print("请顾客扫码 Have the payer scan. ￥" + Columns.yuan(trade.amount()));
        screen.print(codeUrl);
        codeShown = true;
      }
      screen.status(
          (trade.cancelWanted() ? "已请求撤销 Cancel asked for; " : "")
              + trade.state().words()
              + " "
              + seconds(begun)
              + " s   [q]查询 [c]撤销 [b]返回 back ");
      int key = screen.key(IDLE_MILLIS);
      if (key == 'q') {
        attempt(() -> device.query(no));
      } else if (key == 'c') {
        attempt(() -> device.cancel(no));
      } else if (key == 'b' || key == Screen.END) {
        watched.set("");
        screen.print("后台继续查询 It is asked for in the background: " + no);
        return;
      }
      if (!warned && clock.millis() - begun > PATIENCE.toMillis()) {
        screen.print("结果未知，请勿重复收款，稍后查询 Not known: do not charge again, ask later.");
        warned = true;
      }
      trade = device.journal().trade(no).orElse(trade);
    }
    watched.set("");
    show(trade);
    if (trade.state() == TradeState.SUCCEEDED) {
      print(no, false);
    }
    screen.print("[m]菜单 menu");
  }

  private long seconds(long sinceMillis) {
    return (clock.millis() - sinceMillis) / 1_000;
  }

  private void show(TradeEntry trade) {
    String failure = trade.failureCode();
    screen.print(
        (trade.state() == TradeState.SUCCEEDED ? "\u0007✔ " : "  ")
            + trade.state().words()
            + "  ￥"
            + Columns.yuan(trade.amount())
            + (failure == null ? "" : "  " + failure.toLowerCase(Locale.ROOT)));
    screen.print(
        "  "
            + trade.terminalTradeNo()
            + (trade.channel() == null ? "" : "  " + trade.channel())
            + (device.isOnline() ? "" : "  离线 OFFLINE"));
  }

  private void query() throws IOException {
    String no = numberOfTrade("查询单号 Trade to ask for");
    if (no != null) {
      attempt(() -> show(device.query(no)));
    }
  }

  private void cancel() throws IOException {
    String no = numberOfTrade("撤销单号 Trade to cancel");
    if (no == null) {
      return;
    }
    attempt(
        () -> {
          TradeEntry trade = device.cancel(no);
          if (trade.state() == TradeState.SUCCEEDED) {
            throw PosRefusal.local(
                "TRADE_STATE_INVALID", "已付款，请主管退款 It is paid: a supervisor refunds it (5)");
          }
          stayWith(trade, clock.millis());
        });
  }

  private void refund() throws IOException {
    String no = numberOfTrade("退款：流水号或支付单号 Refund: trade or payment number");
    Long amount = no == null ? null : amount("退款金额 Amount (元 yuan): ");
    if (no == null || amount == null) {
      return;
    }
    String supervisor = screen.line("主管工号 Supervisor: ", false);
    String pin = supervisor == null ? null : screen.line("主管密码 PIN: ", true);
    if (supervisor == null || pin == null) {
      return;
    }
    attempt(
        () -> {
          RefundEntry refund = device.refund(no, amount, "", supervisor.strip(), pin.strip());
          screen.print(
              refund.state().words()
                  + "  ￥"
                  + Columns.yuan(refund.amount())
                  + "  "
                  + refund.terminalRefundNo());
          if (refund.state() == RefundState.SUCCEEDED) {
            device.refundSlip(refund.terminalRefundNo()).ifPresent(this::put);
          } else if (refund.state() == RefundState.PROCESSING) {
            screen.print("  到账后会提示 It is told here when it is done.");
          }
        });
  }

  private void last() {
    attempt(
        () -> {
          if (device.isOnline()) {
            var trade = device.last().json();
            screen.print(
                "末笔 Last: "
                    + trade.path("terminalTradeNo").asString()
                    + "  ￥"
                    + Columns.yuan(trade.path("amount").asLong())
                    + "  "
                    + trade.path("status").asString());
          } else {
            List<TradeEntry> trades = device.journal().trades();
            if (trades.isEmpty()) {
              screen.print("没有交易 There is none.");
            } else {
              show(trades.get(trades.size() - 1));
            }
          }
        });
  }

  // --- shift

  private void signInOrOff() throws IOException {
    if (device.state().shift() != null) {
      attempt(() -> settle(device.signOff()));
      return;
    }
    String cashier = screen.line("工号 Cashier: ", false);
    String pin = cashier == null ? null : screen.line("密码 PIN: ", true);
    if (cashier != null && pin != null) {
      attempt(
          () -> {
            device.signIn(cashier.strip(), pin.strip());
            menu();
          });
    }
  }

  private void settle(SignOff signOff) {
    put(device.shiftSlip(signOff));
    screen.print(signOff.agreed() ? "与平台一致 Agreed." : "与平台不一致 Different: see the slip.");
  }

  // --- papers and the rest

  private void journal() {
    List<TradeEntry> trades = device.journal().trades();
    for (TradeEntry trade :
        trades.subList(Math.max(0, trades.size() - JOURNAL_LINES), trades.size())) {
      screen.print(
          TIME.format(trade.createdAt())
              + " "
              + trade.terminalTradeNo()
              + " "
              + Columns.padded("￥" + Columns.yuan(trade.amount()), 12)
              + " "
              + trade.state()
              + (trade.cancelWanted() ? " 待撤销" : ""));
    }
    for (RefundEntry refund : device.journal().refunds()) {
      screen.print(
          TIME.format(refund.createdAt())
              + " "
              + refund.terminalRefundNo()
              + " ￥-"
              + Columns.yuan(refund.amount())
              + " "
              + refund.state());
    }
    if (trades.isEmpty()) {
      screen.print("流水为空 The journal is empty.");
    }
  }

  private void reprint() throws IOException {
    String no = numberOfTrade("重打印单号 Trade to print again");
    if (no != null) {
      attempt(() -> print(no, true));
    }
  }

  private void print(String no, boolean again) {
    attempt(() -> put(device.receipt(no, again)));
  }

  private void put(String slip) {
    int columns = device.state().configInUse().receiptColumns();
    String edge = "─".repeat(columns + 2);
    screen.print("┌" + edge + "┐");
    for (String line : slip.stripTrailing().split("\n", -1)) {
      screen.print("│ " + Columns.padded(line, columns) + " │");
    }
    screen.print("└" + edge + "┘");
    try {
      Files.writeString(slips, slip + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      screen.print("打印失败 Printing failed: " + e.getMessage());
    }
  }

  private void network() {
    boolean out = device.isOnline();
    device.unplug(out);
    screen.print(out ? "已断网 Network is off" : "已接通，正在恢复 Network is on");
  }

  private void heartbeat() {
    device.heartbeat();
    screen.print("心跳正常 The platform hears this terminal.");
  }

  private void messages() {
    List<MessageBox.Message> read = messages.read();
    read.forEach(this::show);
    if (read.isEmpty()) {
      screen.print("没有未读消息 There is none to read.");
    }
  }

  private void show(MessageBox.Message message) {
    screen.print("✉ " + message.title() + ": " + message.text());
  }

  private void activate() throws IOException {
    String code = screen.line("激活码 Activation code: ", false);
    if (code != null && !code.isBlank()) {
      attempt(
          () -> {
            device.activate(code.strip());
            menu();
          });
    }
  }

  // --- input and errors

  private @Nullable Long amount(String prompt) throws IOException {
    String text = screen.line(prompt, false);
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return Fen.of(text.strip());
    } catch (IllegalArgumentException e) {
      screen.print(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** The number that is typed, or the latest trade's. */
  private @Nullable String numberOfTrade(String what) throws IOException {
    List<TradeEntry> trades = device.journal().trades();
    String latest = trades.isEmpty() ? "" : trades.get(trades.size() - 1).terminalTradeNo();
    String typed =
        screen.line(what + (latest.isEmpty() ? ": " : " [回车 Enter = " + latest + "]: "), false);
    if (typed == null) {
      return null;
    }
    String no = typed.isBlank() ? latest : typed.strip();
    return no.isEmpty() ? null : no;
  }

  /** What may be refused or get no answer. */
  @FunctionalInterface
  private interface Act {
    void run() throws IOException;
  }

  private void attempt(Act act) {
    try {
      act.run();
    } catch (PosRefusal | NoAnswer | IOException e) {
      explain(e);
    }
  }

  private void explain(@Nullable Throwable e) {
    if (e instanceof PosRefusal refusal) {
      screen.print(
          "✘ "
              + refusal.getMessage()
              + "  "
              + refusal.code().toLowerCase(Locale.ROOT)
              + (refusal.requestId().isEmpty() ? "" : "  " + refusal.requestId()));
      if (refusal.retryAfterSeconds() > 0) {
        screen.print("  请等待 Wait " + refusal.retryAfterSeconds() + " s");
      }
      if (refusal.is("SHIFT_REQUIRED")) {
        screen.print("  请先签到 Sign in first: 7");
      }
    } else if (e instanceof NoAnswer) {
      screen.print("… 无应答，结果未知 No answer, so not known: " + e.getMessage());
    } else {
      throw new IllegalStateException("the till stumbled", e);
    }
  }

  // --- what the terminal learns by itself

  @Override
  public void tradeChanged(TradeEntry trade) {
    if (trade.state().isFinal() && !trade.terminalTradeNo().equals(watched.get())) {
      screen.print("» " + trade.terminalTradeNo() + " " + trade.state().words());
    }
  }

  @Override
  public void refundChanged(RefundEntry refund) {
    if (refund.state().isFinal()) {
      screen.print(
          "» "
              + refund.terminalRefundNo()
              + " "
              + refund.state().words()
              + "  ￥"
              + Columns.yuan(refund.amount()));
    }
  }

  @Override
  public void message(String title, String text) {
    MessageBox.Message message = new MessageBox.Message(title, text);
    messages.put(message);
    show(message);
  }

  @Override
  public void configured(TerminalConfig config) {
    screen.print("» 终端设置已更新 The terminal's configuration is new: " + config.version());
  }

  @Override
  public void online(boolean reachable) {
    screen.print(reachable ? "» 网络已恢复 Online again" : "» 网络不可用 No network: no sales");
  }
}
