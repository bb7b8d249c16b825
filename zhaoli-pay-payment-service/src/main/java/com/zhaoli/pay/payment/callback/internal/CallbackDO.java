package com.zhaoli.pay.payment.callback.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of callback_archive. */
@NullUnmarked
@TableName("callback_archive")
public class CallbackDO {
  @TableId(type = IdType.AUTO)
  private Long callbackId;

  private String channel;
  private String channelAccountNo;
  private String attemptNo;
  private String result;
  private String headers;
  private byte[] body;
  private Instant receivedAt;

  public Long getCallbackId() {
    return callbackId;
  }

  public void setCallbackId(Long callbackId) {
    this.callbackId = callbackId;
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

  public String getAttemptNo() {
    return attemptNo;
  }

  public void setAttemptNo(String attemptNo) {
    this.attemptNo = attemptNo;
  }

  public String getResult() {
    return result;
  }

  public void setResult(String result) {
    this.result = result;
  }

  public String getHeaders() {
    return headers;
  }

  public void setHeaders(String headers) {
    this.headers = headers;
  }

  public byte[] getBody() {
    return body;
  }

  public void setBody(byte[] body) {
    this.body = body;
  }

  public Instant getReceivedAt() {
    return receivedAt;
  }

  public void setReceivedAt(Instant receivedAt) {
    this.receivedAt = receivedAt;
  }
}
