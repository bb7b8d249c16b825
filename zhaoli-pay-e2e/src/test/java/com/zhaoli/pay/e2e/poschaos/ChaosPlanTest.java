package com.zhaoli.pay.e2e.poschaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ChaosPlanTest {
  @Test
  void aSeedIsOnePlan() {
    assertThat(ChaosPlan.of(7, 60)).isEqualTo(ChaosPlan.of(7, 60));
    assertThat(ChaosPlan.of(7, 60)).isNotEqualTo(ChaosPlan.of(8, 60));
  }

  @Test
  void aFullPlanHasEverythingThatMayHappen() {
    List<PlannedSale> sales = ChaosPlan.of(1, 500).sales().stream().flatMap(List::stream).toList();

    assertThat(sales).hasSize(500);
    assertThat(sales.stream().map(PlannedSale::kind).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(SaleKind.values());
    assertThat(sales).anyMatch(sale -> sale.cutMillis() != null);
    assertThat(sales).anyMatch(PlannedSale::rotateKey);
    assertThat(sales).anyMatch(sale -> sale.refundPercent() > 100);
    assertThat(sales).allMatch(sale -> sale.kind().isQr() || sale.authCode().matches("\\d{18}"));
  }
}
