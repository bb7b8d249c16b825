package com.zhaoli.pay.e2e.faults.plan;

/**
 * Something that dies or is stopped, and comes back. Outages follow each other, one at a time.
 *
 * @param afterMillis so long after the outage before was over
 * @param holdMillis how long it stays away before it is started again
 */
public record Outage(long afterMillis, Kind kind, long holdMillis) {

  /** What happens. */
  public enum Kind {
    /** kill -9 of a payment-service; where two run, of either in turn. */
    KILL_PAYMENT_SERVICE,
    /** RabbitMQ is stopped. */
    STOP_RABBITMQ,
    /** RabbitMQ is stopped, and payment-service killed while it is away. */
    STOP_RABBITMQ_AND_KILL,
    /** Redis is stopped. */
    STOP_REDIS;

    /** Whether a payment-service dies by it. */
    public boolean kills() {
      return this == KILL_PAYMENT_SERVICE || this == STOP_RABBITMQ_AND_KILL;
    }
  }
}
