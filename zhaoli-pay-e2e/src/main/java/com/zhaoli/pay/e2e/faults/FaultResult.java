package com.zhaoli.pay.e2e.faults;

/**
 * What came of one seed.
 *
 * @param payments how many there are in our books
 * @param paid how many of them took money
 * @param refunds how many there are, those that went out by themselves included
 * @param events how many were told
 * @param kills how often a payment-service was killed
 * @param stops how often a server was stopped
 * @param violations how often books did not agree
 * @param seconds how long it took in all
 */
record FaultResult(
    long seed,
    int payments,
    int paid,
    int refunds,
    int events,
    int kills,
    int stops,
    int violations,
    long seconds) {}
