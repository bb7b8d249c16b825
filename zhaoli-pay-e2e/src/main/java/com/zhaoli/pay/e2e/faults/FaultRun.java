package com.zhaoli.pay.e2e.faults;

import com.zhaoli.pay.e2e.JsonHttp;
import com.zhaoli.pay.e2e.Onboarding;
import com.zhaoli.pay.e2e.PlatformAddresses;
import com.zhaoli.pay.e2e.Script;
import com.zhaoli.pay.e2e.StepFailure;
import com.zhaoli.pay.e2e.Steps;
import com.zhaoli.pay.e2e.faults.books.ChannelOrder;
import com.zhaoli.pay.e2e.faults.books.Checker;
import com.zhaoli.pay.e2e.faults.books.Evidence;
import com.zhaoli.pay.e2e.faults.books.Promises;
import com.zhaoli.pay.e2e.faults.books.Rows;
import com.zhaoli.pay.e2e.faults.books.Violation;
import com.zhaoli.pay.e2e.faults.plan.Plan;
import com.zhaoli.pay.e2e.faults.plan.Weather;
import com.zhaoli.pay.signing.WebhookSecret;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One run: a merchant of its own joins, the plan is carried out, everything is mended, and when
 * nothing is under way any more the books are compared.
 */
final class FaultRun {
  /** Every story ends: each act asks for so long at most, and there are few in a story. */
  private static final Duration STORIES_LIMIT = Duration.ofMinutes(10);

  private static final long POLL_MILLIS = 1_000;
  private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final Plan plan;
  private final Map<String, String> environment;
  private final Clock clock;
  private final PrintStream out;
  private final PlatformAddresses platform;
  private final Duration settlingLimit;
  private final JsonHttp http = new JsonHttp();
  private final Sandbox sandbox;
  private final Outages outages;
  private final long begun = System.nanoTime();

  FaultRun(
      Plan plan,
      Map<String, String> environment,
      Duration settlingLimit,
      Clock clock,
      PrintStream out) {
    this.plan = plan;
    this.environment = environment;
    this.settlingLimit = settlingLimit;
    this.clock = clock;
    this.out = out;
    this.platform = PlatformAddresses.of(environment);
    this.sandbox = new Sandbox(platform.sandbox(), http);
    this.outages =
        new Outages(
            new PlatformControl(Script.of(environment), platform.runDirectory()), plan, this::tell);
  }

  FaultResult run() {
    Merchant merchant = join();
    Promises promises = new Promises();
    Database database = Database.of(environment);
    Set<String> earlierOrders =
        sandbox.ledger().stream().map(ChannelOrder::channelOrderNo).collect(Collectors.toSet());
    WebhookSecret secret = new WebhookSecret(merchant.credentials().webhookSecret());
    try (WebhookReceiver receiver = new WebhookReceiver(secret, plan.seed(), clock)) {
      outages.prepare();
      act(merchant, promises, receiver);
      Map<String, List<String>> undecided =
          settle(new Undecided(database, merchant.credentials().merchantNo()));
      OurBooks books = new OurBooks(database, merchant.credentials().merchantNo());
      Evidence evidence =
          new EvidenceReader(books, sandbox, merchant)
              .read(earlierOrders, receiver.deliveries(), promises);
      return judge(evidence, undecided);
    } finally {
      outages.leave();
    }
  }

