package com.zhaoli.pay.merchant.member;

import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.merchant.member.internal.ReceiverStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Who of a merchant gets messages in WeChat. Callers hold the transaction. */
@Service
public class Receivers {
  /** The person who applied. */
  public static final String OWNER = "OWNER";

  private final ReceiverStore store;
  private final Clock clock;

  Receivers(ReceiverStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The person who applied; without an openid when that person has left the account meanwhile. */
  public void addOwner(String merchantNo, @Nullable String openid, @Nullable Instant boundAt) {
    store.insert(Ids.withPrefix("rcv_"), merchantNo, OWNER, openid, boundAt, clock.instant());
  }

  /** Binds an owner who is not bound now; anybody bound stays. */
  public void rebindOwner(String merchantNo, String openid, Instant at) {
    store.bindIfUnbound(merchantNo, OWNER, openid, at);
  }

  /** Those bound now. */
  public List<MessageReceiver> boundTo(String merchantNo) {
    return store.boundTo(merchantNo);
  }

  /** Ends the bindings of this openid that were made until {@code at}. */
  public void unbind(String openid, Instant at) {
    store.unbind(openid, at);
  }

  /** Remembers that the openid left; an earlier time never replaces a later one. */
  public void recordDeparture(String openid, Instant at) {
    store.recordDeparture(openid, at);
  }

  /** Whether the openid has left the account after {@code at}. */
  public boolean leftAfter(String openid, Instant at) {
    return store.leftAfter(openid, at);
  }
}
