package com.zhaoli.pay.notify.address;

import java.net.UnknownHostException;

/**
 * The host's address is not one that webhooks may go to. An {@link UnknownHostException}, since
 * that is what a resolver may throw; the message names no address, so that nobody can explore our
 * network with it.
 */
public final class ForbiddenAddressException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  ForbiddenAddressException() {
    super("The host has an address that webhooks must not go to.");
  }
}
