package com.zhaoli.pay.notify.delivery;

/** An assignment whose claim and row are ours. */
record Held(Assignment assignment, String notificationNo) {}
