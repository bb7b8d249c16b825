package com.zhaoli.pay.e2e.poschaos;

import com.zhaoli.pay.e2e.JsonHttp;
import com.zhaoli.pay.e2e.Onboarding;
import com.zhaoli.pay.e2e.PlatformAddresses;
import com.zhaoli.pay.e2e.Script;
import com.zhaoli.pay.e2e.StepFailure;
import com.zhaoli.pay.e2e.Steps;
import com.zhaoli.pay.e2e.faults.Cashier;
import com.zhaoli.pay.e2e.faults.Database;
import com.zhaoli.pay.e2e.faults.EvidenceReader;
import com.zhaoli.pay.e2e.faults.Merchant;
import com.zhaoli.pay.e2e.faults.OurBooks;
import com.zhaoli.pay.e2e.faults.PlatformControl;
import com.zhaoli.pay.e2e.faults.Sandbox;
import com.zhaoli.pay.e2e.faults.books.ChannelOrder;
import com.zhaoli.pay.e2e.faults.books.Checker;
import com.zhaoli.pay.e2e.faults.books.Evidence;
import com.zhaoli.pay.e2e.faults.books.PaymentFile;
import com.zhaoli.pay.e2e.faults.books.Promises;
import com.zhaoli.pay.e2e.pos.GatewayCertificate;
import com.zhaoli.pay.e2e.pos.TerminalOffice;
import com.zhaoli.pay.simulator.device.DeviceSettings;
import com.zhaoli.pay.simulator.device.SignOff;
import com.zhaoli.pay.simulator.journal.RefundEntry;
import com.zhaoli.pay.simulator.journal.RefundState;
import com.zhaoli.pay.simulator.journal.TradeEntry;
import com.zhaoli.pay.simulator.journal.TradeState;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One run: a merchant with ten terminals of its own; they trade over a bad line while
 * pos-terminal-service is killed and terminals lose their power; then the line is good, and when
 * everything is decided all books are compared.
 */
final class ChaosRun {
  static final String SUPERVISOR = "9001";
  static final String PIN = "246810";
  private static final String STORE = "store-1";
  private static final int FIRST_CASHIER = 1001;
  private static final int HELPERS = 64;
  private static final Duration TRADING_LIMIT = Duration.ofMinutes(12);
  private static final Duration SETTLING_LIMIT = Duration.ofSeconds(150);

  private final ChaosPlan plan;
  private final Map<String, String> environment;
  private final Clock clock;
  private final PrintStream out;
  private final PlatformAddresses platform;
  private final JsonHttp http = new JsonHttp();
  private final Sandbox sandbox;
  private final ServiceKiller killer;
  private final ExecutorService helpers;
  private final long begun = System.nanoTime();

  ChaosRun(ChaosPlan plan, Map<String, String> environment, Clock clock, PrintStream out) {
    this.plan = plan;
    this.environment = environment;
    this.clock = clock;
    this.out = out;
    this.platform = PlatformAddresses.of(environment);
    this.sandbox = new Sandbox(platform.sandbox(), http);
    this.killer =
        new ServiceKiller(
            new PlatformControl(Script.of(environment), platform.runDirectory()),
            clock,
            this::tell);
    this.helpers =
        Executors.newFixedThreadPool(
            HELPERS,
            task -> {
              Thread thread = new Thread(task, "pos-chaos");
              thread.setDaemon(true);
              return thread;
            });
  }

  ChaosResult run() {
    Merchant merchant = join();
    Set<String> earlierOrders =
        sandbox.ledger().stream().map(ChannelOrder::channelOrderNo).collect(Collectors.toSet());
    Path directory =
        platform.runDirectory().resolve("pos-chaos").resolve(merchant.credentials().merchantNo());
    GatewayCertificate certificate = GatewayCertificate.of(environment);
    Path ca = certificate.writeAuthority(directory.resolve("ca.pem"));
    URI gateway =
        URI.create(
            "https://127.0.0.1:" + environment.getOrDefault("ZHAOLI_GATEWAY_TLS_PORT", "8443"));
    try (BadLine line = new BadLine(gateway, certificate, ca, plan.seed())) {
      List<ChaosTerminal> terminals = terminals(merchant, line, ca, directory);
      try {
        trade(terminals, line);
        return judge(merchant, terminals, line, earlierOrders);
      } finally {
        terminals.forEach(ChaosTerminal::switchOff);
      }
    } finally {
      helpers.shutdownNow();
    }
  }

