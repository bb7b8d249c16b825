package com.zhaoli.pay.common.client.payment;

import java.time.LocalDate;

/**
 * What was begun.
 *
 * @param day the business day
 * @param runs accounts that are compared; none means that none had business
 * @param done those of them that were compared before
 */
public record ReconcileResult(LocalDate day, int runs, int done) {}
