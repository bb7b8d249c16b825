package com.zhaoli.pay.notify.endpoint.internal;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.crypto.FieldCipher;
import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.notify.endpoint.EndpointChange;
import com.zhaoli.pay.notify.endpoint.WebhookEndpointBO;
import com.zhaoli.pay.notify.endpoint.WebhookEndpointBO.PreviousSecret;
import com.zhaoli.pay.signing.WebhookSecret;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Endpoints in the database, their secrets encrypted for their own row. */
@Component
public class WebhookEndpointStore {
  private final WebhookEndpointMapper mapper;
  private final FieldCipher cipher;

  WebhookEndpointStore(WebhookEndpointMapper mapper, ObjectProvider<FieldCipher> cipher) {
    this.mapper = mapper;
    this.cipher =
        cipher.getIfAvailable(
            () -> {
              throw new InvalidConfigurationException(
                  "ZHAOLI_ENCRYPTION_KEY is not set: webhook secrets are stored encrypted with it."
                      + " It has the form k1:<base64 of 32 random bytes>.");
            });
  }

  /**
   * @throws org.springframework.dao.DuplicateKeyException for a second default of a merchant
   */
  public void add(WebhookEndpointBO endpoint) {
    WebhookEndpointDO row = new WebhookEndpointDO();
    row.setEndpointNo(endpoint.endpointNo());
    row.setMerchantNo(endpoint.merchantNo());
    row.setDefaultOf(endpoint.isDefault() ? endpoint.merchantNo() : null);
    row.setUrl(endpoint.url());
    row.setDescription(endpoint.description());
    row.setEventTypes(endpoint.eventTypes().isEmpty() ? null : joined(endpoint.eventTypes()));
    row.setMaxPerSecond(endpoint.maxPerSecond());
    row.setSecret(cipher.encrypt(endpoint.secret().value(), context(endpoint.endpointNo())));
    row.setStatus(endpoint.status());
    row.setCreatedAt(utc(endpoint.createdAt()));
    row.setUpdatedAt(row.getCreatedAt());
    mapper.insert(row);
  }

  /**
   * Does this in a transaction, while nobody else does so for this merchant, which has its default
   * endpoint: they wait for each other at its row. It is the only one that they lock, so that who
   * writes to several endpoints and they never wait in a circle.
   */
  @Transactional
  public boolean oneAtATime(String merchantNo, BooleanSupplier work) {
    mapper.lockDefaultOf(merchantNo);
    return work.getAsBoolean();
  }

  /**
   * Adds it unless the merchant has so many already; {@link #oneAtATime}, or others are added
   * between the count and the row.
   *
   * @return false when the merchant has {@code limit} endpoints
   */
  public boolean addWithin(int limit, WebhookEndpointBO endpoint) {
    if (mapper.count(endpoint.merchantNo()) >= limit) {
      return false;
    }
    add(endpoint);
    return true;
  }

  public Optional<WebhookEndpointBO> defaultOf(String merchantNo) {
    return Optional.ofNullable(mapper.defaultOf(merchantNo)).map(this::toBo);
  }

  public Optional<WebhookEndpointBO> one(String merchantNo, String endpointNo) {
    return Optional.ofNullable(mapper.one(merchantNo, endpointNo)).map(this::toBo);
  }

  /** Oldest first. */
  public List<WebhookEndpointBO> ofMerchant(String merchantNo) {
    return mapper.ofMerchant(merchantNo).stream().map(this::toBo).toList();
  }

  public void change(
      String merchantNo,
      String endpointNo,
      EndpointChange change,
      String pauseReason,
      Instant changedAt) {
    mapper.change(
        merchantNo,
        endpointNo,
        change.url(),
        change.description(),
        change.eventTypes() == null ? null : joined(change.eventTypes()),
        change.maxPerSecond(),
        change.status(),
        pauseReason,
        utc(changedAt));
  }

  /** False when the endpoint has another secret than the one that was read. */
  public boolean rotate(
      WebhookEndpointBO read, WebhookSecret secret, Instant previousUntil, Instant now) {
    String stored = mapper.storedSecret(read.merchantNo(), read.endpointNo());
    return stored != null
        && cipher.decrypt(stored, context(read.endpointNo())).equals(read.secret().value())
        && mapper.rotate(
                read.merchantNo(),
                read.endpointNo(),
                stored,
                cipher.encrypt(secret.value(), context(read.endpointNo())),
                utc(previousUntil),
                utc(now))
            == 1;
  }