  private Merchant join() {
    Steps quiet =
        new Steps(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    Onboarding.Joined joined =
        new Onboarding(platform, http, quiet, new SecureRandom())
            .join(environment.getOrDefault("ZHAOLI_FIRST_OPERATOR_PASSWORD", ""));
    return new Merchant(platform.gateway(), http, joined.credentials(), clock);
  }

  private List<ChaosTerminal> terminals(Merchant merchant, BadLine line, Path ca, Path directory) {
    TerminalOffice office =
        new TerminalOffice(platform.gateway(), http, merchant.credentials(), clock);
    office.cashier(STORE, SUPERVISOR, "王店长", "SUPERVISOR", PIN);
    String tag = merchant.credentials().merchantNo().substring(20);
    List<ChaosTerminal> terminals = new ArrayList<>();
    List<Future<?>> opening = new ArrayList<>();
    line.beBad(true);
    for (int i = 0; i < ChaosPlan.TERMINALS; i++) {
      String cashierNo = Integer.toString(FIRST_CASHIER + i);
      office.cashier(STORE, cashierNo, "收银员", "CASHIER", PIN);
      String serial = "CHAOS-" + tag + "-" + i;
      String terminalNo = office.register(STORE, serial);
      ChaosTerminal terminal =
          new ChaosTerminal(
              new DeviceSettings(
                  line.address(), ca, null, directory.resolve("t" + i), serial, true),
              terminalNo,
              cashierNo,
              office,
              new Cashier(platform.gateway(), http, sandbox),
              sandbox,
              helpers,
              clock);
      terminals.add(terminal);
      String code = office.activationCode(terminalNo);
      opening.add(helpers.submit(() -> terminal.open(code, PIN)));
    }
    opening.forEach(ChaosRun::await);
    tell(terminals.size() + " terminals are activated and signed in, over the bad line");
    return terminals;
  }

  private void trade(List<ChaosTerminal> terminals, BadLine line) {
    List<Future<?>> plays = new ArrayList<>();
    for (int i = 0; i < terminals.size(); i++) {
      ChaosTerminal terminal = terminals.get(i);
      List<PlannedSale> sales = plan.sales().get(i);
      plays.add(helpers.submit(() -> terminal.play(sales, killer)));
    }
    try {
      killer.run(plan.killAfterMillis());
    } finally {
      killer.mend();
    }
    plays.forEach(ChaosRun::await);
    tell("trading has ended; the line is good again");
    line.beBad(false);
    List<CompletableFuture<Integer>> settled =
        terminals.stream()
            .map(
                terminal ->
                    CompletableFuture.supplyAsync(() -> terminal.settle(SETTLING_LIMIT), helpers))
            .toList();
    int open = settled.stream().mapToInt(CompletableFuture::join).sum();
    tell(open == 0 ? "every trade is decided" : open + " are not decided");
  }

  private static void await(Future<?> play) {
    try {
      play.get(TRADING_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new StepFailure("A terminal could not be played: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepFailure("Interrupted", e);
    }
  }

  private ChaosResult judge(
      Merchant merchant, List<ChaosTerminal> terminals, BadLine line, Set<String> earlierOrders) {
    List<String> violations = new ArrayList<>();
    int agreed = 0;
    for (ChaosTerminal terminal : terminals) {
      try {
        SignOff signOff = terminal.signOff();
        agreed += signOff.agreed() ? 1 : 0;
        if (!signOff.agreed()) {
          violations.add("totals differ: " + signOff);
        }
      } catch (StepFailure e) {
        violations.add(terminal.terminalNo() + ": " + e.getMessage());
      }
    }
    Database database = Database.of(environment);
    String merchantNo = merchant.credentials().merchantNo();
    Evidence evidence =
        new EvidenceReader(new OurBooks(database, merchantNo), sandbox, merchant)
            .read(earlierOrders, List.of(), new Promises());
    PosRows rows = new PosRows(database, merchantNo);
    List<PosRows.Trade> trades = rows.trades();
    violations.addAll(new PosRules(trades, rows.refunds(), evidence).check(terminals));
    Checker.checkMoney(evidence).forEach(violation -> violations.add(violation.what()));
    TimeLimits limits = new TimeLimits(killer);
    limits.check(trades);
    violations.addAll(limits.violations());
    long journal = journalFen(terminals);
    long payments = paymentFen(evidence);
    long channels = channelFen(evidence);
    if (journal != payments || payments != channels) {
      violations.add("journals " + journal + ", payments " + payments + ", channels " + channels);
    }
    violations.forEach(
        violation -> out.println("VIOLATION (seed " + plan.seed() + "): " + violation));
    return new ChaosResult(
        plan.seed(),
        terminals.stream().mapToInt(terminal -> terminal.trades().size()).sum(),
        count(terminals, TerminalBooks::trades, TradeEntry::state),
        count(terminals, TerminalBooks::refunds, RefundEntry::state),
        journal,
        payments,
        channels,
        line.counts(),
        killer.kills(),
        terminals.stream().mapToInt(ChaosTerminal::powerCuts).sum(),
        agreed,
        limits.finality(),
        violations,
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
  }

  private static <T> Map<String, Long> count(
      List<ChaosTerminal> terminals,
      Function<TerminalBooks, List<T>> entries,
      Function<T, Enum<?>> state) {
    return terminals.stream()
        .flatMap(terminal -> entries.apply(terminal).stream())
        .collect(
            Collectors.groupingBy(
                entry -> state.apply(entry).name(), TreeMap::new, Collectors.counting()));
  }

  private static long journalFen(List<ChaosTerminal> terminals) {
    long taken =
        terminals.stream()
            .flatMap(terminal -> terminal.trades().stream())
            .filter(trade -> trade.state() == TradeState.SUCCEEDED)
            .mapToLong(TradeEntry::amount)
            .sum();
    long back =
        terminals.stream()
            .flatMap(terminal -> terminal.refunds().stream())
            .filter(refund -> refund.state() == RefundState.SUCCEEDED)
            .mapToLong(RefundEntry::amount)
            .sum();
    return taken - back;
  }

  private static long paymentFen(Evidence evidence) {
    return evidence.files().stream()
        .map(PaymentFile::payment)
        .filter(payment -> PosRules.isPaid(payment.status()))
        .mapToLong(payment -> payment.amountFen() - payment.refundedFen())
        .sum();
  }

  private static long channelFen(Evidence evidence) {
    return evidence.files().stream()
        .flatMap(file -> file.orders().stream())
        .mapToLong(ChannelOrder::heldFen)
        .sum();
  }

  private void tell(String what) {
    out.printf(
        "  %6.1f s  %s%n",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) / 1_000.0, what);
  }
}
