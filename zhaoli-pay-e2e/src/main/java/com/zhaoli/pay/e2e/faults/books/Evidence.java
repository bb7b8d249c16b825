package com.zhaoli.pay.e2e.faults.books;

import java.util.List;

/**
 * What a run left behind.
 *
 * @param strayOrders orders of this run at the channels that no attempt of ours stands for
 * @param strayDeliveries webhooks that name no payment of this run
 */
public record Evidence(
    List<PaymentFile> files,
    List<ChannelOrder> strayOrders,
    List<Delivery> strayDeliveries,
    Promises promises) {
  public Evidence {
    files = List.copyOf(files);
    strayOrders = List.copyOf(strayOrders);
    strayDeliveries = List.copyOf(strayDeliveries);
  }
}
