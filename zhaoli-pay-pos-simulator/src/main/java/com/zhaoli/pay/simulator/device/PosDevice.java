package com.zhaoli.pay.simulator.device;

import com.zhaoli.pay.simulator.journal.Journal;
import com.zhaoli.pay.simulator.journal.RefundEntry;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import com.zhaoli.pay.simulator.protocol.Answer;
import com.zhaoli.pay.simulator.protocol.ClientCertificate;
import com.zhaoli.pay.simulator.protocol.NoAnswer;
import com.zhaoli.pay.simulator.protocol.PosConnection;
import com.zhaoli.pay.simulator.protocol.PosRefusal;
import com.zhaoli.pay.simulator.protocol.TrustedTls;
import com.zhaoli.pay.simulator.receipt.LocalReceipt;
import com.zhaoli.pay.simulator.state.DeviceMemory;
import com.zhaoli.pay.simulator.state.DeviceState;
import com.zhaoli.pay.simulator.state.TerminalConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A POS terminal. Whatever is cut off, its journal comes to say what the platform says; it never
 * decides by itself whether it was paid. After {@link #close()}, which is a power cut, another one
 * may be started from the same directory and goes on where this one was.
 *
 * <p>Safe for many threads; requests go one at a time. All calls but those that only read may throw
 * {@link PosRefusal} (nothing was done) and {@link NoAnswer} (not known; it is followed).
 */
public final class PosDevice implements AutoCloseable {
  static final String MODEL = "ZL-SIM";
  static final String VERSION = "1.0.0";
  private static final String METHOD_NOT_AVAILABLE = "METHOD_NOT_AVAILABLE";
  private static final String TIME = "/pos/v1/time";
  private static final long FOLLOW_MILLIS = 250;
  private static final long ONLINE_MILLIS = 3_000;
  private static final byte[] NOTHING = new byte[0];

  private final PosConnection connection;
  private final DeviceMemory memory;
  private final Journal journal;
  private final SignedCalls calls;
  private final Activator activator;
  private final Heartbeats heartbeats;
  private final TradeDesk trades;
  private final RefundDesk refunds;
  private final ShiftDesk shifts;
  private final JournalSync sync;
  private final DeviceListener listener;
  private final Clock clock;
  private final ScheduledExecutorService background;
  private volatile boolean online = true;
  private volatile long beatAtMillis;
  private volatile boolean off;

  private PosDevice(
      PosConnection connection,
      DeviceMemory memory,
      Journal journal,
      DeviceListener listener,
      Clock clock) {
    this.connection = connection;
    this.memory = memory;
    this.journal = journal;
    this.listener = listener;
    this.clock = clock;
    this.calls = new SignedCalls(connection, memory, clock);
    Numbers numbers = new Numbers(memory, journal, clock);
    this.activator = new Activator(connection, memory, calls, MODEL, VERSION);
    this.heartbeats = new Heartbeats(calls, memory, listener, VERSION);
    calls.adoptKeysBy(heartbeats::adoptWaitingKey);
    this.trades = new TradeDesk(calls, journal, memory, numbers, listener, clock);
    this.refunds = new RefundDesk(calls, journal, memory, numbers, listener, clock);
    this.shifts = new ShiftDesk(calls, journal, memory);
    this.sync = new JournalSync(calls, journal, trades, listener);
    this.background =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "pos-background");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Switches a terminal on.
   *
   * @throws IOException when its directory or the certificates cannot be used, such as another
   *     terminal's
   */
  public static PosDevice start(DeviceSettings settings, DeviceListener listener, Clock clock)
      throws IOException {
    PosConnection connection =
        new PosConnection(settings.gateway(), TrustedTls.of(settings.ca(), settings.certificate()));
    DeviceMemory memory = DeviceMemory.open(settings.directory(), settings.serialNumber());
    Journal journal;
    try {
      requireOwn(settings.certificate(), memory.state());
      journal = Journal.open(settings.directory().resolve("journal.jsonl"), clock.instant());
    } catch (IOException e) {
      memory.close();
      throw e;
    }
    PosDevice device = new PosDevice(connection, memory, journal, listener, clock);
    if (settings.background()) {
      Future<?> unused =
          device.background.scheduleWithFixedDelay(
              device::tick, 0, FOLLOW_MILLIS, TimeUnit.MILLISECONDS);
    }
    return device;
  }

  private static void requireOwn(@Nullable ClientCertificate certificate, DeviceState state)
      throws IOException {
    DeviceState.Identity identity = state.identity();
    if (certificate != null && identity != null) {
      certificate.requireOf(identity.terminalNo());
    }
  }

  /** One round of what a terminal does by itself. Nothing that fails ends the next round. */
  private void tick() {
    DeviceState state = memory.state();
    if (state.key() == null || state.locked()) {
      return;
    }
    try {
      if (!online && !probe()) {
        return;
      }
      if (clock.millis() >= beatAtMillis) {
        beatAtMillis = clock.millis() + ONLINE_MILLIS;
        heartbeat();
      }
      trades.follow();
      refunds.follow();
    } catch (NoAnswer e) {
      lost(e);
    } catch (PosRefusal refusal) {
      listener.log(refusal.code() + " " + refusal.getMessage());
    } catch (RuntimeException e) {
      // An answer that makes no sense, or a disk that is gone since the power is.
      if (!off) {
        listener.log("stumbled: " + e);
      }
    }
  }

  private void lost(NoAnswer e) {
    if (off) {
      return;
    }
    listener.log(e.getMessage());
    if (!e.wasSent() && online) {
      online = false;
      listener.online(false);
    }
  }

  /** Whether the platform can be reached; open things are asked for as soon as it can again. */
  private boolean probe() {
    try {
      TimeUnit.MILLISECONDS.sleep(FOLLOW_MILLIS);
      Answer time = connection.send("GET", TIME, Map.of(), NOTHING);
      if (!time.isSuccess()) {
        return false;
      }
    } catch (NoAnswer e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    online = true;
    beatAtMillis = 0;
    listener.online(true);
    trades.follow();
    refunds.follow();
    sync.run();
    return true;
  }

  /** Before money is asked for: a sale without network is not begun. */
  private void requireNetwork() {
    if (connection.isUnplugged() || (!online && !probe())) {
      throw PosRefusal.local("NETWORK_UNAVAILABLE", "网络不可用，无法收款 No network");
    }
  }

  public DeviceState state() {
    return memory.state();
  }

  public Journal journal() {
    return journal;
  }

  public boolean isOnline() {
    return online && !connection.isUnplugged();
  }

  /** Pulls the network's plug, or puts it back. */
  public void unplug(boolean out) {
    connection.unplug(out);
    if (out && online) {
      online = false;
      listener.online(false);
    }
  }

  /** The first key, by the code that somebody read out; confirmed by a heartbeat. */
  public DeviceState.Identity activate(String code) {
    DeviceState.Identity identity = activator.activate(code);
    try {
      heartbeat();
    } catch (NoAnswer e) {
      // The key is here and durable; the next heartbeat confirms it.
      beatAtMillis = 0;
      lost(e);
    }
    return identity;
  }

  /** One heartbeat now. */
  public void heartbeat() {
    heartbeats.beat();
    beatAtMillis = heartbeats.hasToTell() ? 0 : clock.millis() + heartbeats.nextSeconds() * 1_000;
  }

  /** Takes over the platform's clock by the call that needs no signature. */
  public long readClock() {
    Answer time = connection.send("GET", TIME, Map.of(), NOTHING);
    long seconds = time.json().path("epochSeconds").asLong();
    if (!time.isSuccess() || seconds <= 0) {
      throw new NoAnswer("the platform does not tell the time", true);
    }
    calls.tellTime(seconds);
    return memory.state().clockOffsetSeconds();
  }

  public DeviceState.Shift signIn(String cashierNo, String pin) {
    return shifts.signIn(cashierNo, pin);
  }

  /**
   * Asks the platform who is signed in, which {@link #state} says then.
   *
   * @return how the shift before ended, where the answer to its sign-off was lost in a power cut
   */
  public Optional<SignOff> refreshShift() {
    return shifts.refresh();
  }

  /** Ends the shift, after a last look at all that is open and at the books. */
  public SignOff signOff() {
    trades.follow();
    refunds.follow();
    sync.run();
    return shifts.signOff();
  }

  /**
   * Takes money by the barcode that was scanned.
   *
   * @param amount fen
   * @param subject may be empty
   * @throws PosRefusal METHOD_NOT_AVAILABLE where the configuration does not offer it
   */
  public TradeEntry sellByBarcode(long amount, String subject, String authCode) {
    return sell(TerminalConfig.BARCODE, amount, subject, authCode, null);
  }

  /**
   * Takes money by a code that the payer scans.
   *
   * @param amount fen
   * @param subject may be empty
   * @param expireSeconds null for as long as the configuration says, which the platform sees to
   * @throws PosRefusal METHOD_NOT_AVAILABLE where the configuration does not offer it
   */
  public TradeEntry sellByQr(long amount, String subject, @Nullable Integer expireSeconds) {
    return sell(TerminalConfig.QR, amount, subject, null, expireSeconds);
  }

  /**
   * Makes sure that the configuration offers to sell in this way.
   *
   * @throws PosRefusal METHOD_NOT_AVAILABLE when it does not
   */
  public void requireOffered(String method) {
    TerminalConfig config = memory.state().configInUse();
    if (!config.offers(method)) {
      throw PosRefusal.local(
          METHOD_NOT_AVAILABLE,
          "本机不支持此收款方式 Not at this terminal, but: " + String.join(", ", config.methods()));
    }
  }

  private TradeEntry sell(
      String method,
      long amount,
      String subject,
      @Nullable String authCode,
      @Nullable Integer expireSeconds) {
    requireOffered(method);
    requireNetwork();
    try {
      return trades.sell(method, amount, subject, authCode, expireSeconds);
    } catch (PosRefusal refusal) {
      if (refusal.is(METHOD_NOT_AVAILABLE)) {
        // There is a newer configuration: the heartbeat that brings it does not wait for its time.
        beatAtMillis = 0;
      }
      throw refusal;
    }
  }

  /** The trade as the platform has it now; from the journal when there is no answer. */
  public TradeEntry query(String no) {
    TradeEntry entry = known(no);
    try {
      return entry.state().isFinal() ? entry : trades.ask(entry);
    } catch (NoAnswer e) {
      lost(e);
      return journal.trade(no).orElse(entry);
    }
  }

  private TradeEntry known(String no) {
    return journal
        .trade(no)
        .orElseThrow(
            () -> PosRefusal.local("NOT_IN_JOURNAL", "流水中没有此交易 Not in the journal: " + no));
  }

  /** Waits until the trade is decided; the trade as it stands then or when the time is over. */
  public TradeEntry await(String no, Duration limit) throws InterruptedException {
    long until = clock.millis() + limit.toMillis();
    TradeEntry trade = known(no);
    while (!trade.state().isFinal() && clock.millis() < until && !off) {
      journal.awaitChange(Math.min(500, until - clock.millis()));
      trade = known(no);
    }
    return trade;
  }

  /** The same for a refund. */
  public RefundEntry awaitRefund(String no, Duration limit) throws InterruptedException {
    long until = clock.millis() + limit.toMillis();
    RefundEntry refund = journal.refund(no).orElseThrow();
    while (!refund.state().isFinal() && clock.millis() < until && !off) {
      journal.awaitChange(Math.min(500, until - clock.millis()));
      refund = journal.refund(no).orElseThrow();
    }
    return refund;
  }

  /** Cancels; a cancel that could not be sent stays wanted. */
  public TradeEntry cancel(String no) {
    known(no);
    try {
      return trades.cancel(no);
    } catch (NoAnswer e) {
      lost(e);
      return known(no);
    }
  }

  /**
   * Refunds.
   *
   * @param of a payment's number from a receipt, or this terminal's number of a trade
   * @param amount fen
   * @param reason may be empty
   */
  public RefundEntry refund(
      String of, long amount, String reason, String supervisorNo, String pin) {
    requireNetwork();
    return refunds.refund(of, amount, reason, supervisorNo, pin);
  }

  /** The platform's latest trade of this terminal, as it says it. */
  public Answer last() {
    return trades.last();
  }

  /** Compares the journal with the platform; -1 when that is not offered. */
  public int reconcile() {
    return sync.run();
  }

  /**
   * The receipt of a trade: the platform's, or one from the journal that says so when there is no
   * network or the platform offers none.
   */
  public String receipt(String no, boolean reprint) {
    TradeEntry trade = known(no);
    return slip("trades/" + no, reprint)
        .orElseGet(() -> LocalReceipt.of(trade, memory.state(), reprint, isOnline()));
  }

  /** The slip of a shift that was settled: the platform's, or the terminal's own. */
  public String shiftSlip(SignOff settled) {
    return slip("shifts/" + settled.shiftNo(), false)
        .orElseGet(
            () ->
                LocalReceipt.ofShift(
                    settled.shiftNo(),
                    settled.mine(),
                    settled.agreed(),
                    settled.differences(),
                    memory.state()));
  }

  /** The platform's slip of a refund; empty when it is not to be had. */
  public Optional<String> refundSlip(String terminalRefundNo) {
    return slip("refunds/" + terminalRefundNo, false);
  }

  private Optional<String> slip(String of, boolean reprint) {
    if (!isOnline()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          calls
              .get(
                  "/pos/v1/" + of + "/receipt",
                  "columns="
                      + memory.state().configInUse().receiptColumns()
                      + (reprint ? "&reprint=true" : ""))
              .text());
    } catch (NoAnswer e) {
      lost(e);
      return Optional.empty();
    } catch (PosRefusal refusal) {
      if (refusal.is("NOT_FOUND")) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  /** Switches off at once, as a power cut does: what is under way is not waited for. */
  @Override
  public void close() {
    off = true;
    connection.unplug(true);
    background.shutdownNow();
    journal.close();
    memory.close();
  }
}
