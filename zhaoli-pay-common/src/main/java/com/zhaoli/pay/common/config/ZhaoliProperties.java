package com.zhaoli.pay.common.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What every service takes from its environment.
 *
 * @param environment development relaxes what only a real deployment can have, such as https
 *     targets
 * @param internal the credential between services
 * @param encryption the keys for database fields
 */
@ConfigurationProperties("zhaoli")
public record ZhaoliProperties(
    @DefaultValue("production") DeploymentEnvironment environment,
    @DefaultValue Internal internal,
    @DefaultValue Encryption encryption) {

  /**
   * The credential between services.
   *
   * @param enabled whether callers must show the internal credential
   * @param key base64 of at least 32 bytes; required when enabled
   * @param openPaths path patterns that need no credential
   */
  public record Internal(
      @DefaultValue("true") boolean enabled,
      @Nullable String key,
      @DefaultValue({"/actuator/health/**", "/actuator/prometheus", "/actuator/info"})
          List<String> openPaths) {

    @Override
    public String toString() {
      return "Internal[enabled=" + enabled + ", openPaths=" + openPaths + "]";
    }
  }

  /**
   * The keys for database fields.
   *
   * @param key key ring as {@link com.zhaoli.pay.common.crypto.FieldCipher} takes it
   */
  public record Encryption(@Nullable String key) {
    @Override
    public String toString() {
      return "Encryption[***]";
    }
  }
}
