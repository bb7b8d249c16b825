package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.merchant.MerchantProperties;
import com.zhaoli.pay.merchant.operator.internal.OperatorStore;
import com.zhaoli.pay.merchant.trail.AuditAction;
import com.zhaoli.pay.merchant.trail.AuditLog;
import java.nio.charset.StandardCharsets;
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

/** Makes operator {@code admin} at the first start. A later change of the variable does nothing. */
@Component
class FirstOperator implements ApplicationRunner {
  private static final Logger log = LoggerFactory.getLogger(FirstOperator.class);
  private static final String USERNAME = "admin";
  private static final int MIN_LENGTH = 12;

  /** bcrypt looks at no more. */
  private static final int MAX_BYTES = 72;

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
    if (operators.any()) {
      return;
    }
    String password = properties.firstOperatorPassword();
    if (password == null || password.isBlank()) {
      log.warn(
          "There is no operator and ZHAOLI_FIRST_OPERATOR_PASSWORD is not set: nobody can log in.");
      return;
    }
    if (password.length() < MIN_LENGTH
        || password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new InvalidConfigurationException(
          "ZHAOLI_FIRST_OPERATOR_PASSWORD must have at least 12 characters and at most 72 bytes.");
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
            operators.insert(admin, hash, clock.instant());
            auditLog.append(
                admin.operatorNo(), AuditAction.OPERATOR_CREATED, admin.operatorNo(), "first");
          });
      log.info("Operator {} is made.", USERNAME);
    } catch (DuplicateKeyException e) {
      log.info("Another instance made operator {}.", USERNAME);
    }
  }
}
