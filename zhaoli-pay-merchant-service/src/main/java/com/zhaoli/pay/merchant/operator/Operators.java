package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.crypto.Tokens;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.merchant.MerchantProperties;
import com.zhaoli.pay.merchant.operator.internal.OperatorCredentials;
import com.zhaoli.pay.merchant.operator.internal.OperatorSessionStore;
import com.zhaoli.pay.merchant.operator.internal.OperatorStore;
import com.zhaoli.pay.merchant.trail.AuditAction;
import com.zhaoli.pay.merchant.trail.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Administrators keep the operators.
 *
 * <p>Each change locks the administrators who can log in, so that of changes at once each sees the
 * ones before it: nobody acts who is no administrator any more, and one who can log in is always
 * left. The gateways ask about each request, so a change counts from the next one on.
 */
@Service
public class Operators {
  private static final int GROUPS = 4;
  private static final int CHARACTERS_OF_GROUP = 5;

  private final OperatorStore operators;
  private final OperatorSessionStore sessions;
  private final LoginTries tries;
  private final PasswordCheck check;
  private final AuditLog auditLog;
  private final MerchantProperties properties;
  private final Clock clock;
  private final TransactionTemplate transaction;

  Operators(
      OperatorStore operators,
      OperatorSessionStore sessions,
      LoginTries tries,
      PasswordCheck check,
      AuditLog auditLog,
      MerchantProperties properties,
      Clock clock,
      TransactionTemplate transaction) {
    this.operators = operators;
    this.sessions = sessions;
    this.tries = tries;
    this.check = check;
    this.auditLog = auditLog;
    this.properties = properties;
    this.clock = clock;
    this.transaction = transaction;
  }

  /** Operators after {@code after} in the order they were made. */
  public List<OperatorAccountBO> list(@Nullable String after, int limit) {
    return operators.list(after, limit);
  }

  /**
   * The operator.
   *
   * @throws ApiException OPERATOR_NOT_FOUND
   */
  public OperatorAccountBO get(String operatorNo) {
    return operators
        .find(operatorNo)
        .orElseThrow(() -> new ApiException(ErrorCode.OPERATOR_NOT_FOUND));
  }

  /**
   * Makes an operator with a password for the first login.
   *
   * @param adminNo who acts, as in all that follow
   * @throws ApiException OPERATOR_NAME_TAKEN, OPERATOR_FORBIDDEN
   */
  public InitialPasswordBO create(String username, Set<OperatorRole> roles, String adminNo) {
    Secret password = newPassword();
    String hash = check.encode(password.value());
    OperatorBO operator =
        new OperatorBO(Ids.withPrefix("opr_"), username, List.copyOf(new TreeSet<>(roles)));
    Instant now = clock.instant();
    try {
      transaction.executeWithoutResult(
          status -> {
            admins(adminNo);
            operators.insert(operator, hash, now.plus(properties.initialPassword()), now);
            auditLog.append(
                adminNo,
                AuditAction.OPERATOR_CREATED,
                operator.operatorNo(),
                username + ", " + operator.roles());
          });
    } catch (DuplicateKeyException e) {
      throw new ApiException(ErrorCode.OPERATOR_NAME_TAKEN);
    }
    return new InitialPasswordBO(get(operator.operatorNo()), password);
  }

  /**
   * Gives an operator these roles and no others.
   *
   * @throws ApiException OPERATOR_NOT_FOUND, OPERATOR_LAST_ADMIN, OPERATOR_FORBIDDEN,
   *     REQUEST_IN_PROGRESS
   */
  public OperatorAccountBO changeRoles(String operatorNo, Set<OperatorRole> roles, String adminNo) {
    List<OperatorRole> next = List.copyOf(new TreeSet<>(roles));
    transaction.executeWithoutResult(
        status -> {
          List<String> admins = admins(adminNo);
          List<OperatorRole> before = get(operatorNo).operator().roles();
          if (before.equals(next)) {
            return;
          }
          if (!next.contains(OperatorRole.ADMIN)) {
            mustLeaveAnother(admins, operatorNo);
          }
          if (!operators.changeRoles(operatorNo, before, next)) {
            throw new ApiException(ErrorCode.REQUEST_IN_PROGRESS);
          }
          auditLog.append(
              adminNo, AuditAction.OPERATOR_ROLES_CHANGED, operatorNo, before + " to " + next);
        });
    return get(operatorNo);
  }

