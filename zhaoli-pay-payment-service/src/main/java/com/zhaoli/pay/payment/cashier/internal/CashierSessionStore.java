package com.zhaoli.pay.payment.cashier.internal;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What is remembered of the browsers of payments. Every change is one statement. */
@Component
public class CashierSessionStore {
  private final CashierSessionMapper mapper;

  CashierSessionStore(CashierSessionMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Which browser opened a payment, and how.
   *
   * @param browserHash the browser's key, hashed
   */
  public record Owner(String browserHash, Channel channel, PaymentMethod method) {}

  /** The browser that opened the payment the way it was opened last, if one has. */
  public Optional<Owner> findOwner(String merchantNo, String paymentNo) {
    CashierSessionDO row = mapper.find(merchantNo, paymentNo);
    return row == null || row.ownerHash == null
        ? Optional.empty()
        : Optional.of(
            new Owner(row.ownerHash, Channel.of(row.channel), PaymentMethod.valueOf(row.method)));
  }

  /** Counts one more opening; false when there were as many as may be. */
  public boolean countAttempt(String merchantNo, String paymentNo, int limit, Instant now) {
    if (mapper.countAttempt(merchantNo, paymentNo, limit, now) == 1) {
      return true;
    }
    // Either the first opening, or one too many: with its row there, the second try knows.
    mapper.insertIfAbsent(merchantNo, paymentNo, now);
    return mapper.countAttempt(merchantNo, paymentNo, limit, now) == 1;
  }

  /**
   * Makes a browser the owner, unless another opened the payment in the same way before.
   *
   * @param personal whether the way is open for one person only, who then is the owner in any case
   */
  public void claim(
      String merchantNo, String paymentNo, Owner owner, boolean personal, Instant now) {
    mapper.insertIfAbsent(merchantNo, paymentNo, now);
    mapper.claim(
        merchantNo,
        paymentNo,
        owner.browserHash(),
        owner.channel().name(),
        owner.method().name(),
        personal,
        now);
  }

  /** Remembers a sign-in under way; the one before it, if any, is of no use any more. */
  public void beginSignIn(
      String merchantNo, String paymentNo, SignIn signIn, Instant until, Instant now) {
    mapper.beginSignIn(
        merchantNo,
        paymentNo,
        signIn.stateHash(),
        signIn.browserHash(),
        signIn.channel().name(),
        until,
        now);
  }

  /**
   * A sign-in under way.
   *
   * @param stateHash what the wallet is to bring back, hashed
   * @param browserHash the key of the browser that began it, hashed
   */
  public record SignIn(String stateHash, String browserHash, Channel channel) {}

  /** The wallet of a sign-in under way, which ends with this: empty for all later calls. */
  public Optional<Channel> endSignIn(
      String merchantNo, String paymentNo, String stateHash, String browserHash, Instant now) {
    CashierSessionDO row = mapper.findSignIn(merchantNo, paymentNo, stateHash, browserHash, now);
    return row != null && mapper.endSignIn(merchantNo, paymentNo, stateHash, browserHash, now) == 1
        ? Optional.of(Channel.of(row.signInChannel))
        : Optional.empty();
  }

  /**
   * Forgets the browsers of payments that were made before.
   *
   * @return how many of at most {@code limit}
   */
  public int deleteOlder(Instant before, int limit) {
    return mapper.deleteOlder(Ids.lowest("pay_", before), limit);
  }
}
