package com.zhaoli.pay.payment.idempotency.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of idempotency_record. Its key is merchantNo and keyHash together. */
@NullUnmarked
@TableName("idempotency_record")
public class IdempotencyDO {
  @TableId(type = IdType.INPUT)
  private String merchantNo;

  private String keyHash;
  private String requestHash;
  private Instant lockedUntil;
  private Integer answerStatus;
  private String answerBody;
  private Instant createdAt;

  public String getMerchantNo() {
    return merchantNo;
  }

  public void setMerchantNo(String merchantNo) {
    this.merchantNo = merchantNo;
  }

  public String getKeyHash() {
    return keyHash;
  }

  public void setKeyHash(String keyHash) {
    this.keyHash = keyHash;
  }

  public String getRequestHash() {
    return requestHash;
  }

  public void setRequestHash(String requestHash) {
    this.requestHash = requestHash;
  }

  public Instant getLockedUntil() {
    return lockedUntil;
  }

  public void setLockedUntil(Instant lockedUntil) {
    this.lockedUntil = lockedUntil;
  }

  public Integer getAnswerStatus() {
    return answerStatus;
  }

  public void setAnswerStatus(Integer answerStatus) {
    this.answerStatus = answerStatus;
  }

  public String getAnswerBody() {
    return answerBody;
  }

  public void setAnswerBody(String answerBody) {
    this.answerBody = answerBody;
  }

  public Instant getCreatedAt() {
    return createdAt;
  }

  public void setCreatedAt(Instant createdAt) {
    this.createdAt = createdAt;
  }
}
