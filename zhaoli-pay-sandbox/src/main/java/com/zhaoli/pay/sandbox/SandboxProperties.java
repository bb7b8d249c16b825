package com.zhaoli.pay.sandbox;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.crypto.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the sandbox.
 *
 * @param dir where keys and state are kept
 * @param publicUrl the platform's address, to whose {@code /wechat/portal} account events go
 * @param ownUrl the sandbox's address as browsers and bill readers see it; empty for the one under
 *     which it is called
 * @param loopbackOnly whether the control API and the page answer to this machine only
 * @param maxOrders how many orders are remembered; the oldest finished one is forgotten first
 * @param maxMessages how many messages to WeChat users are remembered
 * @param maxUsers how many WeChat users are remembered
 * @param refundDelay how long a refund of WeChat Pay is under way; Alipay's are done at once
 */
@ConfigurationProperties("zhaoli.sandbox")
public record SandboxProperties(
    Path dir,
    URI publicUrl,
    @DefaultValue("") String ownUrl,
    @DefaultValue("true") boolean loopbackOnly,
    @DefaultValue("20000") int maxOrders,
    @DefaultValue("2000") int maxMessages,
    @DefaultValue("120000") int maxUsers,
    @DefaultValue("2s") Duration refundDelay,
    @DefaultValue Barcodes barcodes,
    @DefaultValue Notify notifies,
    @DefaultValue OfficialAccount officialAccount,
    @DefaultValue Jobs jobs) {

  private static final int MAX_PERMANENT_CODES = 100_000;

  public SandboxProperties {
    require(maxOrders > 0, "max-orders", "must be at least 1");
    require(maxMessages > 0, "max-messages", "must be at least 1");
    require(maxUsers > 0, "max-users", "must be at least 1");
    require(publicUrl.getHost() != null, "public-url", "must be a whole URL");
    require(
        ownUrl.isEmpty() || URI.create(ownUrl).getHost() != null,
        "own-url",
        "must be a whole URL or empty");
    require(!refundDelay.isNegative(), "refund-delay", "must not be negative");
  }

  private static void require(boolean holds, String name, String problem) {
    if (!holds) {
      throw new InvalidConfigurationException("zhaoli.sandbox." + name + " " + problem + ".");
    }
  }

  /** The main official account's callback on the platform. */
  public URI portal() {
    String base = publicUrl.toString();
    return URI.create(
        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/wechat/portal");
  }

  /**
   * Payments by barcode.
   *
   * @param scale factor on the waiting times of the magic codes (8 and 12 s) and of WeChat Pay's
   *     reverse (15 s)
   */
  public record Barcodes(@DefaultValue("1") double scale) {
    public Barcodes {
      require(
          scale > 0 && scale <= 1,
          "barcodes.scale",
          "must be above 0 and at most 1 (the real times)");
    }

    public Duration scaled(Duration real) {
      return Duration.ofMillis(Math.round(real.toMillis() * scale));
    }
  }

  /**
   * Payment notifies.
   *
   * @param scale factor on the channels' real waiting times; 0.01 turns Alipay's 4 minutes into 2.4
   *     seconds
   * @param minDelay no waiting time becomes shorter than this
   * @param timeout how long an answer may take; WeChat Pay gives five seconds
   */
  public record Notify(
      @DefaultValue("0.01") double scale,
      @DefaultValue("200ms") Duration minDelay,
      @DefaultValue("5s") Duration timeout) {
    public Notify {
      require(
          scale > 0 && scale <= 1,
          "notifies.scale",
          "must be above 0 and at most 1 (the real times)");
    }
  }

  /**
   * Events of the official account.
   *
   * @param answerTimeout how long the account's server may take; WeChat gives five seconds
   * @param retryDelay the pause before an unanswered event is pushed again
   * @param pushMode how events are pushed at first: {@code plain}, {@code compatible} (plain and
   *     encrypted) or {@code safe} (encrypted)
   * @param maxPermanentCodes how many permanent QR codes an account can have; WeChat's number
   * @param others names of official accounts beside the main one; each has its keys in a directory
   *     of its own, {@code wechat-mp-NAME}, and its events go to {@code /wechat/portal/APPID}
   */
  public record OfficialAccount(
      @DefaultValue("5s") Duration answerTimeout,
      @DefaultValue("1s") Duration retryDelay,
      @DefaultValue("plain") PushMode pushMode,
      @DefaultValue("100000") int maxPermanentCodes,
      @DefaultValue List<String> others) {
    private static final int MAX_OTHERS = 9;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,19}");

    public OfficialAccount {
      others = List.copyOf(others);
      require(
          others.size() <= MAX_OTHERS
              && others.size() == Set.copyOf(others).size()
              && others.stream()
                  .allMatch(one -> NAME.matcher(one).matches() && !one.equals("main")),
          "official-account.others",
          "(ZHAOLI_SANDBOX_WECHAT_ACCOUNTS) must be up to "
              + MAX_OTHERS
              + " different names of small letters, digits and hyphens, none of them main");
      require(
          maxPermanentCodes > 0 && maxPermanentCodes <= MAX_PERMANENT_CODES,
          "official-account.max-permanent-codes",
          "must be 1 to " + MAX_PERMANENT_CODES);
    }
  }

  /**
   * The XXL-JOB admin.
   *
   * @param accessToken what executors must show and are shown
   * @param executorApp the executor group whose handlers are triggered
   * @param timeout how long a trigger waits for the handlers' results; they are stopped then
   */
  public record Jobs(
      @DefaultValue("zhaoli-dev") Secret accessToken,
      @DefaultValue("zhaoli-pay-job-executor") String executorApp,
      @DefaultValue("9m") Duration timeout) {
    public Jobs {
      require(
          !accessToken.value().isBlank(),
          "jobs.access-token",
          "(ZHAOLI_XXL_JOB_TOKEN) must not be empty");
    }
  }
}
