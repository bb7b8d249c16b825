package com.zhaoli.pay.e2e.faults.plan;

import com.zhaoli.pay.e2e.faults.plan.Act.Close;
import com.zhaoli.pay.e2e.faults.plan.Act.Conflict;
import com.zhaoli.pay.e2e.faults.plan.Act.Look;
import com.zhaoli.pay.e2e.faults.plan.Act.Open;
import com.zhaoli.pay.e2e.faults.plan.Act.Pay;
import com.zhaoli.pay.e2e.faults.plan.Act.Refund;
import com.zhaoli.pay.e2e.faults.plan.Act.Repeat;
import com.zhaoli.pay.e2e.faults.plan.Act.Reverse;
import com.zhaoli.pay.e2e.faults.plan.Act.Sync;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Draws the stories of payments. */
final class StoryGenerator {
  /** The shortest that the open API takes: what nobody pays shall end soon. */
  private static final int EXPIRE_SECONDS = 60;

  /** Only the first payments may last to the end of their time, or longer. */
  private static final long EARLY_MILLIS = 10_000;

  private final Size size;
  private final Draws draws;
  private final List<Wallet> wallets;

  StoryGenerator(Size size, Draws draws) {
    this.size = size;
    this.draws = draws;
    this.wallets = size.wallets().stream().sorted().toList();
  }

  /** What becomes of a payment. */
  private enum Plot {
    PAID,
    ABANDONED,
    CLOSED,
    CLOSED_WHILE_PAID,
    CLOSED_THEN_PAID,
    PAID_AT_THE_LAST_MOMENT
  }

  /** What the owner of a barcode does, by the sixth digit of the magic codes. */
  private enum Owner {
    PAYS('0'),
    PAYS_LATER('1'),
    NEVER_PAYS('2'),
    IS_REFUSED('3'),
    IS_REPORTED_LATE('4');

    private final char digit;

    Owner(char digit) {
      this.digit = digit;
    }
  }

  List<Story> stories() {
    List<Story> stories = new ArrayList<>();
    long interval = size.trafficMillis() / size.payments();
    for (int number = 0; number < size.payments(); number++) {
      stories.add(story(number, number * interval + draws.between(0, interval)));
    }
    return stories;
  }

  private Story story(int number, long atMillis) {
    Wallet wallet = draws.one(wallets);
    Way way =
        switch (draws.weighted(20, 30, 25, 10, 10, 5)) {
          case 0 -> Way.AGGREGATE_QR;
          case 1 -> Way.NATIVE;
          case 2 -> Way.BARCODE;
          case 3 -> Way.JSAPI;
          case 4 -> Way.WAP;
          default -> Way.PAGE;
        };
    long amountFen = amountFen();
    boolean early = atMillis < EARLY_MILLIS;
    return way == Way.BARCODE
        ? barcodeStory(number, atMillis, wallet, amountFen)
        : browserStory(number, atMillis, way, wallet, amountFen, early);
  }

  private long amountFen() {
    return switch (draws.weighted(10, 80, 10)) {
      case 0 -> draws.between(1, 3);
      case 1 -> draws.between(100, 50_000);
      default -> draws.between(50_001, 5_000_000);
    };
  }

  private Story barcodeStory(int number, long atMillis, Wallet wallet, long amountFen) {
    Owner owner = Owner.values()[draws.weighted(50, 15, 10, 8, 17)];
    List<Beat> beats = new ArrayList<>();
    if (draws.percent(20)) {
      beats.add(Beat.of(draws.between(500, 20_000), new Reverse()));
    } else if (owner != Owner.NEVER_PAYS && owner != Owner.IS_REFUSED && draws.percent(70)) {
      beats.addAll(refunds(amountFen));
    }
    boolean patient = draws.percent(85);
    return new Story(
        number,
        atMillis,
        "BARCODE_" + owner,
        Way.BARCODE,
        wallet,
        amountFen,
        EXPIRE_SECONDS,
        copies(),
        patient,
        draws.percent(50),
        wallet.magicPrefix() + owner.digit + draws.digits(12),
        beats);
  }

  private Story browserStory(
      int number, long atMillis, Way way, Wallet wallet, long amountFen, boolean early) {
    Plot plot = Plot.values()[draws.weighted(62, 8, 9, 8, 8, early ? 10 : 0)];
    List<Beat> beats = new ArrayList<>();
    Set<Wallet> opened = Set.of(wallet);
    if (way == Way.AGGREGATE_QR) {
      opened = open(wallet, beats);
    }
    // What nobody ever looks at could be paid until its channel forgets it, which takes minutes.
    boolean forgotten = early && size.leavesForgotten();
    if (!forgotten) {
      opened.stream().sorted().forEach(one -> beats.add(Beat.of(0, new Look(one))));
    }
    play(plot, opened.stream().sorted().toList(), beats);
    boolean paid = plot == Plot.PAID || plot == Plot.PAID_AT_THE_LAST_MOMENT;
    if (paid && draws.percent(75)) {
      beats.addAll(refunds(amountFen));
    }
    maybeAsk(beats);
    return new Story(
        number,
        atMillis,
        plot.name(),
        way,
        wallet,
        amountFen,
        EXPIRE_SECONDS,
        copies(),
        forgotten ? draws.percent(70) : true,
        draws.percent(50),
        null,
        beats);
  }