  private Merchant join() {
    String password = environment.getOrDefault("ZHAOLI_FIRST_OPERATOR_PASSWORD", "");
    Steps quiet =
        new Steps(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    Onboarding.Joined joined =
        new Onboarding(platform, http, quiet, new SecureRandom()).join(password);
    return new Merchant(platform.gateway(), http, joined.credentials(), clock);
  }

  private void act(Merchant merchant, Promises promises, WebhookReceiver receiver) {
    Cashier cashier = new Cashier(platform.gateway(), http, sandbox);
    try (Traffic traffic =
        new Traffic(
            story ->
                new StoryPlayer(
                    story, plan.seed(), merchant, cashier, sandbox, promises, receiver.url()))) {
      tell("traffic begins: " + plan.stories().size() + " payments");
      CompletableFuture<Void> stories = traffic.play(plan.stories());
      CompletableFuture<Void> weather = CompletableFuture.runAsync(this::changeWeather);
      outages.run();
      Traffic.await(weather, STORIES_LIMIT);
      tell("the channels are sound again");
      Traffic.await(stories, STORIES_LIMIT);
      tell("traffic has ended");
    } finally {
      sandbox.clearFaults();
      outages.mend();
    }
  }

  private void changeWeather() {
    long start = System.nanoTime();
    for (Weather weather : plan.weathers()) {
      pauseUntil(start, weather.atMillis());
      sandbox.weather(weather);
    }
    pauseUntil(start, plan.size().weatherMillis());
    sandbox.clearFaults();
  }

  private static void pauseUntil(long startNanos, long atMillis) {
    long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    Steps.pause(Math.max(0, atMillis - passed));
  }

  /** Waits until nothing is under way; what still is when the time is over. */
  private Map<String, List<String>> settle(Undecided undecided) {
    long deadline = System.nanoTime() + settlingLimit.toNanos();
    long tellAt = System.nanoTime();
    Map<String, List<String>> found = undecided.find();
    while (!found.isEmpty() && System.nanoTime() < deadline) {
      if (System.nanoTime() >= tellAt) {
        tell("under way: " + Undecided.counts(found));
        tellAt = System.nanoTime() + TELL_NANOS;
      }
      Steps.pause(POLL_MILLIS);
      found = undecided.find();
    }
    if (found.isEmpty()) {
      tell("nothing is under way any more");
    }
    return found;
  }

  private FaultResult judge(Evidence evidence, Map<String, List<String>> undecided) {
    List<Violation> violations = Checker.check(evidence);
    undecided.forEach(
        (kind, rows) ->
            out.println(
                "UNDECIDED after " + settlingLimit.toSeconds() + " s: " + kind + " " + rows));
    violations.stream()
        .filter(violation -> violation.file() == null)
        .forEach(violation -> out.println("VIOLATION: " + violation.what()));
    violations.stream()
        .filter(violation -> violation.file() != null)
        .collect(Collectors.groupingBy(violation -> violation.file().payment().paymentNo()))
        .values()
        .forEach(this::print);
    FaultResult result =
        new FaultResult(
            plan.seed(),
            evidence.files().size(),
            (int)
                evidence.files().stream()
                    .flatMap(file -> file.attempts().stream())
                    .filter(attempt -> attempt.status().equals("SUCCEEDED"))
                    .count(),
            (int) evidence.files().stream().mapToLong(file -> file.refunds().size()).sum(),
            (int) evidence.files().stream().mapToLong(file -> file.events().size()).sum(),
            outages.kills(),
            outages.stops(),
            violations.size() + undecided.size(),
            TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
    out.println(statuses(evidence));
    return result;
  }

  private static String statuses(Evidence evidence) {
    return "payments "
        + evidence.files().stream()
            .collect(
                Collectors.groupingBy(
                    file -> file.payment().status(), TreeMap::new, Collectors.counting()))
        + ", orders "
        + evidence.files().stream()
            .flatMap(file -> file.attempts().stream())
            .collect(
                Collectors.groupingBy(Rows.Attempt::status, TreeMap::new, Collectors.counting()))
        + ", refunds "
        + evidence.files().stream()
            .flatMap(file -> file.refunds().stream())
            .collect(
                Collectors.groupingBy(
                    refund -> refund.origin() + " " + refund.status(),
                    TreeMap::new,
                    Collectors.counting()));
  }

  private void print(List<Violation> violations) {
    violations.forEach(
        violation -> out.println("VIOLATION (seed " + plan.seed() + "): " + violation.what()));
    Violation any = violations.get(0);
    if (any.file() == null) {
      throw new StepFailure("a violation of no payment among those of one");
    }
    String outTradeNo = any.file().payment().outTradeNo();
    plan.stories().stream()
        .filter(story -> outTradeNo.endsWith("-" + story.number()))
        .forEach(story -> out.println("    " + story));
    any.file().lines().forEach(line -> out.println("    " + line));
  }

  private void tell(String what) {
    out.printf(
        "  %6.1f s  %s%n",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) / 1_000.0, what);
  }
}
