package com.zhaoli.pay.common.client.payment;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the comparison of a day.
 *
 * @param day a business day (Asia/Shanghai) that is over; null: yesterday
 */
public record ReconcileRequest(@Nullable LocalDate day) {}