  /**
   * Ends all sessions of an operator, and lets none begin.
   *
   * @throws ApiException OPERATOR_NOT_FOUND, OPERATOR_STATE_INVALID, OPERATOR_LAST_ADMIN,
   *     OPERATOR_FORBIDDEN
   */
  public OperatorAccountBO disable(String operatorNo, String reason, String adminNo) {
    transaction.executeWithoutResult(
        status -> {
          List<String> admins = admins(adminNo);
          move(operatorNo, OperatorStatus.ENABLED, OperatorStatus.DISABLED);
          mustLeaveAnother(admins, operatorNo);
          sessions.endAll(operatorNo, null);
          auditLog.append(adminNo, AuditAction.OPERATOR_DISABLED, operatorNo, reason);
        });
    return get(operatorNo);
  }

  /**
   * Lets an operator log in again.
   *
   * @throws ApiException OPERATOR_NOT_FOUND, OPERATOR_STATE_INVALID, OPERATOR_FORBIDDEN
   */
  public OperatorAccountBO enable(String operatorNo, String reason, String adminNo) {
    transaction.executeWithoutResult(
        status -> {
          admins(adminNo);
          move(operatorNo, OperatorStatus.DISABLED, OperatorStatus.ENABLED);
          auditLog.append(adminNo, AuditAction.OPERATOR_ENABLED, operatorNo, reason);
        });
    return get(operatorNo);
  }

  /**
   * Gives an operator who has lost the own password one for a first login. All sessions end, and a
   * lock of the name at all addresses is lifted.
   *
   * @throws ApiException OPERATOR_NOT_FOUND, OPERATOR_STATE_INVALID for the administrator's own,
   *     OPERATOR_LAST_ADMIN, OPERATOR_FORBIDDEN, REQUEST_IN_PROGRESS
   */
  public InitialPasswordBO resetPassword(String operatorNo, String adminNo) {
    if (operatorNo.equals(adminNo)) {
      throw ApiException.of(
          ErrorCode.OPERATOR_STATE_INVALID, "operatorNo", "is you: change your password instead");
    }
    OperatorCredentials known =
        operators
            .credentials(operatorNo)
            .orElseThrow(() -> new ApiException(ErrorCode.OPERATOR_NOT_FOUND));
    Secret password = newPassword();
    String hash = check.encode(password.value());
    transaction.executeWithoutResult(
        status -> {
          mustLeaveAnother(admins(adminNo), operatorNo);
          Instant until = clock.instant().plus(properties.initialPassword());
          if (!operators.changePassword(known, hash, until)) {
            throw new ApiException(ErrorCode.REQUEST_IN_PROGRESS);
          }
          sessions.endAll(operatorNo, null);
          auditLog.append(adminNo, AuditAction.OPERATOR_PASSWORD_RESET, operatorNo, null);
        });
    tries.forget(known.operator().username());
    return new InitialPasswordBO(get(operatorNo), password);
  }

  /** The administrators who can log in, locked; the one who acts is among them. */
  private List<String> admins(String adminNo) {
    List<String> admins = operators.lockAdmins();
    if (!admins.contains(adminNo)) {
      throw new ApiException(ErrorCode.OPERATOR_FORBIDDEN);
    }
    return admins;
  }

  private static void mustLeaveAnother(List<String> admins, String operatorNo) {
    if (admins.stream().allMatch(operatorNo::equals)) {
      throw new ApiException(ErrorCode.OPERATOR_LAST_ADMIN);
    }
  }

  private void move(String operatorNo, OperatorStatus from, OperatorStatus to) {
    if (!operators.move(operatorNo, from, to)) {
      throw ApiException.of(
          ErrorCode.OPERATOR_STATE_INVALID, "status", get(operatorNo).status().name());
    }
  }

  /** A hundred random bits, in groups that can be read out. */
  private static Secret newPassword() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      password.append(i == 0 ? "" : "-").append(Tokens.randomBase32(CHARACTERS_OF_GROUP));
    }
    return new Secret(password.toString());
  }
}
