package com.zhaoli.pay.pos.settings;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is fixed at start. Wrong values stop the start with a sentence.
 *
 * @param keyMaxAge from what age on a device key is to be changed, 1 to 3,650 days
 * @param receiptZone in which time zone receipts tell the time
 */
@ConfigurationProperties("zhaoli.pos")
public record PosProperties(
    @DefaultValue("180d") Duration keyMaxAge, @DefaultValue("Asia/Shanghai") ZoneId receiptZone) {

  private static final Duration SHORTEST = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(3_650);

  public PosProperties {
    if (keyMaxAge.compareTo(SHORTEST) < 0 || keyMaxAge.compareTo(LONGEST) > 0) {
      throw new InvalidConfigurationException(
          "zhaoli.pos.key-max-age must be 1 to 3650 days, not " + keyMaxAge + ".");
    }
  }
}
