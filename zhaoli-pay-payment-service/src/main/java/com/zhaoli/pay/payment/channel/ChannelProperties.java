package com.zhaoli.pay.payment.channel;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What all channels share.
 *
 * @param publicUrl the platform's address as the channels see it, without a slash at the end
 * @param connectTimeout limit for making a connection to a channel
 * @param readTimeout limit for waiting on a channel's answer
 */
@ConfigurationProperties("zhaoli.channel")
public record ChannelProperties(
    URI publicUrl,
    @DefaultValue("2s") Duration connectTimeout,
    @DefaultValue("8s") Duration readTimeout) {

  public ChannelProperties {
    String scheme = String.valueOf(publicUrl.getScheme());
    boolean isWeb = scheme.equals("http") || scheme.equals("https");
    if (!isWeb || publicUrl.getHost() == null || publicUrl.toString().endsWith("/")) {
      throw new InvalidConfigurationException(
          "zhaoli.channel.public-url (ZHAOLI_PUBLIC_URL) must be an http or https address without a"
              + " slash at its end, such as https://pay.example.com, and not \""
              + publicUrl
              + "\".");
    }
  }

  /** Where a channel sends the callbacks of an account. */
  public String callbackUrl(String callbackName, String channelAccountNo) {
    String base = publicUrl + "/callback/" + callbackName;
    return channelAccountNo.equals(ChannelAccounts.PLATFORM) ? base : base + "/" + channelAccountNo;
  }

  /** The longest that one call can take, connecting included, with room for the signing. */
  public Duration callLimit() {
    return connectTimeout.plus(readTimeout).plusSeconds(2);
  }
}
