package com.zhaoli.pay.sandbox.oauth;

import com.zhaoli.pay.sandbox.journal.Journal;
import com.zhaoli.pay.sandbox.journal.JournaledMap;
import com.zhaoli.pay.sandbox.keys.Randoms;
import com.zhaoli.pay.sandbox.order.Channel;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The codes that are out. Each is good for five minutes and one exchange. */
@Component
public final class LoginCodes {
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final int MAX_CODES = 2_000;

  private final JournaledMap<LoginCode> codes;
  private final Clock clock;

  LoginCodes(Journal journal, Clock clock) {
    this.clock = clock;
    this.codes = journal.open("loginCodes", LoginCode.class, MAX_CODES, this::isOver);
  }

  private boolean isOver(LoginCode code) {
    return !clock.instant().isBefore(code.expiresAt());
  }

  String issue(Channel channel, String buyer) {
    String code = Randoms.hex(32);
    codes.put(code, new LoginCode(channel, buyer, clock.instant().plus(LIFE)));
    return code;
  }

  /** The buyer of this code, which is used up by it; empty when it is not good. */
  public Optional<String> redeem(Channel channel, String code) {
    return codes
        .take(code)
        .filter(found -> found.channel() == channel && !isOver(found))
        .map(LoginCode::buyer);
  }
}
