package com.zhaoli.pay.common.config;

/** Where a service runs. Production is the default, since it is the safe one. */
public enum DeploymentEnvironment {
  /** A person's machine: http and private addresses are allowed as webhook targets. */
  DEVELOPMENT,
  PRODUCTION
}
