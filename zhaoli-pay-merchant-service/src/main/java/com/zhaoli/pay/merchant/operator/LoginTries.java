package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.merchant.MerchantProperties;
import com.zhaoli.pay.merchant.operator.internal.LoginTryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * How often a password may be guessed: some tries of a name, known or not, from one address, and
 * more of it from everywhere. Whoever compares a password takes a try first.
 */
@Component
class LoginTries {
  private final LoginTryStore tries;
  private final MerchantProperties properties;

  LoginTries(LoginTryStore tries, MerchantProperties properties) {
    this.tries = tries;
    this.properties = properties;
  }

  /** Takes a try. Empty when there was one, else how long there is none. */
  Optional<Duration> take(String username, String address, Instant now) {
    return takeUntil(username, address, now)
        .map(until -> Duration.between(now, until))
        .map(wait -> wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait);
  }

  private Optional<Instant> takeUntil(String username, String address, Instant now) {
    Instant lockUntil = now.plus(properties.loginLock());
    Optional<Instant> locked =
        tries.take(at(username, address), now, properties.loginTries(), lockUntil);
    if (locked.isPresent()) {
      return locked;
    }
    locked = tries.take(username, now, properties.loginTriesOfName(), lockUntil);
    if (locked.isPresent()) {
      tries.giveBack(at(username, address));
    }
    return locked;
  }

  /** The right password was shown. */
  void forget(String username, String address) {
    tries.forget(at(username, address));
    tries.forget(username);
  }

  /** No name has this character. */
  private static String at(String username, String address) {
    return username + "@" + address;
  }
}
