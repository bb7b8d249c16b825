package com.zhaoli.pay.merchant.receiver;

import com.zhaoli.pay.common.client.merchant.MessageReceiver;
import com.zhaoli.pay.common.client.merchant.ReceiverRole;
import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.merchant.receiver.internal.ReceiverStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Who of a merchant gets messages in WeChat. Callers hold the transaction. */
@Service
public class Receivers {
  static final String NUMBER_PREFIX = "rcv_";

  private final ReceiverStore store;
  private final Clock clock;

  Receivers(ReceiverStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The person who applied; without an openid when that person has left the account meanwhile. */
  public void addOwner(String merchantNo, @Nullable String openid, @Nullable Instant boundAt) {
    Instant now = clock.instant();
    store.insert(
        new ReceiverBO(
            Ids.withPrefix(NUMBER_PREFIX),
            merchantNo,
            ReceiverRole.OWNER,
            null,
            openid,
            boundAt,
            null,
            now));
  }

  /**
   * Binds an owner who is not bound now; anybody bound stays, and so does a person who is another
   * receiver of this merchant.
   */
  public void rebindOwner(String merchantNo, String openid, Instant at) {
    ReceiverBO owner = store.lockOwner(merchantNo);
    if (store.byOpenid(merchantNo, openid).isEmpty()) {
      store.bindIfUnbound(merchantNo, owner.receiverNo(), openid, at);
    }
  }

  /** Those bound now. */
  public List<MessageReceiver> boundTo(String merchantNo) {
    return store.boundTo(merchantNo);
  }

  /** Those bound now who get messages of this scene. */
  public List<MessageReceiver> boundTo(String merchantNo, MessageScene scene) {
    return boundTo(merchantNo).stream().filter(receiver -> receiver.gets(scene)).toList();
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
