package com.zhaoli.pay.e2e.faults;

import com.zhaoli.pay.e2e.JsonHttp.Answer;
import com.zhaoli.pay.e2e.StepFailure;
import com.zhaoli.pay.e2e.Steps;
import com.zhaoli.pay.e2e.faults.books.Promises;
import com.zhaoli.pay.e2e.faults.plan.Act;
import com.zhaoli.pay.e2e.faults.plan.Story;
import com.zhaoli.pay.e2e.faults.plan.Wallet;
import com.zhaoli.pay.e2e.faults.plan.Way;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Plays one story: the merchant's program and the payer's phone. An answer that says to try again,
 * or that does not come, is asked for again for a while, as programs do; what was promised is kept
 * for the checker.
 */
final class StoryPlayer {
  /** Longer than an outage lasts. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final long PAUSE_MILLIS = 1_500;
  private static final int PAYER_TIMES = 3;
  private static final int CREATED = 201;

  private final Story story;
  private final String outTradeNo;
  private final Merchant merchant;
  private final Cashier cashier;
  private final Sandbox sandbox;
  private final Promises promises;
  private final String notifyUrl;

  /** How the payer's phone names the order that is open in a wallet. */
  private final Map<Wallet, Map<String, String>> orders = new ConcurrentHashMap<>();

  private volatile @Nullable JsonNode payment;

  StoryPlayer(
      Story story,
      long seed,
      Merchant merchant,
      Cashier cashier,
      Sandbox sandbox,
      Promises promises,
      String notifyUrl) {
    this.story = story;
    this.outTradeNo = "F" + seed + "-" + story.number();
    this.merchant = merchant;
    this.cashier = cashier;
    this.sandbox = sandbox;
    this.promises = promises;
    this.notifyUrl = notifyUrl;
  }

  /** The merchant asks for the payment. */
  void create() {
    promises.ask(outTradeNo, story.amountFen());
    Optional<Answer> answer =
        untilAnswered(story.patient(), () -> askForPayment(story.amountFen()));
    answer.ifPresent(this::takePayment);
  }

  private Optional<Answer> askForPayment(long amountFen) {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("outTradeNo", outTradeNo);
    order.put("amount", amountFen);
    order.put("subject", "拿铁 Latte " + story.number());
    order.put("method", story.way().name());
    order.put("notifyUrl", notifyUrl);
    order.put("expireSeconds", story.expireSeconds());
    if (story.way() != Way.AGGREGATE_QR) {
      order.put("channel", story.wallet().name());
    }
    if (story.authCode() != null) {
      order.put("authCode", story.authCode());
    }
    if (story.way() == Way.JSAPI) {
      order.put("openid", "payer-" + story.number());
    }
    if (story.way() == Way.WAP) {
      order.put("payerIp", "203.0.113." + story.number() % 200);
    }
    return merchant.post(Merchant.PAYMENTS, order, story.keyed() ? "create-" + outTradeNo : null);
  }

  private void takePayment(Answer answer) {
    if (answer.status() / 100 == 2) {
      JsonNode taken = answer.body();
      payment = taken;
      promises.promise(outTradeNo, answer.text("paymentNo"));
      promises.told(answer.text("paymentNo"), answer.text("status"));
      orderOf(taken).ifPresent(order -> orders.put(story.wallet(), order));
    } else {
      // It exists all the same, and says so.
      String paymentNo = answer.body().path("details").path("paymentNo").asString("");
      if (!paymentNo.isEmpty()) {
        promises.promise(outTradeNo, paymentNo);
      }
    }
  }

  /** What the payer's phone is given: a code, or what the wallet's page goes on with. */
  private Optional<Map<String, String>> orderOf(JsonNode created) {
    if (story.way() == Way.AGGREGATE_QR || story.way() == Way.BARCODE) {
      return Optional.empty();
    }
    String codeUrl = created.path("codeUrl").asString("");
    if (!codeUrl.isEmpty()) {
      return Optional.of(Map.of("codeUrl", codeUrl));
    }
    JsonNode params = created.path("payParams");
    String prepay = params.path("package").asString("");
    if (prepay.startsWith("prepay_id=")) {
      return Optional.of(Map.of("prepayId", prepay.substring("prepay_id=".length())));
    }
    String tradeNo = params.path("tradeNO").asString("");
    if (!tradeNo.isEmpty()) {
      return Optional.of(Map.of("tradeNo", tradeNo));
    }
    String payUrl = params.path("payUrl").asString("");
    return payUrl.isEmpty() ? Optional.empty() : page(payUrl);
  }

