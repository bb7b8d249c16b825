package com.zhaoli.pay.notify.dispatch.internal;

import org.jspecify.annotations.NullUnmarked;

/** Row of {@code event_message}. */
@NullUnmarked
public class EventMessageDO {
  private String eventId;
  private int deliverySeq;
  private String paymentNo;
  private String intakeNo;
  private byte[] payload;

  public String getEventId() {
    return eventId;
  }

  public void setEventId(String eventId) {
    this.eventId = eventId;
  }

  public int getDeliverySeq() {
    return deliverySeq;
  }

  public void setDeliverySeq(int deliverySeq) {
    this.deliverySeq = deliverySeq;
  }

  public String getPaymentNo() {
    return paymentNo;
  }

  public void setPaymentNo(String paymentNo) {
    this.paymentNo = paymentNo;
  }

  public String getIntakeNo() {
    return intakeNo;
  }

  public void setIntakeNo(String intakeNo) {
    this.intakeNo = intakeNo;
  }

  public byte[] getPayload() {
    return payload;
  }

  public void setPayload(byte[] payload) {
    this.payload = payload;
  }
}
