package com.zhaoli.pay.notify.delivery;

import com.zhaoli.pay.notify.target.Told;
import java.time.Duration;
import java.time.Instant;

/** A call to a target that is over. */
record Delivery(Told told, Instant beganAt, Duration took) {}
