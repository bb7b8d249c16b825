package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.crypto.Tokens;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.merchant.MerchantProperties;
import com.zhaoli.pay.merchant.operator.internal.LoginTryStore;
import com.zhaoli.pay.merchant.operator.internal.OperatorCredentials;
import com.zhaoli.pay.merchant.operator.internal.OperatorStore;
import com.zhaoli.pay.merchant.trail.AuditAction;
import com.zhaoli.pay.merchant.trail.AuditLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Operators log in and are recognised.
 *
 * <p>Each login first takes one of a few tries of its user name, known or not, from its address,
 * and one of more from anywhere, and only then compares passwords: however many guesses run at
 * once, no more than the tries are ever compared within the lock's time, and a stranger's guesses
 * lock the stranger out, not the operator. An unknown name costs the same bcrypt comparison as a
 * known one and is locked alike, so that neither time nor text tells which names exist.
 */
@Service
public class OperatorSessions {
  private static final int TOKEN_BYTES = 32;

  private final OperatorStore operators;
  private final LoginTryStore tries;
  private final PasswordCheck check;
  private final RefusedLogins refused;
  private final AuditLog auditLog;
  private final MerchantProperties properties;
  private final Clock clock;
  private final TransactionTemplate transaction;

  /** Compared with where there is no operator of that name; nobody knows its password. */
  private final String nobodysHash;

  OperatorSessions(
      OperatorStore operators,
      LoginTryStore tries,
      PasswordEncoder passwords,
      PasswordCheck check,
      RefusedLogins refused,
      AuditLog auditLog,
      MerchantProperties properties,
      Clock clock,
      TransactionTemplate transaction) {
    this.operators = operators;
    this.tries = tries;
    this.check = check;
    this.refused = refused;
    this.auditLog = auditLog;
    this.properties = properties;
    this.clock = clock;
    this.transaction = transaction;
    this.nobodysHash = Objects.requireNonNull(passwords.encode(Tokens.random(TOKEN_BYTES)));
  }

  /**
   * Opens a session.
   *
   * @param address where the login comes from
   * @throws ApiException OPERATOR_LOGIN_FAILED, or OPERATOR_LOCKED or RATE_LIMITED with the seconds
   *     to wait
   */
  public OperatorSessionBO open(String username, String password, String address) {
    return check.admit(() -> openAdmitted(username, password, address));
  }

  private OperatorSessionBO openAdmitted(String username, String password, String address) {
    Instant now = clock.instant();
    Optional<OperatorCredentials> known = operators.byUsername(username);
    Optional<Instant> lockedUntil = takeTry(username, address, now);
    if (lockedUntil.isPresent()) {
      refused.record(AuditAction.OPERATOR_LOGIN_LOCKED, known, address);
      long wait = Math.max(1, Duration.between(now, lockedUntil.get()).toSeconds());
      throw ApiException.retryAfter(ErrorCode.OPERATOR_LOCKED, wait);
    }
    String hash = known.map(OperatorCredentials::passwordHash).orElse(nobodysHash);
    boolean matches = check.matches(password, hash);
    if (!matches || known.isEmpty()) {
      refused.record(AuditAction.OPERATOR_LOGIN_FAILED, known, address);
      throw new ApiException(ErrorCode.OPERATOR_LOGIN_FAILED);
    }
    tries.forget(at(username, address));
    tries.forget(username);
    return begin(known.get().operator(), now);
  }

  private Optional<Instant> takeTry(String username, String address, Instant now) {
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

  /** No name has this character. */
  private static String at(String username, String address) {
    return username + "@" + address;
  }

  private OperatorSessionBO begin(OperatorBO operator, Instant now) {
    String token = "ops_" + Tokens.random(TOKEN_BYTES);
    Instant expiresAt = now.plus(properties.operatorSession());
    transaction.executeWithoutResult(
        status -> {
          operators.insertSession(Tokens.sha256(token), operator.operatorNo(), now, expiresAt);
          auditLog.append(
              operator.operatorNo(), AuditAction.OPERATOR_LOGIN, operator.operatorNo(), null);
        });
    return new OperatorSessionBO(operator, new Secret(token), expiresAt);
  }

  /** Whose token it is; empty when it is unknown or expired, or its operator is disabled. */
  public Optional<OperatorBO> verify(String token) {
    return operators.bySession(Tokens.sha256(token), clock.instant());
  }
}