  private int copies() {
    return draws.percent(20) ? (int) draws.between(2, 4) : 1;
  }

  /** The payer opens a wallet, and perhaps the same in another way, and perhaps the other one. */
  private Set<Wallet> open(Wallet first, List<Beat> beats) {
    boolean asPage = draws.percent(40);
    beats.add(Beat.of(draws.between(100, 2_000), new Open(first, asPage)));
    if (draws.percent(15)) {
      beats.add(Beat.of(draws.between(100, 1_500), new Open(first, !asPage)));
    }
    if (wallets.size() < 2 || draws.percent(40)) {
      return Set.of(first);
    }
    Wallet second = first == Wallet.ALIPAY ? Wallet.WECHAT : Wallet.ALIPAY;
    Open other = new Open(second, draws.percent(40));
    if (draws.percent(20)) {
      beats.add(Beat.of(draws.between(100, 1_500), new Open(first, asPage), other));
    } else {
      beats.add(Beat.of(draws.between(100, 3_000), other));
    }
    return Set.of(first, second);
  }

  private void play(Plot plot, List<Wallet> opened, List<Beat> beats) {
    switch (plot) {
      case PAID -> beats.addAll(paid(opened, draws.between(200, 6_000)));
      case ABANDONED -> {
        // The payer has gone.
      }
      case CLOSED -> beats.add(Beat.of(draws.between(200, 5_000), new Close()));
      case CLOSED_WHILE_PAID ->
          beats.add(Beat.of(draws.between(200, 5_000), new Close(), new Pay(draws.one(opened))));
      case CLOSED_THEN_PAID -> {
        beats.add(Beat.of(draws.between(200, 3_000), new Close()));
        beats.addAll(paid(opened, draws.between(0, 1_500)));
      }
      case PAID_AT_THE_LAST_MOMENT ->
          beats.addAll(
              paid(
                  opened,
                  draws.between(EXPIRE_SECONDS * 1_000L - 3_000, EXPIRE_SECONDS * 1_000L + 500)));
    }
  }

  /** By one wallet, or by all that were opened, at once or one after the other. */
  private List<Beat> paid(List<Wallet> opened, long afterMillis) {
    if (opened.size() < 2 || draws.percent(60)) {
      return List.of(Beat.of(afterMillis, new Pay(draws.one(opened))));
    }
    List<Act> both = new ArrayList<>();
    opened.forEach(wallet -> both.add(new Pay(wallet)));
    return draws.percent(50)
        ? List.of(new Beat(afterMillis, both))
        : List.of(
            Beat.of(afterMillis, both.get(0)), Beat.of(draws.between(100, 3_000), both.get(1)));
  }

  /** Out of the ordinary: the merchant asks again, or for something else, or for the state. */
  private void maybeAsk(List<Beat> beats) {
    int at = (int) draws.between(0, beats.size());
    switch (draws.weighted(75, 10, 5, 10)) {
      case 1 -> beats.add(at, Beat.of(draws.between(0, 3_000), new Repeat()));
      case 2 -> beats.add(at, Beat.of(draws.between(0, 3_000), new Conflict()));
      case 3 -> beats.add(at, Beat.of(draws.between(0, 3_000), new Sync()));
      default -> {
        // Most merchants do not.
      }
    }
  }

  private List<Beat> refunds(long amountFen) {
    long afterMillis = draws.between(200, 6_000);
    return switch (draws.weighted(35, 35, 18, 12)) {
      case 0 -> List.of(Beat.of(afterMillis, refund(0, amountFen)));
      case 1 -> inParts(amountFen, afterMillis);
      case 2 -> atOnce(amountFen, afterMillis);
      default -> List.of(Beat.of(afterMillis, refund(0, amountFen + draws.between(1, 100))));
    };
  }

  private List<Beat> inParts(long amountFen, long afterMillis) {
    List<Beat> beats = new ArrayList<>();
    long left = amountFen;
    long count = draws.between(1, 3);
    for (int number = 0; number < count && left > 0; number++) {
      long part = draws.percent(30) ? left : draws.between(1, left);
      beats.add(
          Beat.of(number == 0 ? afterMillis : draws.between(100, 4_000), refund(number, part)));
      left -= part;
    }
    return beats;
  }

  /** Several at the same time that are together more than was paid. */
  private List<Beat> atOnce(long amountFen, long afterMillis) {
    List<Act> acts = new ArrayList<>();
    long count = draws.between(2, 5);
    for (int number = 0; number < count; number++) {
      acts.add(refund(number, draws.between(Math.max(1, amountFen / 2), amountFen)));
    }
    return List.of(new Beat(afterMillis, acts));
  }

  private Refund refund(int number, long amountFen) {
    return new Refund(
        number, amountFen, draws.percent(20) ? (int) draws.between(2, 3) : 1, draws.percent(50));
  }
}
