package com.zhaoli.pay.common.cors;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The one allow-list of the platform. Nobody stands in it unless the operator says so.
 *
 * @param allowedOrigins origins exactly as browsers send them, {@code scheme://host[:port]}, or
 *     {@code *} alone for every page there is
 * @param allowCredentials whether a page may have its browser send cookies along
 * @param maxAge how long a browser may remember the answer to a preflight
 */
public record CorsProperties(
    List<String> allowedOrigins, boolean allowCredentials, Duration maxAge) {
  static final String PREFIX = "zhaoli.cors";

  private static final String ANY = "*";
  private static final String ORIGINS = PREFIX + ".allowed-origins";
  private static final String CREDENTIALS = PREFIX + ".allow-credentials";
  private static final String MAX_AGE = PREFIX + ".max-age";
  private static final int MAX_ORIGINS = 100;
  private static final int MAX_PORT = 65_535;
  private static final Duration DEFAULT_MAX_AGE = Duration.ofMinutes(10);
  private static final Duration LONGEST_MAX_AGE = Duration.ofDays(1);

  /**
   * Checks every value.
   *
   * @throws InvalidConfigurationException naming the setting and what is wrong with it
   */
  public CorsProperties {
    allowedOrigins = List.copyOf(allowedOrigins);
    if (allowedOrigins.size() > MAX_ORIGINS) {
      throw new InvalidConfigurationException(
          ORIGINS + " has more than " + MAX_ORIGINS + " origins.");
    }
    if (allowedOrigins.contains(ANY)) {
      checkAny(allowedOrigins, allowCredentials);
    } else {
      allowedOrigins.forEach(CorsProperties::checkOrigin);
    }
    if (maxAge.isNegative() || maxAge.compareTo(LONGEST_MAX_AGE) > 0) {
      throw new InvalidConfigurationException(MAX_AGE + " must be from 0s to 24h.");
    }
  }

  static CorsProperties of(Environment environment) {
    Binder binder = Binder.get(environment);
    return new CorsProperties(
        binder.bind(ORIGINS, Bindable.listOf(String.class)).orElse(List.of()),
        binder.bind(CREDENTIALS, Boolean.class).orElse(false),
        binder.bind(MAX_AGE, Duration.class).orElse(DEFAULT_MAX_AGE));
  }

  boolean allowsAny() {
    return allowedOrigins.contains(ANY);
  }

  /** Compared as a whole: what begins or ends like an allowed origin is another one. */
  boolean allows(String origin) {
    return allowsAny() || allowedOrigins.contains(origin);
  }

  private static void checkAny(List<String> origins, boolean credentials) {
    if (credentials) {
      throw new InvalidConfigurationException(
          ORIGINS
              + " is * while "
              + CREDENTIALS
              + " is true: every page there is could act with the cookies of who looks at it. Name"
              + " the origins, or leave credentials off.");
    }
    if (origins.size() > 1) {
      throw new InvalidConfigurationException(
          ORIGINS + " has * and others beside it: either every origin or those that are named.");
    }
  }

  private static void checkOrigin(String origin) {
    if (!origin.equals(asBrowsersSendIt(origin))) {
      throw new InvalidConfigurationException(
          ORIGINS
              + " has '"
              + origin
              + "', which no browser sends: an origin is http or https, a host in lower case and"
              + " the port unless it is the scheme's own, such as https://shop.example or"
              + " http://127.0.0.1:3000, with nothing after it.");
    }
  }

  /** The origin of this address, or null when it has none. */
  private static @Nullable String asBrowsersSendIt(String address) {
    try {
      URI uri = new URI(address);
      String scheme = uri.getScheme();
      String host = uri.getHost();
      boolean web = "http".equals(scheme) || "https".equals(scheme);
      if (!web || host == null || uri.getPort() > MAX_PORT) {
        return null;
      }
      int ownPort = "https".equals(scheme) ? 443 : 80;
      String port = uri.getPort() < 0 || uri.getPort() == ownPort ? "" : ":" + uri.getPort();
      return scheme + "://" + host.toLowerCase(Locale.ROOT) + port;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
