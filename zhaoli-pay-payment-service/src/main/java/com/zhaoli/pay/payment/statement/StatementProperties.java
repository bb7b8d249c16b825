package com.zhaoli.pay.payment.statement;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of statements.
 *
 * @param readyAfter how long after midnight a day's statement is given out: what the channels tell
 *     late has arrived by then
 * @param pageRows rows that are read at a time for a file
 */
@ConfigurationProperties("zhaoli.statement")
public record StatementProperties(
    @DefaultValue("1h") Duration readyAfter, @DefaultValue("500") int pageRows) {
  private static final int MAX_ROWS = 5_000;

  public StatementProperties {
    if (pageRows < 1 || pageRows > MAX_ROWS) {
      throw new InvalidConfigurationException(
          "zhaoli.statement.page-rows must be 1 to %d, and is %d.".formatted(MAX_ROWS, pageRows));
    }
  }
}
