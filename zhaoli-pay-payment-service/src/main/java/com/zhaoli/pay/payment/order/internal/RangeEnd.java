package com.zhaoli.pay.payment.order.internal;

/** The last number of a range, and how many numbers there are up to it. */
public record RangeEnd(String number, long place) {}
