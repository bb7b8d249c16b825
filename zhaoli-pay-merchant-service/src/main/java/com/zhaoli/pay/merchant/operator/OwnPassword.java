package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.merchant.operator.internal.OperatorCredentials;
import com.zhaoli.pay.merchant.operator.internal.OperatorSessionStore;
import com.zhaoli.pay.merchant.operator.internal.OperatorStore;
import com.zhaoli.pay.merchant.trail.AuditAction;
import com.zhaoli.pay.merchant.trail.AuditLog;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An operator changes the own password. The old one is asked for, and guesses at it take the same
 * tries as logins: a session that fell into other hands is no way to guess without end.
 */
@Service
public class OwnPassword {
  private final OperatorStore operators;
  private final OperatorSessionStore sessions;
  private final LoginTries tries;
  private final PasswordCheck check;
  private final RefusedLogins refused;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;

  OwnPassword(
      OperatorStore operators,
      OperatorSessionStore sessions,
      LoginTries tries,
      PasswordCheck check,
      RefusedLogins refused,
      AuditLog auditLog,
      TransactionTemplate transaction) {
    this.operators = operators;
    this.sessions = sessions;
    this.tries = tries;
    this.check = check;
    this.refused = refused;
    this.auditLog = auditLog;
    this.transaction = transaction;
  }

  /**
   * Changes the password and ends all other sessions.
   *
   * @param sessionNo the session that goes on
   * @param address where the request comes from
   * @throws ApiException OPERATOR_PASSWORD_WEAK, OPERATOR_PASSWORD_WRONG, OPERATOR_LOCKED,
   *     RATE_LIMITED, REQUEST_IN_PROGRESS when it was changed meanwhile
   */
  public void change(
      String operatorNo,
      @Nullable String sessionNo,
      Secret oldPassword,
      Secret newPassword,
      String address) {
    OperatorCredentials known =
        operators
            .credentials(operatorNo)
            .orElseThrow(() -> new ApiException(ErrorCode.OPERATOR_UNAUTHENTICATED));
    PasswordRules.require(newPassword.value(), known.operator().username());
    if (newPassword.equals(oldPassword)) {
      throw PasswordRules.weak("must not be the old one");
    }
    String hash =
        check.admit(
            () -> {
              requireOld(known, oldPassword, address);
              return check.encode(newPassword.value());
            });
    transaction.executeWithoutResult(
        status -> {
          if (!operators.changePassword(known, hash, null)) {
            throw new ApiException(ErrorCode.REQUEST_IN_PROGRESS);
          }
          int ended = sessions.endAll(operatorNo, sessionNo);
          auditLog.append(
              operatorNo,
              AuditAction.OPERATOR_PASSWORD_CHANGED,
              operatorNo,
              ended + " other sessions ended");
        });
  }

  private void requireOld(OperatorCredentials known, Secret oldPassword, String address) {
    String username = known.operator().username();
    Optional<Duration> locked = tries.take(username, address);
    if (locked.isPresent()) {
      refused.recordOwn(AuditAction.OPERATOR_LOGIN_LOCKED, known, address);
      throw ApiException.retryAfter(ErrorCode.OPERATOR_LOCKED, locked.get().toSeconds());
    }
    if (!check.matches(oldPassword.value(), known.passwordHash())) {
      refused.recordOwn(AuditAction.OPERATOR_PASSWORD_REFUSED, known, address);
      throw new ApiException(ErrorCode.OPERATOR_PASSWORD_WRONG);
    }
    tries.forget(username, address);
  }
}
