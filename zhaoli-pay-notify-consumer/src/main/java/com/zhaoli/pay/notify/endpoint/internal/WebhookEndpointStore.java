package com.zhaoli.pay.notify.endpoint.internal;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.common.crypto.FieldCipher;
import com.zhaoli.pay.notify.endpoint.WebhookEndpointBO;
import com.zhaoli.pay.signing.WebhookSecret;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

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
    row.setSecret(cipher.encrypt(endpoint.secret().value(), context(endpoint.endpointNo())));
    row.setStatus(endpoint.status());
    row.setCreatedAt(utc(endpoint.createdAt()));
    row.setUpdatedAt(row.getCreatedAt());
    mapper.insert(row);
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

  public void changeUrl(String merchantNo, String endpointNo, String url, Instant changedAt) {
    mapper.changeUrl(merchantNo, endpointNo, url, utc(changedAt));
  }

  private WebhookEndpointBO toBo(WebhookEndpointDO row) {
    return new WebhookEndpointBO(
        row.getEndpointNo(),
        row.getMerchantNo(),
        row.getDefaultOf() != null,
        row.getUrl(),
        new WebhookSecret(cipher.decrypt(row.getSecret(), context(row.getEndpointNo()))),
        row.getStatus(),
        row.getCreatedAt().toInstant(ZoneOffset.UTC));
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static String context(String endpointNo) {
    return "webhook_endpoint:" + endpointNo;
  }
}
