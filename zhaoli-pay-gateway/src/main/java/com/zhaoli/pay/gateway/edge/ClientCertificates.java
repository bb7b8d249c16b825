package com.zhaoli.pay.gateway.edge;

/** Whether terminals show certificates of their own when they connect. */
public enum ClientCertificates {
  /** Nobody is asked for one. */
  NONE,
  /** Whoever shows one is bound by it. */
  OPTIONAL,
  /** Terminals do nothing without one but to ask for the time and to be activated. */
  REQUIRED
}
