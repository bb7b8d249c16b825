package com.zhaoli.pay.notify.endpoint;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.notify.endpoint.internal.WebhookEndpointStore;
import com.zhaoli.pay.notify.log.LaneCalls;
import com.zhaoli.pay.notify.log.NotificationLog;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import com.zhaoli.pay.notify.target.TargetKind;
import com.zhaoli.pay.signing.WebhookSecret;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The merchants' webhook endpoints. Secrets are made here, kept encrypted, and shown by the call
 * that makes them; each merchant has one default endpoint at most, which the database watches.
 */
@Service
public class WebhookEndpoints {
  private static final Logger log = LoggerFactory.getLogger(WebhookEndpoints.class);
  private static final String BY_MERCHANT = "Paused by the merchant.";

  private static final int TRIES = 5;

  /** Why nobody was told of what was on its way to a deleted endpoint. */
  public static final String GONE = "The endpoint is there no more.";

  private final WebhookEndpointStore store;
  private final NotificationLog notifications;
  private final NotifyProperties properties;
  private final LaneCalls laneCalls;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  WebhookEndpoints(
      WebhookEndpointStore store,
      NotificationLog notifications,
      NotifyProperties properties,
      LaneCalls laneCalls,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.notifications = notifications;
    this.properties = properties;
    this.laneCalls = laneCalls;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** The merchant's default endpoint, made at the first call. */
  public WebhookEndpointBO ensureDefault(String merchantNo) {
    for (int tries = 1; true; tries++) {
      Optional<WebhookEndpointBO> found = store.defaultOf(merchantNo);
      if (found.isPresent()) {
        return found.get();
      }
      WebhookEndpointBO endpoint = made(merchantNo, true, null, null, Set.of(), null);
      try {
        store.add(endpoint);
        return endpoint;
      } catch (DuplicateKeyException | PessimisticLockingFailureException e) {
        // Another call was faster, or of many at once the database let another go first: all answer
        // with the one that is stored.
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  /**
   * A further endpoint.
   *
   * @param eventTypes the types that it is told of; empty for all
   * @param maxPerSecond calls a second at most; null for no limit
   * @throws ApiException WEBHOOK_ENDPOINT_LIMIT_REACHED
   */
  public WebhookEndpointBO create(
      String merchantNo,
      String url,
      @Nullable String description,
      Set<EventType> eventTypes,
      @Nullable Integer maxPerSecond) {
    WebhookEndpointBO endpoint =
        made(merchantNo, false, url, description, eventTypes, maxPerSecond);
    if (!oneAtATime(
        merchantNo, () -> store.addWithin(properties.endpointsPerMerchant(), endpoint))) {
      throw ApiException.of(
          ErrorCode.WEBHOOK_ENDPOINT_LIMIT_REACHED,
          "limit",
          String.valueOf(properties.endpointsPerMerchant()));
    }
    return endpoint;
  }

  /**
   * Does what counts something of a merchant's and then adds to it in a transaction, one call at a
   * time for a merchant, of all instances: what it counted is so until its addition is there.
   *
   * @return what the work returns
   */
  public boolean oneAtATime(String merchantNo, BooleanSupplier work) {
    // Made before a merchant has keys; where it is not, calls would have nothing to wait at.
    ensureDefault(merchantNo);
    return store.oneAtATime(merchantNo, work);
  }

  /** Oldest first. */
  public List<WebhookEndpointBO> ofMerchant(String merchantNo) {
    return store.ofMerchant(merchantNo);
  }

  /**
   * @throws ApiException WEBHOOK_ENDPOINT_NOT_FOUND, also when it is another merchant's
   */
  public WebhookEndpointBO get(String merchantNo, String endpointNo) {
    return store
        .one(merchantNo, endpointNo)
        .orElseThrow(() -> new ApiException(ErrorCode.WEBHOOK_ENDPOINT_NOT_FOUND));
  }

  /** Later deliveries, retries too, go by the change. */
  public WebhookEndpointBO change(String merchantNo, String endpointNo, EndpointChange change) {
    store.change(merchantNo, endpointNo, change, BY_MERCHANT, clock.instant());
    return get(merchantNo, endpointNo);
  }

  /**
   * Makes a new secret.
   *
   * @param overlap for how long the one before it signs beside it
   * @return the endpoint with its new secret
   */
  public WebhookEndpointBO rotateSecret(String merchantNo, String endpointNo, Duration overlap) {
    Instant now = clock.instant();
    WebhookEndpointBO before = get(merchantNo, endpointNo);
    WebhookSecret secret = WebhookSecret.generate(random);
    if (!store.rotate(before, secret, now.plus(overlap), now)) {
      // Somebody else rotates at the moment: of two new secrets only one is the endpoint's.
      throw new ApiException(ErrorCode.REQUEST_IN_PROGRESS);
    }
    log.info("The secret of endpoint {} was rotated", endpointNo);
    return get(merchantNo, endpointNo);
  }

  /**
   * What is on its way to it or kept for it ends, later; nothing more is delivered there.
   *
   * @throws ApiException WEBHOOK_ENDPOINT_NOT_FOUND, WEBHOOK_ENDPOINT_IS_DEFAULT; RATE_LIMITED
   *     while two such calls of the merchant's are under way
   */
  public void delete(String merchantNo, String endpointNo) {
    if (get(merchantNo, endpointNo).isDefault()) {
      throw new ApiException(ErrorCode.WEBHOOK_ENDPOINT_IS_DEFAULT);
    }
    laneCalls.call(
        merchantNo,
        () -> {
          transaction.executeWithoutResult(status -> deleted(merchantNo, endpointNo));
          return endpointNo;
        });
  }

  private void deleted(String merchantNo, String endpointNo) {
    store.delete(merchantNo, endpointNo);
    if (notifications.isKnown(TargetKind.WEBHOOK, endpointNo)) {
      // What waits for it is looked for among the lanes, and this one stays until nothing can be
      // put aside any more. What enters the log from now on has a lane from where it is put aside.
      notifications.dueIn(TargetKind.WEBHOOK, Set.of(endpointNo), HeldEvents.LOOK_AGAIN);
    }
  }

  private WebhookEndpointBO made(
      String merchantNo,
      boolean isDefault,
      @Nullable String url,
      @Nullable String description,
      Set<EventType> eventTypes,
      @Nullable Integer maxPerSecond) {
    return new WebhookEndpointBO(
        Ids.withPrefix("whe_"),
        merchantNo,
        isDefault,
        url,
        description,
        eventTypes,
        maxPerSecond,
        WebhookSecret.generate(random),
        null,
        EndpointStatus.ACTIVE,
        null,
        null,
        null,
        clock.instant());
  }
}
