package com.zhaoli.pay.e2e.poschaos;

import com.zhaoli.pay.e2e.StepFailure;
import com.zhaoli.pay.e2e.Steps;
import com.zhaoli.pay.e2e.faults.Cashier;
import com.zhaoli.pay.e2e.faults.Cashier.Opening;
import com.zhaoli.pay.e2e.faults.Sandbox;
import com.zhaoli.pay.e2e.pos.TerminalOffice;
import com.zhaoli.pay.simulator.device.DeviceListener;
import com.zhaoli.pay.simulator.device.DeviceSettings;
import com.zhaoli.pay.simulator.device.PosDevice;
import com.zhaoli.pay.simulator.device.SignOff;
import com.zhaoli.pay.simulator.journal.Journal;
import com.zhaoli.pay.simulator.journal.RefundEntry;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import com.zhaoli.pay.simulator.journal.TradeState;
import com.zhaoli.pay.simulator.protocol.NoAnswer;
import com.zhaoli.pay.simulator.protocol.PosRefusal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A terminal, its cashier and the payers in front of it. One thread plays them. */
final class ChaosTerminal implements TerminalBooks {
  private static final Duration SOON = Duration.ofSeconds(14);
  private static final int TRIES = 40;
  private static final long BETWEEN_TRIES_MILLIS = 2_000;
  private static final int UNPAID_SECONDS = 60;

  private final DeviceSettings settings;
  private final String terminalNo;
  private final String cashierNo;
  private final TerminalOffice office;
  private final Cashier page;
  private final Sandbox sandbox;
  private final ExecutorService helpers;
  private final Clock clock;
  private final Map<String, SaleKind> kinds = new HashMap<>();
  private final List<String> mistakes = new ArrayList<>();
  private volatile PosDevice device;
  private int powerCuts;

  ChaosTerminal(
      DeviceSettings settings,
      String terminalNo,
      String cashierNo,
      TerminalOffice office,
      Cashier page,
      Sandbox sandbox,
      ExecutorService helpers,
      Clock clock) {
    this.settings = settings;
    this.terminalNo = terminalNo;
    this.cashierNo = cashierNo;
    this.office = office;
    this.page = page;
    this.sandbox = sandbox;
    this.helpers = helpers;
    this.clock = clock;
    this.device = switchOn();
  }

  private PosDevice switchOn() {
    try {
      return PosDevice.start(settings, new DeviceListener() {}, clock);
    } catch (IOException e) {
      throw new StepFailure("A terminal does not start: " + e.getMessage(), e);
    }
  }

  @Override
  public String terminalNo() {
    return terminalNo;
  }

  private Journal journal() {
    return device.journal();
  }

  @Override
  public List<TradeEntry> trades() {
    return journal().trades();
  }

  @Override
  public List<RefundEntry> refunds() {
    return journal().refunds();
  }

  int powerCuts() {
    return powerCuts;
  }

  @Override
  public List<String> mistakes() {
    return List.copyOf(mistakes);
  }

  @Override
  public Optional<SaleKind> kindOf(String terminalTradeNo) {
    return Optional.ofNullable(kinds.get(terminalTradeNo));
  }

  /** Activates it and signs its cashier in, however often that takes. */
  void open(String activationCode, String pin) {
    insist("activate", () -> device.activate(activationCode));
    insist("sign in", () -> device.signIn(cashierNo, pin));
  }

  void play(List<PlannedSale> sales, ServiceKiller service) {
    for (PlannedSale sale : sales) {
      Steps.pause(sale.pauseMillis());
      service.awaitService();
      if (sale.rotateKey()) {
        rotateKey();
      }
      play(sale);
    }
  }

  private void rotateKey() {
    try {
      office.rotateKey(terminalNo);
    } catch (StepFailure away) {
      // The service is away for a moment: the key stays as it is.
    }
    attempt(device::heartbeat);
  }

