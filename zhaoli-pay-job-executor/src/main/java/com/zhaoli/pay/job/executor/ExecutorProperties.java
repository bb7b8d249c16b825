package com.zhaoli.pay.job.executor;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How admin and executor find and trust each other.
 *
 * @param admin addresses of the XXL-JOB admin, separated by commas
 * @param token the secret that admin and executor share; in development it has a default
 * @param bindAddress where the executor listens for the admin
 * @param port where the executor listens for the admin
 * @param announceAddress the host under which the admin reaches this executor, where that is not
 *     the bind address
 * @param logDir where the logs are that the admin shows
 * @param logRetentionDays days until a log is deleted; XXL-JOB keeps them for ever below 3
 * @param heartbeat how often the executor registers; an admin forgets it after 90 s
 */
@Validated
@ConfigurationProperties("zhaoli.job.executor")
public record ExecutorProperties(
    @NotBlank String admin,
    @Nullable String token,
    @NotBlank @DefaultValue("127.0.0.1") String bindAddress,
    @Min(1) @Max(65_535) @DefaultValue("9105") int port,
    @Nullable String announceAddress,
    @NotBlank String logDir,
    @Min(3) @DefaultValue("30") int logRetentionDays,
    @DefaultValue("30s") Duration heartbeat) {

  /** The host that the admin is told. */
  String announcedHost() {
    return announceAddress == null || announceAddress.isBlank() ? bindAddress : announceAddress;
  }

  @Override
  public String toString() {
    return "ExecutorProperties[admin=" + admin + ", token=***, port=" + port + "]";
  }
}
