package com.zhaoli.pay.payment.refund.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of payment_refund. */
@NullUnmarked
@TableName("payment_refund")
public class RefundDO {
  @TableId(type = IdType.INPUT)
  private String refundNo;

  private String paymentNo;
  private String attemptNo;
  private String merchantNo;
  private String outRefundNo;
  private String origin;
  private String channel;
  private String channelAccountNo;
  private long amountFen;
  private String reason;
  private String status;
  private String channelRefundNo;
  private String failureCode;
  private Instant nextSyncAt;
  private Instant createdAt;
  private Instant updatedAt;
  private Instant refundedAt;
  private Instant unheardUntil;
  private String insteadOf;

  public String getRefundNo() {
    return refundNo;
  }

  public void setRefundNo(String refundNo) {
    this.refundNo = refundNo;
  }

  public String getPaymentNo() {
    return paymentNo;
  }

  public void setPaymentNo(String paymentNo) {
    this.paymentNo = paymentNo;
  }

  public String getAttemptNo() {
    return attemptNo;
  }

  public void setAttemptNo(String attemptNo) {
    this.attemptNo = attemptNo;
  }

  public String getMerchantNo() {
    return merchantNo;
  }

  public void setMerchantNo(String merchantNo) {
    this.merchantNo = merchantNo;
  }

  public String getOutRefundNo() {
    return outRefundNo;
  }

  public void setOutRefundNo(String outRefundNo) {
    this.outRefundNo = outRefundNo;
  }

  public String getOrigin() {
    return origin;
  }

  public void setOrigin(String origin) {
    this.origin = origin;
  }

  public String getChannel() {
    return channel;
  }

  public void setChannel(String channel) {
    this.channel = channel;
  }

  public String getChannelAccountNo() {
    return channelAccountNo;
  }

  public void setChannelAccountNo(String channelAccountNo) {
    this.channelAccountNo = channelAccountNo;
  }

  public long getAmountFen() {
    return amountFen;
  }

  public void setAmountFen(long amountFen) {
    this.amountFen = amountFen;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason;
  }

  public String getStatus() {
    return status;
  }

  public void setStatus(String status) {
    this.status = status;
  }

  public String getChannelRefundNo() {
    return channelRefundNo;
  }

  public void setChannelRefundNo(String channelRefundNo) {
    this.channelRefundNo = channelRefundNo;
  }

  public String getFailureCode() {
    return failureCode;
  }

  public void setFailureCode(String failureCode) {
    this.failureCode = failureCode;
  }

  public Instant getNextSyncAt() {
    return nextSyncAt;
  }

  public void setNextSyncAt(Instant nextSyncAt) {
    this.nextSyncAt = nextSyncAt;
  }

  public Instant getCreatedAt() {
    return createdAt;
  }

  public void setCreatedAt(Instant createdAt) {
    this.createdAt = createdAt;
  }

  public Instant getUpdatedAt() {
    return updatedAt;
  }

  public void setUpdatedAt(Instant updatedAt) {
    this.updatedAt = updatedAt;
  }

  public Instant getRefundedAt() {
    return refundedAt;
  }

  public void setRefundedAt(Instant refundedAt) {
    this.refundedAt = refundedAt;
  }

  public Instant getUnheardUntil() {
    return unheardUntil;
  }

  public void setUnheardUntil(Instant unheardUntil) {
    this.unheardUntil = unheardUntil;
  }

  public String getInsteadOf() {
    return insteadOf;
  }

  public void setInsteadOf(String insteadOf) {
    this.insteadOf = insteadOf;
  }
}