  private void play(PlannedSale sale) {
    int before = journal().trades().size();
    CompletableFuture<TradeEntry> selling =
        CompletableFuture.supplyAsync(() -> sell(sale), helpers);
    try {
      Long cut = sale.cutMillis();
      if (cut != null) {
        Steps.pause(cut);
        cutPower();
        newestSince(before).ifPresent(trade -> kinds.put(trade.terminalTradeNo(), sale.kind()));
        selling.exceptionally(e -> null).join();
        return;
      }
      if (sale.kind() == SaleKind.BARCODE_CANCELLED) {
        Steps.pause(sale.cancelMillis());
        newestSince(before)
            .ifPresent(trade -> attempt(() -> device.cancel(trade.terminalTradeNo())));
      }
      TradeEntry trade = selling.join();
      kinds.put(trade.terminalTradeNo(), sale.kind());
      if (sale.kind().isQr()) {
        scan(sale, trade);
      }
      TradeEntry later = device.await(trade.terminalTradeNo(), patience(sale.kind()));
      if (sale.refundPercent() > 0 && later.state() == TradeState.SUCCEEDED) {
        refund(later, Math.max(1, later.amount() * sale.refundPercent() / 100));
      }
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof PosRefusal)) {
        mistakes.add("a sale ended with " + e.getCause());
      }
      newestSince(before).ifPresent(trade -> kinds.put(trade.terminalTradeNo(), sale.kind()));
    } catch (CancellationException | InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepFailure("Interrupted", e);
    }
  }

  /** Cashiers do not wait for what takes long: it is followed while they go on. */
  private static Duration patience(SaleKind kind) {
    return switch (kind) {
      case BARCODE_NEVER_PAID, QR_UNPAID, BARCODE_LATE -> Duration.ofMillis(200);
      case BARCODE_PAID,
          BARCODE_PASSWORD,
          BARCODE_REFUSED,
          BARCODE_CANCELLED,
          QR_PAID,
          QR_CANCELLED ->
          SOON;
    };
  }

  private TradeEntry sell(PlannedSale sale) {
    if (!sale.kind().isQr()) {
      return device.sellByBarcode(sale.amount(), "chaos", sale.authCode());
    }
    return device.sellByQr(
        sale.amount(), "chaos", sale.kind() == SaleKind.QR_UNPAID ? UNPAID_SECONDS : null);
  }

  private void scan(PlannedSale sale, TradeEntry sold) throws InterruptedException {
    TradeEntry trade = sold;
    long until = clock.millis() + SOON.toMillis();
    while (trade.codeUrl() == null && !trade.state().isFinal() && clock.millis() < until) {
      TimeUnit.MILLISECONDS.sleep(200);
      trade = journal().trade(trade.terminalTradeNo()).orElse(trade);
    }
    String codeUrl = trade.codeUrl();
    if (codeUrl == null || sale.kind() == SaleKind.QR_UNPAID) {
      return;
    }
    if (sale.kind() == SaleKind.QR_CANCELLED) {
      Steps.pause(sale.cancelMillis());
      String no = trade.terminalTradeNo();
      attempt(() -> device.cancel(no));
      return;
    }
    String token = codeUrl.substring(codeUrl.lastIndexOf('/') + 1);
    try {
      if (page.open(token, sale.wallet(), false) instanceof Opening.Opened opened) {
        sandbox.pay(opened.order());
      }
    } catch (StepFailure away) {
      // The page is away for a moment, and so is this payer.
    }
  }

  private void refund(TradeEntry trade, long amount) {
    attempt(
        () ->
            device.refund(
                trade.terminalTradeNo(), amount, "退货", ChaosRun.SUPERVISOR, ChaosRun.PIN));
  }

  private Optional<TradeEntry> newestSince(int before) {
    List<TradeEntry> trades = journal().trades();
    return trades.size() > before ? Optional.of(trades.get(trades.size() - 1)) : Optional.empty();
  }

  private void cutPower() {
    device.close();
    powerCuts++;
    device = switchOn();
  }

  /** What may be refused or get no answer: the cashier goes on. */
  private static void attempt(Runnable act) {
    try {
      act.run();
    } catch (PosRefusal | NoAnswer e) {
      // What came of it stands in the journal, or comes to stand there.
    }
  }

  /** Until everything in its journal is decided; how many are not when the time is over. */
  int settle(Duration limit) {
    long until = clock.millis() + limit.toMillis();
    while (undecided() > 0 && clock.millis() < until) {
      Steps.pause(250);
    }
    return undecided();
  }

  private int undecided() {
    return journal().openTrades().size() + journal().openRefunds().size();
  }

  SignOff signOff() {
    return insist("sign off", device::signOff);
  }

  private static <T> T insist(String what, Supplier<T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (NoAnswer e) {
        if (attempt == TRIES) {
          throw new StepFailure("A terminal cannot " + what + ": " + e.getMessage(), e);
        }
        Steps.pause(BETWEEN_TRIES_MILLIS);
      } catch (PosRefusal refusal) {
        throw new StepFailure("A terminal may not " + what + ": " + refusal.code(), refusal);
      }
    }
  }

  void switchOff() {
    device.close();
  }
}
