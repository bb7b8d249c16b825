package com.zhaoli.pay.notify.log.internal;

import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import com.zhaoli.pay.notify.log.NotificationStatus;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.LocalDateTime;
import org.jspecify.annotations.NullUnmarked;

/** Row of {@code notification}. */
@NullUnmarked
@TableName("notification")
public class NotificationDO {
  @TableId private String notificationNo;
  private String paymentNo;
  private String eventId;
  private String target;
  private int deliverySeq;
  private TargetKind targetKind;
  private String merchantNo;
  private String eventType;
  private byte[] payload;
  private Integer tail;
  private NotificationStatus status;
  private int attempts;
  private String owner;
  private LocalDateTime leaseUntil;
  private LocalDateTime dueAt;
  private LocalDateTime nextAttemptAt;
  private Integer lastHttpStatus;
  private String lastError;
  private LocalDateTime deliveredAt;
  private LocalDateTime createdAt;
  private LocalDateTime updatedAt;

  public String getNotificationNo() {
    return notificationNo;
  }

  public void setNotificationNo(String notificationNo) {
    this.notificationNo = notificationNo;
  }

  public String getPaymentNo() {
    return paymentNo;
  }

  public void setPaymentNo(String paymentNo) {
    this.paymentNo = paymentNo;
  }

  public String getEventId() {
    return eventId;
  }

  public void setEventId(String eventId) {
    this.eventId = eventId;
  }

  public String getTarget() {
    return target;
  }

  public void setTarget(String target) {
    this.target = target;
  }

  public int getDeliverySeq() {
    return deliverySeq;
  }

  public void setDeliverySeq(int deliverySeq) {
    this.deliverySeq = deliverySeq;
  }

  public TargetKind getTargetKind() {
    return targetKind;
  }

  public void setTargetKind(TargetKind targetKind) {
    this.targetKind = targetKind;
  }

  public String getMerchantNo() {
    return merchantNo;
  }

  public void setMerchantNo(String merchantNo) {
    this.merchantNo = merchantNo;
  }

  public String getEventType() {
    return eventType;
  }

  public void setEventType(String eventType) {
    this.eventType = eventType;
  }

  public byte[] getPayload() {
    return payload;
  }

  public void setPayload(byte[] payload) {
    this.payload = payload;
  }

  public Integer getTail() {
    return tail;
  }

  public void setTail(Integer tail) {
    this.tail = tail;
  }

  public NotificationStatus getStatus() {
    return status;
  }

  public void setStatus(NotificationStatus status) {
    this.status = status;
  }

  public int getAttempts() {
    return attempts;
  }

  public void setAttempts(int attempts) {
    this.attempts = attempts;
  }

  public String getOwner() {
    return owner;
  }

  public void setOwner(String owner) {
    this.owner = owner;
  }

  public LocalDateTime getLeaseUntil() {
    return leaseUntil;
  }

  public void setLeaseUntil(LocalDateTime leaseUntil) {
    this.leaseUntil = leaseUntil;
  }

  public LocalDateTime getDueAt() {
    return dueAt;
  }

  public void setDueAt(LocalDateTime dueAt) {
    this.dueAt = dueAt;
  }

  public LocalDateTime getNextAttemptAt() {
    return nextAttemptAt;
  }

  public void setNextAttemptAt(LocalDateTime nextAttemptAt) {
    this.nextAttemptAt = nextAttemptAt;
  }

  public Integer getLastHttpStatus() {
    return lastHttpStatus;
  }

  public void setLastHttpStatus(Integer lastHttpStatus) {
    this.lastHttpStatus = lastHttpStatus;
  }

  public String getLastError() {
    return lastError;
  }

  public void setLastError(String lastError) {
    this.lastError = lastError;
  }

  public LocalDateTime getDeliveredAt() {
    return deliveredAt;
  }

  public void setDeliveredAt(LocalDateTime deliveredAt) {
    this.deliveredAt = deliveredAt;
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
