package com.zhaoli.pay.notify.endpoint.internal;

import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import com.zhaoli.pay.notify.endpoint.EndpointStatus;
import java.time.LocalDateTime;
import org.jspecify.annotations.NullUnmarked;

/** Row of {@code webhook_endpoint}; the secret is encrypted. */
@NullUnmarked
@TableName("webhook_endpoint")
public class WebhookEndpointDO {
  @TableId private String endpointNo;
  private String merchantNo;
  private String defaultOf;
  private String url;
  private String secret;
  private EndpointStatus status;
  private String description;
  private String eventTypes;
  private Integer maxPerSecond;
  private String previousSecret;
  private LocalDateTime previousUntil;
  private LocalDateTime failingSince;
  private LocalDateTime pausedAt;
  private String pauseReason;
  private LocalDateTime createdAt;
  private LocalDateTime updatedAt;

  public String getEndpointNo() {
    return endpointNo;
  }

  public void setEndpointNo(String endpointNo) {
    this.endpointNo = endpointNo;
  }

  public String getMerchantNo() {
    return merchantNo;
  }

  public void setMerchantNo(String merchantNo) {
    this.merchantNo = merchantNo;
  }

  public String getDefaultOf() {
    return defaultOf;
  }

  public void setDefaultOf(String defaultOf) {
    this.defaultOf = defaultOf;
  }

  public Integer getMaxPerSecond() {
    return maxPerSecond;
  }

  public void setMaxPerSecond(Integer maxPerSecond) {
    this.maxPerSecond = maxPerSecond;
  }

  public String getUrl() {
    return url;
  }

  public void setUrl(String url) {
    this.url = url;
  }

  public String getSecret() {
    return secret;
  }

  public void setSecret(String secret) {
    this.secret = secret;
  }

  public EndpointStatus getStatus() {
    return status;
  }

  public void setStatus(EndpointStatus status) {
    this.status = status;
  }

  public LocalDateTime getCreatedAt() {
    return createdAt;
  }

  public void setCreatedAt(LocalDateTime createdAt) {
    this.createdAt = createdAt;
  }

  public LocalDateTime getUpdatedAt() {
    return updatedAt;
  }

  public void setUpdatedAt(LocalDateTime updatedAt) {
    this.updatedAt = updatedAt;
  }

  public String getDescription() {
    return description;
  }

  public void setDescription(String description) {
    this.description = description;
  }

  public String getEventTypes() {
    return eventTypes;
  }

  public void setEventTypes(String eventTypes) {
    this.eventTypes = eventTypes;
  }

  public String getPreviousSecret() {
    return previousSecret;
  }

  public void setPreviousSecret(String previousSecret) {
    this.previousSecret = previousSecret;
  }

  public LocalDateTime getPreviousUntil() {
    return previousUntil;
  }

  public void setPreviousUntil(LocalDateTime previousUntil) {
    this.previousUntil = previousUntil;
  }

  public LocalDateTime getFailingSince() {
    return failingSince;
  }

  public void setFailingSince(LocalDateTime failingSince) {
    this.failingSince = failingSince;
  }

  public LocalDateTime getPausedAt() {
    return pausedAt;
  }

  public void setPausedAt(LocalDateTime pausedAt) {
    this.pausedAt = pausedAt;
  }

  public String getPauseReason() {
    return pauseReason;
  }

  public void setPauseReason(String pauseReason) {
    this.pauseReason = pauseReason;
  }
}
