package com.zhaoli.pay.payment.order.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of payment_attempt. */
@NullUnmarked
@TableName("payment_attempt")
public class AttemptDO {
  @TableId(type = IdType.INPUT)
  private String attemptNo;

  private String paymentNo;
  private String merchantNo;
  private String channel;
  private String channelAccountNo;
  private long amountFen;
  private String status;
  private String codeUrl;
  private String channelTradeNo;
  private String method;
  private String payParams;
  private String payerId;
  private String storeId;
  private Instant paidAt;
  private Instant callUntil;
  private Instant nextSyncAt;
  private Instant createdAt;
  private Instant updatedAt;

  public String getAttemptNo() {
    return attemptNo;
  }

  public void setAttemptNo(String attemptNo) {
    this.attemptNo = attemptNo;
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

  public String getStatus() {
    return status;
  }

  public void setStatus(String status) {
    this.status = status;
  }

  public String getCodeUrl() {
    return codeUrl;
  }

  public void setCodeUrl(String codeUrl) {
    this.codeUrl = codeUrl;
  }

  public String getChannelTradeNo() {
    return channelTradeNo;
  }

  public void setChannelTradeNo(String channelTradeNo) {
    this.channelTradeNo = channelTradeNo;
  }

  public Instant getCallUntil() {
    return callUntil;
  }

  public void setCallUntil(Instant callUntil) {
    this.callUntil = callUntil;
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

  public String getMethod() {
    return method;
  }

  public void setMethod(String method) {
    this.method = method;
  }

  public String getPayParams() {
    return payParams;
  }

  public void setPayParams(String payParams) {
    this.payParams = payParams;
  }

  public String getPayerId() {
    return payerId;
  }

  public void setPayerId(String payerId) {
    this.payerId = payerId;
  }

  public String getStoreId() {
    return storeId;
  }

  public void setStoreId(String storeId) {
    this.storeId = storeId;
  }

  public Instant getPaidAt() {
    return paidAt;
  }

  public void setPaidAt(Instant paidAt) {
    this.paidAt = paidAt;
  }
}
