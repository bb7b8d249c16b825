package com.zhaoli.pay.payment.outbox.internal;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import org.jspecify.annotations.NullUnmarked;

/** A row of outbox_event; its times are the statements'. */
@NullUnmarked
@TableName("outbox_event")
public class OutboxEventDO {
  @TableId(type = IdType.INPUT)
  private String eventId;

  private String paymentNo;
  private int version;
  private String eventType;
  private byte[] member;

  public String getEventId() {
    return eventId;
  }

  public void setEventId(String eventId) {
    this.eventId = eventId;
  }

  public String getPaymentNo() {
    return paymentNo;
  }

  public void setPaymentNo(String paymentNo) {
    this.paymentNo = paymentNo;
  }

  public int getVersion() {
    return version;
  }

  public void setVersion(int version) {
    this.version = version;
  }

  public String getEventType() {
    return eventType;
  }

  public void setEventType(String eventType) {
    this.eventType = eventType;
  }

  public byte[] getMember() {
    return member;
  }

  public void setMember(byte[] member) {
    this.member = member;
  }
}
