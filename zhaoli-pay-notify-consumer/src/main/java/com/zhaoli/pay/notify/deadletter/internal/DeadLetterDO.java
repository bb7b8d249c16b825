package com.zhaoli.pay.notify.deadletter.internal;

import com.baomidou.mybatisplus.annotation.TableField;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import com.zhaoli.pay.notify.deadletter.DeadLetterStatus;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.LocalDateTime;
import org.jspecify.annotations.NullUnmarked;

/** Row of {@code dead_letter}. */
@NullUnmarked
@TableName("dead_letter")
public class DeadLetterDO {
  @TableId private String deadLetterNo;
  private String eventId;
  private String target;
  private int deliverySeq;
  private TargetKind targetKind;
  private String paymentNo;
  private String merchantNo;
  private String eventType;
  private byte[] payload;

  @TableField(exist = false)
  private int payloadBytes;

  private String reason;
  private int attempts;
  private DeadLetterStatus status;
  private String note;
  private String changedBy;
  private String traceparent;
  private LocalDateTime createdAt;
  private LocalDateTime updatedAt;

  public String getDeadLetterNo() {
    return deadLetterNo;
  }

  public void setDeadLetterNo(String deadLetterNo) {
    this.deadLetterNo = deadLetterNo;
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

  public String getPaymentNo() {
    return paymentNo;
  }

  public void setPaymentNo(String paymentNo) {
    this.paymentNo = paymentNo;
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

  public int getPayloadBytes() {
    return payloadBytes;
  }

  public void setPayloadBytes(int payloadBytes) {
    this.payloadBytes = payloadBytes;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }

  public int getAttempts() {
    return attempts;
  }

  public void setAttempts(int attempts) {
    this.attempts = attempts;
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

  public DeadLetterStatus getStatus() {
    return status;
  }

  public void setStatus(DeadLetterStatus status) {
    this.status = status;
  }

  public String getNote() {
    return note;
  }

  public void setNote(String note) {
    this.note = note;
  }

  public String getChangedBy() {
    return changedBy;
  }

  public void setChangedBy(String changedBy) {
    this.changedBy = changedBy;
  }

  public String getTraceparent() {
    return traceparent;
  }

  public void setTraceparent(String traceparent) {
    this.traceparent = traceparent;
  }
}