  public void delete(String merchantNo, String endpointNo) {
    mapper.delete(merchantNo, endpointNo);
  }

  public void failed(String endpointNo, Instant first, int failures) {
    mapper.failed(endpointNo, utc(first), failures);
  }

  public void succeeded(String endpointNo) {
    mapper.succeeded(endpointNo);
  }

  /** How many were paused. */
  public int pauseThoseFailingSince(Instant since, int failures, String reason, Instant now) {
    return mapper.pauseThoseFailingSince(utc(since), failures, reason, utc(now));
  }

  /** False when it was not active. */
  public boolean pause(String endpointNo, String reason, Instant now) {
    return mapper.pause(endpointNo, reason, utc(now)) == 1;
  }

  /** Leases paused endpoints whose merchants are to be told. */
  @Transactional
  public List<WebhookEndpointBO> leaseUntold(int limit, Instant now, Instant until) {
    List<WebhookEndpointDO> rows = mapper.lockUntold(limit, utc(now));
    rows.forEach(row -> mapper.tellAt(row.getEndpointNo(), row.getPausedAt(), utc(until)));
    return rows.stream().map(this::toBo).toList();
  }

  /** The merchant was told of this pause, or is not to be told any more. */
  public void told(String endpointNo, Instant pausedAt) {
    mapper.tellAt(endpointNo, utc(pausedAt), null);
  }

  /** Leases endpoints that were resumed. */
  @Transactional
  public List<String> leaseReleases(int limit, Instant now, Instant until) {
    List<String> endpointNos = mapper.lockReleases(limit, utc(now));
    endpointNos.forEach(endpointNo -> mapper.releaseAt(endpointNo, utc(until)));
    return endpointNos;
  }

  /**
   * Has released what is still kept for endpoints that get their events, of the next {@code limit}
   * of them.
   *
   * @param after the answer to the call before, or empty for the first ones
   * @return the last one that was looked at; empty at the end
   */
  public String releaseStranded(String after, int limit, Instant now) {
    List<LookedAt> endpoints = mapper.activeAfter(after, limit);
    endpoints.stream()
        .filter(LookedAt::hasHeld)
        .forEach(endpoint -> mapper.releaseNow(endpoint.endpointNo(), utc(now)));
    return endpoints.size() < limit ? "" : endpoints.get(limit - 1).endpointNo();
  }

  /** The next targets by their names, and which of them are deleted endpoints. */
  public List<LaneTarget> targetsAfter(String after, int limit) {
    return mapper.targetsAfter(after, limit);
  }

  /** All is released; that ends it for an endpoint that was resumed before then. */
  public void released(String endpointNo, Instant resumedBefore) {
    mapper.released(endpointNo, utc(resumedBefore));
  }

  private WebhookEndpointBO toBo(WebhookEndpointDO row) {
    String context = context(row.getEndpointNo());
    return new WebhookEndpointBO(
        row.getEndpointNo(),
        row.getMerchantNo(),
        row.getDefaultOf() != null,
        row.getUrl(),
        row.getDescription(),
        types(row.getEventTypes()),
        row.getMaxPerSecond(),
        new WebhookSecret(cipher.decrypt(row.getSecret(), context)),
        row.getPreviousSecret() == null || row.getPreviousUntil() == null
            ? null
            : new PreviousSecret(
                new WebhookSecret(cipher.decrypt(row.getPreviousSecret(), context)),
                row.getPreviousUntil().toInstant(ZoneOffset.UTC)),
        row.getStatus(),
        instant(row.getFailingSince()),
        instant(row.getPausedAt()),
        row.getPauseReason(),
        row.getCreatedAt().toInstant(ZoneOffset.UTC));
  }

  private static String joined(Set<EventType> types) {
    return types.stream().map(EventType::wireName).sorted().collect(Collectors.joining(","));
  }

  private static Set<EventType> types(@Nullable String joined) {
    return joined == null
        ? Set.of()
        : Arrays.stream(joined.split(",", -1))
            .map(EventType::ofWireName)
            .collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable Instant instant(@Nullable LocalDateTime utc) {
    return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
  }

  private static String context(String endpointNo) {
    return "webhook_endpoint:" + endpointNo;
  }
}
