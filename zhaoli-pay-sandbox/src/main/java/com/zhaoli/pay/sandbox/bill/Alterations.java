package com.zhaoli.pay.sandbox.bill;

import com.zhaoli.pay.sandbox.journal.Journal;
import com.zhaoli.pay.sandbox.journal.JournaledMap;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The lies in force, one for each order at most. They outlive the process, as bills do. */
@Component
public final class Alterations {
  private static final int MAX_ALTERATIONS = 1_000;

  private final JournaledMap<Alteration> byOrder;

  Alterations(Journal journal) {
    this.byOrder =
        journal.open("billAlterations", Alteration.class, MAX_ALTERATIONS, alteration -> true);
  }

  /** Bills that are made from now on lie about this order. */
  public Alteration add(SandboxOrder order, AlterationKind kind) {
    Alteration alteration = new Alteration(order.channel(), order.channelOrderNo(), kind);
    byOrder.put(order.key(), alteration);
    return alteration;
  }

  public List<Alteration> all() {
    return byOrder.values();
  }

  /** Bills tell the truth again. */
  public void clear() {
    byOrder.values().forEach(a -> byOrder.remove(a.channel() + ":" + a.channelOrderNo()));
  }

  Optional<AlterationKind> of(SandboxOrder order) {
    return byOrder.get(order.key()).map(Alteration::kind);
  }
}
