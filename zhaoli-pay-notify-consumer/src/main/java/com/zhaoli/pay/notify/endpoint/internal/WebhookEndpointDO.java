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
}