  /** The payer's browser goes to the wallet's page, again where that does not come. */
  private Optional<Map<String, String>> page(String payUrl) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < deadline) {
      Map<String, String> order = orNull(() -> sandbox.page(payUrl));
      if (order != null) {
        return Optional.of(order);
      }
      Steps.pause(PAUSE_MILLIS);
    }
    return Optional.empty();
  }

  private static <T> @Nullable T orNull(Supplier<@Nullable T> call) {
    try {
      return call.get();
    } catch (StepFailure e) {
      return null;
    }
  }

  /** Does one act; what cannot be done as things stand is left out, as in life. */
  void act(Act act) {
    if (act instanceof Act.Open open) {
      open(open);
    } else if (act instanceof Act.Pay pay) {
      withOrder(pay.wallet(), sandbox::pay);
    } else if (act instanceof Act.Look look) {
      withOrder(look.wallet(), sandbox::look);
    } else if (act instanceof Act.Repeat) {
      create();
    } else if (act instanceof Act.Conflict) {
      conflict();
    } else if (act instanceof Act.Close) {
      withPayment(paymentNo -> command(paymentNo, "close"));
    } else if (act instanceof Act.Reverse) {
      withPayment(paymentNo -> command(paymentNo, "reverse"));
    } else if (act instanceof Act.Sync) {
      withPayment(paymentNo -> command(paymentNo, "sync"));
    } else if (act instanceof Act.Refund refund) {
      withPayment(paymentNo -> refund(paymentNo, refund));
    } else {
      throw new IllegalStateException("an act that nobody can play: " + act);
    }
  }

  private void withPayment(Consumer<String> use) {
    JsonNode known = payment;
    if (known != null) {
      use.accept(known.path("paymentNo").asString());
    }
  }

  private void withOrder(Wallet wallet, Consumer<Map<String, String>> use) {
    Map<String, String> order = orders.get(wallet);
    for (int time = 0; order != null && time < PAYER_TIMES; time++) {
      try {
        use.accept(order);
        return;
      } catch (StepFailure e) {
        // The phone got no answer. What was paid is not paid twice by trying again.
        Steps.pause(PAUSE_MILLIS);
      }
    }
  }

  private void open(Act.Open open) {
    JsonNode known = payment;
    if (known == null) {
      return;
    }
    String payToken = known.path("payToken").asString();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < deadline) {
      Cashier.Opening opening = orNull(() -> cashier.open(payToken, open.wallet(), open.asPage()));
      if (opening instanceof Cashier.Opening.Opened opened) {
        orders.put(open.wallet(), opened.order());
        return;
      }
      if (opening instanceof Cashier.Opening.Refused) {
        return;
      }
      Steps.pause(PAUSE_MILLIS);
    }
  }

  /** Asks for more under the same number; only where the first was promised, or it would count. */
  private void conflict() {
    if (payment == null) {
      return;
    }
    Optional<Answer> answer = untilAnswered(true, () -> askForPayment(story.amountFen() + 1));
    answer.ifPresent(
        got -> {
          if (got.status() != 409) {
            promises.breach(
                "another amount for "
                    + outTradeNo
                    + " was answered "
                    + got.status()
                    + " "
                    + got.text());
          }
        });
  }

  private void command(String paymentNo, String verb) {
    Optional<Answer> answer =
        untilAnswered(
            true,
            () -> merchant.post(Merchant.PAYMENTS + "/" + paymentNo + "/" + verb, Map.of(), null));
    answer
        .filter(got -> got.status() == 200)
        .ifPresent(got -> promises.told(paymentNo, got.text("status")));
  }

  private void refund(String paymentNo, Act.Refund refund) {
    String outRefundNo = outTradeNo + "r" + refund.number();
    promises.askRefund(outRefundNo, paymentNo, refund.amountFen());
    Map<String, Object> fields =
        Map.of("paymentNo", paymentNo, "outRefundNo", outRefundNo, "amount", refund.amountFen());
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    for (int round = 0; System.nanoTime() < deadline; round++) {
      // A refusal is kept under its key: who asks anew because things have changed takes a new one.
      String key = refund.keyed() ? "refund-" + outRefundNo + "-" + round : null;
      Optional<Answer> answer =
          untilAnswered(true, () -> merchant.post(Merchant.REFUNDS, fields, key));
      if (answer.isEmpty() || !isNotPaidYet(answer.get())) {
        answer.ifPresent(got -> takeRefund(got, outRefundNo, refund.amountFen()));
        return;
      }
      // The callback has not come, or the payer not paid: the merchant has the channel asked.
      command(paymentNo, "sync");
      Steps.pause(PAUSE_MILLIS);
    }
  }

  private static boolean isNotPaidYet(Answer answer) {
    String status = answer.body().path("details").path("status").asString("");
    return answer.status() == 409 && (status.equals("CREATED") || status.equals("PAYING"));
  }

  private void takeRefund(Answer answer, String outRefundNo, long amountFen) {
    if (answer.status() / 100 != 2) {
      return;
    }
    promises.promiseRefund(outRefundNo, answer.text("refundNo"));
    promises.told(answer.text("refundNo"), answer.text("status"));
    if (amountFen > story.amountFen()) {
      promises.breach(
          "a refund of %d fen of a payment of %d was accepted: %s"
              .formatted(amountFen, story.amountFen(), answer.text()));
    }
    if (answer.status() == CREATED && !answer.text("outRefundNo").equals(outRefundNo)) {
      promises.breach("refund " + outRefundNo + " was answered " + answer.text());
    }
  }

  /** The first answer that says something; empty when none came while the merchant was patient. */
  private Optional<Answer> untilAnswered(boolean patient, Supplier<Optional<Answer>> call) {
    long deadline = System.nanoTime() + (patient ? PATIENCE_NANOS : 0);
    while (true) {
      Optional<Answer> answer = call.get();
      if (answer.isPresent() && saysSomething(answer.get())) {
        return answer;
      }
      if (System.nanoTime() >= deadline) {
        return answer;
      }
      Steps.pause(PAUSE_MILLIS);
    }
  }

  private static boolean saysSomething(Answer answer) {
    boolean inProgress = answer.body().path("code").asString("").equals("REQUEST_IN_PROGRESS");
    return answer.status() < 500 && answer.status() != 429 && !inProgress;
  }
}
