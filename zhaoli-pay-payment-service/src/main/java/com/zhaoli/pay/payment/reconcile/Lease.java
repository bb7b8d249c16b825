package com.zhaoli.pay.payment.reconcile;

/**
 * The right to work on a run. It ends by itself when it is not renewed; whoever takes the run up
 * then has a higher turn, and nothing of the old turn has an effect any more.
 *
 * @param tries how often the run was taken up since it was last asked for or done
 */
public record Lease(String runNo, int turn, BillAccount account, BusinessDay day, int tries) {}
