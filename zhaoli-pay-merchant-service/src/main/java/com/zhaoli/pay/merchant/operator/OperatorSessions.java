package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.crypto.Tokens;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.merchant.MerchantProperties;
import com.zhaoli.pay.merchant.operator.internal.OperatorCredentials;
import com.zhaoli.pay.merchant.operator.internal.OperatorSessionStore;
import com.zhaoli.pay.merchant.operator.internal.OperatorStore;
import com.zhaoli.pay.merchant.trail.AuditAction;
import com.zhaoli.pay.merchant.trail.AuditLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Operators log in, are recognised, and log out.
 *
 * <p>Each login first takes one of a few tries of its user name, known or not, from its address,
 * and one of more from anywhere, and only then compares passwords: however many guesses run at
 * once, no more than the tries are ever compared within the lock's time, and a stranger's guesses
 * lock the stranger out, not the operator. An unknown name costs the same bcrypt comparison as a
 * known one and is locked alike, so that neither time nor text tells which names exist.
 *
 * <p>A password that somebody handed over begins no session: the first login brings the operator's
 * own along, and until then nobody is in.
 */
@Service
public class OperatorSessions {
  private static final int TOKEN_BYTES = 32;
  private static final int LISTED_AT_MOST = 100;

  private final OperatorStore operators;
  private final OperatorSessionStore sessions;
  private final LoginTries tries;
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
      OperatorSessionStore sessions,
      LoginTries tries,
      PasswordEncoder passwords,
      PasswordCheck check,
      RefusedLogins refused,
      AuditLog auditLog,
      MerchantProperties properties,
      Clock clock,
      TransactionTemplate transaction) {
    this.operators = operators;
    this.sessions = sessions;
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
   * @throws ApiException OPERATOR_LOGIN_FAILED, or OPERATOR_LOCKED or RATE_LIMITED with the seconds
   *     to wait; OPERATOR_PASSWORD_CHANGE_REQUIRED at a first login without a password of the
   *     operator's own, OPERATOR_PASSWORD_WEAK when that is not good enough
   */
  public OperatorSessionBO open(Login login) {
    Secret chosen = login.newPassword();
    if (chosen != null) {
      PasswordRules.require(chosen.value(), login.username());
    }
    return check.admit(() -> openAdmitted(login));
  }

  private OperatorSessionBO openAdmitted(Login login) {
    Instant now = clock.instant();
    Optional<OperatorCredentials> known = operators.byUsername(login.username());
    Optional<Duration> locked = tries.take(login.username(), login.address());
    if (locked.isPresent()) {
      refused.record(AuditAction.OPERATOR_LOGIN_LOCKED, known, login.address());
      throw ApiException.retryAfter(ErrorCode.OPERATOR_LOCKED, locked.get().toSeconds());
    }
    String hash = known.map(OperatorCredentials::passwordHash).orElse(nobodysHash);
    boolean matches = check.matches(login.password().value(), hash);
    if (!matches || known.isEmpty() || !known.get().isGoodAt(now)) {
      refused.record(AuditAction.OPERATOR_LOGIN_FAILED, known, login.address());
      throw new ApiException(ErrorCode.OPERATOR_LOGIN_FAILED);
    }
    tries.forget(login.username(), login.address());
    return known.get().initialUntil() == null
        ? openUsual(known.get(), login, now)
        : openFirst(known.get(), login, now);
  }

  private OperatorSessionBO openUsual(OperatorCredentials known, Login login, Instant now) {
    if (login.newPassword() != null) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID, "newPassword", "is for the first login only");
    }
    return Objects.requireNonNull(
        transaction.execute(status -> begin(known.operator(), known.passwordHash(), login, now)));
  }

  private OperatorSessionBO openFirst(OperatorCredentials known, Login login, Instant now) {
    Secret chosen = login.newPassword();
    if (chosen == null) {
      throw new ApiException(ErrorCode.OPERATOR_PASSWORD_CHANGE_REQUIRED);
    }
    if (chosen.equals(login.password())) {
      throw PasswordRules.weak("must not be the one that was handed over");
    }
    String hash = check.encode(chosen.value());
    String operatorNo = known.operator().operatorNo();
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              if (!operators.changePassword(known, hash, null)) {
                throw new ApiException(ErrorCode.OPERATOR_LOGIN_FAILED);
              }
              auditLog.append(
                  operatorNo, AuditAction.OPERATOR_PASSWORD_CHANGED, operatorNo, "first login");
              return begin(known.operator(), hash, login, now);
            }));
  }

  private OperatorSessionBO begin(OperatorBO operator, String hash, Login login, Instant now) {
    String token = "ops_" + Tokens.random(TOKEN_BYTES);
    OwnSessionBO session =
        new OwnSessionBO(
            Ids.withPrefix("ses_"),
            now,
            now.plus(properties.operatorSession()),
            login.address(),
            login.inBrowser());
    if (!sessions.begin(Tokens.sha256(token), operator.operatorNo(), hash, session)) {
      throw new ApiException(ErrorCode.OPERATOR_LOGIN_FAILED);
    }
    auditLog.append(
        operator.operatorNo(),
        AuditAction.OPERATOR_LOGIN,
        operator.operatorNo(),
        session.sessionNo());
    return new OperatorSessionBO(operator, new Secret(token), session.expiresAt());
  }

  /** Whose token it is; empty when it is unknown or expired, or its operator is disabled. */
  public Optional<VerifiedSessionBO> verify(String token) {
    return sessions.verify(Tokens.sha256(token), clock.instant());
  }

  /** The operator's sessions that count, the newest 100. */
  public List<OwnSessionBO> of(String operatorNo) {
    return sessions.list(operatorNo, clock.instant(), LISTED_AT_MOST);
  }

  /** Logs out. Whoever is out already is out. */
  public void logOut(String operatorNo, @Nullable String sessionNo) {
    if (sessionNo != null) {
      end(operatorNo, sessionNo, AuditAction.OPERATOR_LOGOUT);
    }
  }

  /**
   * Ends one of the operator's sessions.
   *
   * @throws ApiException OPERATOR_SESSION_NOT_FOUND
   */
  public void end(String operatorNo, String sessionNo) {
    if (!end(operatorNo, sessionNo, AuditAction.OPERATOR_SESSION_ENDED)) {
      throw new ApiException(ErrorCode.OPERATOR_SESSION_NOT_FOUND);
    }
  }

  private boolean end(String operatorNo, String sessionNo, AuditAction action) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              boolean ended = sessions.end(operatorNo, sessionNo);
              if (ended) {
                auditLog.append(operatorNo, action, operatorNo, sessionNo);
              }
              return ended;
            }));
  }
}
