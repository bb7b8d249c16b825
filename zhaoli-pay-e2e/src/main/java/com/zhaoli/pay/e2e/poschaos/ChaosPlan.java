package com.zhaoli.pay.e2e.poschaos;

import com.zhaoli.pay.e2e.faults.plan.Draws;
import com.zhaoli.pay.e2e.faults.plan.Wallet;
import java.util.ArrayList;
import java.util.List;

/**
 * What is going to happen, drawn from the seed alone. What threads and network make of it differs
 * from time to time.
 *
 * @param sales of each terminal, in their order
 * @param killAfterMillis pauses before the kills of pos-terminal-service
 */
record ChaosPlan(long seed, List<List<PlannedSale>> sales, List<Long> killAfterMillis) {
  static final int TERMINALS = 10;
  private static final SaleKind[] KINDS = SaleKind.values();
  private static final int[] WEIGHTS = {34, 14, 5, 6, 5, 9, 14, 5, 8};
  private static final int CUT_PERCENT = 7;
  private static final int REFUND_PERCENT = 30;
  private static final int ROTATE_PERCENT = 4;
  private static final int BARCODE_DIGITS = 12;
  private static final int FULL_TRADES = 200;
  private static final int FULL_KILLS = 5;
  private static final int KILLS = 2;

  ChaosPlan {
    sales = sales.stream().map(List::copyOf).toList();
    killAfterMillis = List.copyOf(killAfterMillis);
  }

  static ChaosPlan of(long seed, int trades) {
    Draws draws = new Draws(seed);
    List<List<PlannedSale>> sales = new ArrayList<>();
    for (int terminal = 0; terminal < TERMINALS; terminal++) {
      sales.add(new ArrayList<>());
    }
    for (int trade = 0; trade < trades; trade++) {
      sales.get(trade % TERMINALS).add(sale(draws));
    }
    boolean full = trades >= FULL_TRADES;
    List<Long> kills = new ArrayList<>();
    for (int kill = 0; kill < (full ? FULL_KILLS : KILLS); kill++) {
      kills.add(full ? draws.between(10_000, 25_000) : draws.between(4_000, 9_000));
    }
    return new ChaosPlan(seed, sales, kills);
  }

  private static PlannedSale sale(Draws draws) {
    SaleKind kind = KINDS[draws.weighted(WEIGHTS)];
    Wallet wallet = draws.one(List.of(Wallet.WECHAT, Wallet.ALIPAY));
    long amount = draws.between(1, 50_000);
    String digits = draws.digits(BARCODE_DIGITS);
    long pause = draws.between(200, 2_000);
    long cancel = draws.between(0, 5_000);
    long cut = draws.between(0, 3_000);
    boolean isCut = draws.percent(CUT_PERCENT);
    boolean refunds = draws.percent(REFUND_PERCENT);
    // A tenth of the refunds asks for more than there is.
    int refund = draws.one(List.of(100, 100, 50, 50, 30, 10, 70, 100, 40, 110));
    return new PlannedSale(
        kind,
        wallet,
        amount,
        digits,
        pause,
        cancel,
        isCut ? cut : null,
        refunds ? refund : 0,
        draws.percent(ROTATE_PERCENT));
  }
}
