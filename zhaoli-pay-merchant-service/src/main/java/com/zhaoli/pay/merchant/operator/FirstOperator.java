package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.merchant.MerchantProperties;
import com.zhaoli.pay.merchant.operator.internal.OperatorStore;
import com.zhaoli.pay.merchant.trail.AuditAction;
import com.zhaoli.pay.merchant.trail.AuditLog;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes operator {@code admin} when nobody can log in: at the first start, or after all operators
 * were disabled in the database. Otherwise a change of the variable does nothing.
 */
@Component
class FirstOperator implements ApplicationRunner {
  private static final Logger log = LoggerFactory.getLogger(FirstOperator.class);
  private static final String USERNAME = "admin";

  private final OperatorStore operators;
  private final PasswordEncoder passwords;
  private final AuditLog auditLog;
  private final MerchantProperties properties;
  private final Clock clock;
  private final TransactionTemplate transaction;

  FirstOperator(
      OperatorStore operators,
      PasswordEncoder passwords,
      AuditLog auditLog,
      MerchantProperties properties,
      Clock clock,
      TransactionTemplate transaction) {
    this.operators = operators;
    this.passwords = passwords;
    this.auditLog = auditLog;
    this.properties = properties;
    this.clock = clock;
    this.transaction = transaction;
  }

  @Override
  public void run(ApplicationArguments args) {
    if (operators.anyEnabled()) {
      return;
    }
    String password = properties.firstOperatorPassword();
    if (password == null || password.isBlank()) {
      log.warn(
          "No operator can log in, and ZHAOLI_FIRST_OPERATOR_PASSWORD, which makes one, is unset.");
      return;
    }
    try {
      PasswordRules.require(password, USERNAME);
    } catch (ApiException e) {
      throw new InvalidConfigurationException(
          "ZHAOLI_FIRST_OPERATOR_PASSWORD " + e.details().get("newPassword") + ".");
    }
    create(password);
  }

  private void create(String password) {
    OperatorBO admin =
        new OperatorBO(Ids.withPrefix("opr_"), USERNAME, List.of(OperatorRole.ADMIN));
    String hash = Objects.requireNonNull(passwords.encode(password));
    try {
      transaction.executeWithoutResult(
          status -> {
            operators.insert(admin, hash, null, clock.instant());
            auditLog.append(
                admin.operatorNo(), AuditAction.OPERATOR_CREATED, admin.operatorNo(), "first");
          });
      log.info("Operator {} is made.", USERNAME);
    } catch (DuplicateKeyException e) {
      log.warn("There is an operator {} already: none is made.", USERNAME);
    }
  }
}
