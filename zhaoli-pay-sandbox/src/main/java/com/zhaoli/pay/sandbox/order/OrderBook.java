package com.zhaoli.pay.sandbox.order;

import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.journal.Journal;
import com.zhaoli.pay.sandbox.journal.JournaledMap;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All orders of both channels. What is read has its time-out applied. */
@Component
public final class OrderBook {
  private final Clock clock;
  private final JournaledMap<SandboxOrder> orders;
  private final Map<String, String> keyByCodeUrl = new ConcurrentHashMap<>();
  private final Map<String, String> keyByTradeNo = new ConcurrentHashMap<>();

  OrderBook(Journal journal, SandboxProperties properties, Clock clock) {
    this.clock = clock;
    this.orders =
        journal
            .open(
                "orders",
                SandboxOrder.class,
                properties.maxOrders(),
                order -> isOver(order.at(clock.instant())))
            .onEvicted(this::forget);
    orders.values().forEach(this::index);
  }

  private static boolean isOver(SandboxOrder order) {
    return order.state() == OrderState.PAID || order.state() == OrderState.CLOSED;
  }

  public Optional<SandboxOrder> find(Channel channel, String channelOrderNo) {
    return orders.get(SandboxOrder.keyOf(channel, channelOrderNo)).map(this::now);
  }

  public Optional<SandboxOrder> findByCodeUrl(String codeUrl) {
    return findByKey(keyByCodeUrl.get(codeUrl));
  }

  public Optional<SandboxOrder> findByTradeNo(String channelTradeNo) {
    return findByKey(keyByTradeNo.get(channelTradeNo));
  }

  /** Takes a new order in, unless one with its number is there: then that one is the answer. */
  public SandboxOrder add(SandboxOrder order) {
    SandboxOrder present = orders.putIfAbsent(order.key(), key -> order);
    index(present);
    return now(present);
  }

  /** Changes one order in one step; the change sees it with its time-out applied. */
  public SandboxOrder change(SandboxOrder order, UnaryOperator<SandboxOrder> change) {
    SandboxOrder changed =
        orders
            .change(order.key(), stored -> change.apply(now(stored)))
            .orElseThrow(() -> new IllegalStateException("Order " + order.key() + " is forgotten"));
    index(changed);
    return changed;
  }

  /** The newest orders first. */
  public List<SandboxOrder> newest(int limit) {
    return orders.newest(limit, order -> true).stream().map(this::now).toList();
  }

  /** The order that {@link SandboxOrder#key} names. */
  public Optional<SandboxOrder> findByKey(@Nullable String key) {
    return key == null ? Optional.empty() : orders.get(key).map(this::now);
  }

  private SandboxOrder now(SandboxOrder order) {
    return order.at(clock.instant());
  }

  private void index(SandboxOrder order) {
    keyByCodeUrl.put(order.codeUrl(), order.key());
    String tradeNo = order.channelTradeNo();
    if (tradeNo != null) {
      keyByTradeNo.put(tradeNo, order.key());
    }
  }

  private void forget(SandboxOrder order) {
    keyByCodeUrl.remove(order.codeUrl());
    String tradeNo = order.channelTradeNo();
    if (tradeNo != null) {
      keyByTradeNo.remove(tradeNo);
    }
  }
}
