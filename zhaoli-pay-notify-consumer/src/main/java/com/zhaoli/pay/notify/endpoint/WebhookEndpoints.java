package com.zhaoli.pay.notify.endpoint;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.notify.endpoint.internal.WebhookEndpointStore;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import com.zhaoli.pay.signing.WebhookSecret;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/**
 * The merchants' webhook endpoints. Secrets are made here, kept encrypted, and shown by the call
 * that makes them; each merchant has one default endpoint at most, which the database watches.
 */
@Service
public class WebhookEndpoints {
  private final WebhookEndpointStore store;
  private final NotifyProperties properties;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  WebhookEndpoints(WebhookEndpointStore store, NotifyProperties properties, Clock clock) {
    this.store = store;
    this.properties = properties;
    this.clock = clock;
  }

  /** The merchant's default endpoint, made at the first call. */
  public WebhookEndpointBO ensureDefault(String merchantNo) {
    Optional<WebhookEndpointBO> found = store.defaultOf(merchantNo);
    if (found.isPresent()) {
      return found.get();
    }
    try {
      return add(merchantNo, true, null);
    } catch (DuplicateKeyException e) {
      // Another call was faster; both answer with the one that is stored.
      return store.defaultOf(merchantNo).orElseThrow(() -> e);
    }
  }

  /** A further endpoint. */
  public WebhookEndpointBO create(String merchantNo, String url) {
    if (store.ofMerchant(merchantNo).size() >= properties.endpointsPerMerchant()) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID,
          "url",
          "a merchant has " + properties.endpointsPerMerchant() + " endpoints at most");
    }
    return add(merchantNo, false, url);
  }

  /** Oldest first. */
  public List<WebhookEndpointBO> ofMerchant(String merchantNo) {
    return store.ofMerchant(merchantNo);
  }

  /** Sends later deliveries, retries too, to another address. */
  public WebhookEndpointBO changeUrl(String merchantNo, String endpointNo, String url) {
    store.changeUrl(merchantNo, endpointNo, url, clock.instant());
    return store
        .one(merchantNo, endpointNo)
        .orElseThrow(() -> new ApiException(ErrorCode.WEBHOOK_ENDPOINT_NOT_FOUND));
  }

  private WebhookEndpointBO add(String merchantNo, boolean isDefault, @Nullable String url) {
    WebhookEndpointBO endpoint =
        new WebhookEndpointBO(
            Ids.withPrefix("whe_"),
            merchantNo,
            isDefault,
            url,
            WebhookSecret.generate(random),
            EndpointStatus.ACTIVE,
            clock.instant());
    store.add(endpoint);
    return endpoint;
  }
}
