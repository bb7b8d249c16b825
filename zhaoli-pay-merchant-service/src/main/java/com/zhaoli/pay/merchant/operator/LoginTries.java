package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.merchant.MerchantProperties;
import com.zhaoli.pay.merchant.tries.Tries;
import com.zhaoli.pay.merchant.tries.Tries.Bound;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * How often a password may be guessed: some tries of a name, known or not, from one address, and
 * more of it from everywhere. Whoever compares a password takes a try first.
 */
@Component
class LoginTries {
  private final Tries tries;
  private final MerchantProperties properties;

  LoginTries(Tries tries, MerchantProperties properties) {
    this.tries = tries;
    this.properties = properties;
  }

  /** Takes a try. Empty when there was one, else how long there is none. */
  Optional<Duration> take(String username, String address) {
    return tries.take(
        properties.loginLock(), List.of(fromAddress(username, address), fromAnywhere(username)));
  }

  /** The right password was shown. */
  void forget(String username, String address) {
    tries.forget(List.of(fromAddress(username, address), fromAnywhere(username)));
  }

  /** The name may be guessed anew, as after a reset of its password. */
  void forget(String username) {
    tries.forget(List.of(fromAnywhere(username)));
  }

  /** No name has the character between name and address. */
  private Bound fromAddress(String username, String address) {
    return new Bound("login:" + username + "@" + address, properties.loginTries());
  }

  private Bound fromAnywhere(String username) {
    return new Bound("login:" + username, properties.loginTriesOfName());
  }
}
