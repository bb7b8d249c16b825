package com.zhaoli.pay.payment.channel;

/** An answer in the channel's own form. */
public record CallbackAnswer(int httpStatus, String contentType, String body) {}
