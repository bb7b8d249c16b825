package com.zhaoli.pay.payment.order.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableField;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of payment; a read one also carries its order at the channel. */
@NullUnmarked
@TableName("payment")
public class PaymentDO {
  @TableId(type = IdType.INPUT)
  private String paymentNo;

  private String merchantNo;
  private String appId;
  private String outTradeNo;
  private String contentHash;
  private long amountFen;
  private String subject;
  private String method;
  private String channel;
  private String status;
  private int eventVersion;
  private String attemptNo;
  private String payToken;
  private String notifyUrl;
  private String returnUrl;
  private String attach;
  private String storeId;
  private String terminalNo;
  private String channelTradeNo;
  private String failureCode;
  private Instant createdAt;
  private Instant updatedAt;
  private Instant expiresAt;
  private Instant paidAt;
  private long refundReservedFen;
  private long refundedFen;
  private Instant closeDueAt;

  @TableField(exist = false)
  private String orderNo;

  @TableField(exist = false)
  private String orderChannel;

  @TableField(exist = false)
  private String orderAccountNo;

  @TableField(exist = false)
  private long orderAmountFen;

  @TableField(exist = false)
  private String orderStatus;

  @TableField(exist = false)
  private String orderCodeUrl;

  @TableField(exist = false)
  private String orderTradeNo;

  @TableField(exist = false)
  private Instant orderCallUntil;

  @TableField(exist = false)
  private String orderMethod;

  @TableField(exist = false)
  private String orderPayParams;

  @TableField(exist = false)
  private String orderPayerId;

  @TableField(exist = false)
  private String orderStoreId;

  @TableField(exist = false)
  private Instant orderPaidAt;

  @TableField(exist = false)
  private Instant orderCreatedAt;

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

  public String getAppId() {
    return appId;
  }

  public void setAppId(String appId) {
    this.appId = appId;
  }

  public String getOutTradeNo() {
    return outTradeNo;
  }

  public void setOutTradeNo(String outTradeNo) {
    this.outTradeNo = outTradeNo;
  }

  public String getContentHash() {
    return contentHash;
  }

  public void setContentHash(String contentHash) {
    this.contentHash = contentHash;
  }

  public long getAmountFen() {
    return amountFen;
  }

  public void setAmountFen(long amountFen) {
    this.amountFen = amountFen;
  }

  public String getSubject() {
    return subject;
  }

  public void setSubject(String subject) {
    this.subject = subject;
  }

  public String getMethod() {
    return method;
  }

  public void setMethod(String method) {
    this.method = method;
  }

  public String getChannel() {
    return channel;
  }

  public void setChannel(String channel) {
    this.channel = channel;
  }

  public String getStatus() {
    return status;
  }

  public void setStatus(String status) {
    this.status = status;
  }

  public int getEventVersion() {
    return eventVersion;
  }

  public void setEventVersion(int eventVersion) {
    this.eventVersion = eventVersion;
  }

  public String getAttemptNo() {
    return attemptNo;
  }

  public void setAttemptNo(String attemptNo) {
    this.attemptNo = attemptNo;
  }

  public String getPayToken() {
    return payToken;
  }

  public void setPayToken(String payToken) {
    this.payToken = payToken;
  }

  public String getNotifyUrl() {
    return notifyUrl;
  }

  public void setNotifyUrl(String notifyUrl) {
    this.notifyUrl = notifyUrl;
  }

  public String getReturnUrl() {
    return returnUrl;
  }

  public void setReturnUrl(String returnUrl) {
    this.returnUrl = returnUrl;
  }

  public String getAttach() {
    return attach;
  }

  public void setAttach(String attach) {
    this.attach = attach;
  }

  public String getStoreId() {
    return storeId;
  }

  public void setStoreId(String storeId) {
    this.storeId = storeId;
  }

  public String getTerminalNo() {
    return terminalNo;
  }

  public void setTerminalNo(String terminalNo) {
    this.terminalNo = terminalNo;
  }

  public String getChannelTradeNo() {
    return channelTradeNo;
  }

  public void setChannelTradeNo(String channelTradeNo) {
    this.channelTradeNo = channelTradeNo;
  }

  public String getFailureCode() {
    return failureCode;
  }

  public void setFailureCode(String failureCode) {
    this.failureCode = failureCode;
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

  public Instant getExpiresAt() {
    return expiresAt;
  }

  public void setExpiresAt(Instant expiresAt) {
    this.expiresAt = expiresAt;
  }

  public Instant getPaidAt() {
    return paidAt;
  }

  public void setPaidAt(Instant paidAt) {
    this.paidAt = paidAt;
  }

  public String getOrderNo() {
    return orderNo;
  }

  public void setOrderNo(String orderNo) {
    this.orderNo = orderNo;
  }

  public String getOrderChannel() {
    return orderChannel;
  }

  public void setOrderChannel(String orderChannel) {
    this.orderChannel = orderChannel;
  }

  public String getOrderAccountNo() {
    return orderAccountNo;
  }

  public void setOrderAccountNo(String orderAccountNo) {
    this.orderAccountNo = orderAccountNo;
  }

  public long getOrderAmountFen() {
    return orderAmountFen;
  }

  public void setOrderAmountFen(long orderAmountFen) {
    this.orderAmountFen = orderAmountFen;
  }

  public String getOrderStatus() {
    return orderStatus;
  }

  public void setOrderStatus(String orderStatus) {
    this.orderStatus = orderStatus;
  }

  public String getOrderCodeUrl() {
    return orderCodeUrl;
  }

  public void setOrderCodeUrl(String orderCodeUrl) {
    this.orderCodeUrl = orderCodeUrl;
  }

  public String getOrderTradeNo() {
    return orderTradeNo;
  }

  public void setOrderTradeNo(String orderTradeNo) {
    this.orderTradeNo = orderTradeNo;
  }

  public Instant getOrderCallUntil() {
    return orderCallUntil;
  }

  public void setOrderCallUntil(Instant orderCallUntil) {
    this.orderCallUntil = orderCallUntil;
  }

  public String getOrderMethod() {
    return orderMethod;
  }

  public void setOrderMethod(String orderMethod) {
    this.orderMethod = orderMethod;
  }

  public String getOrderPayParams() {
    return orderPayParams;
  }

  public void setOrderPayParams(String orderPayParams) {
    this.orderPayParams = orderPayParams;
  }

  public String getOrderPayerId() {
    return orderPayerId;
  }

  public void setOrderPayerId(String orderPayerId) {
    this.orderPayerId = orderPayerId;
  }

  public String getOrderStoreId() {
    return orderStoreId;
  }

  public void setOrderStoreId(String orderStoreId) {
    this.orderStoreId = orderStoreId;
  }

  public Instant getOrderPaidAt() {
    return orderPaidAt;
  }

  public void setOrderPaidAt(Instant orderPaidAt) {
    this.orderPaidAt = orderPaidAt;
  }

  public Instant getOrderCreatedAt() {
    return orderCreatedAt;
  }

  public void setOrderCreatedAt(Instant orderCreatedAt) {
    this.orderCreatedAt = orderCreatedAt;
  }

  public long getRefundReservedFen() {
    return refundReservedFen;
  }

  public void setRefundReservedFen(long refundReservedFen) {
    this.refundReservedFen = refundReservedFen;
  }

  public long getRefundedFen() {
    return refundedFen;
  }

  public void setRefundedFen(long refundedFen) {
    this.refundedFen = refundedFen;
  }

  public Instant getCloseDueAt() {
    return closeDueAt;
  }

  public void setCloseDueAt(Instant closeDueAt) {
    this.closeDueAt = closeDueAt;
  }
}
