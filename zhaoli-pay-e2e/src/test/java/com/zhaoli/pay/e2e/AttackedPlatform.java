package com.zhaoli.pay.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One platform with two merchants for all tests that attack it, because its start takes minutes on
 * a slow machine. It starts with the first of them and goes down after the last.
 */
final class AttackedPlatform implements AutoCloseable {
  private static final int COMMAND_SECONDS = 150;

  /** The limits of rate are tested elsewhere; here they would hide what the checks answer. */
  private final PrivatePlatform platform =
      new PrivatePlatform(Path.of("target/attacked-platform"))
          .with("ZHAOLI_GATEWAY_LIMITS_ADDRESS_PERSECOND", "100000")
          .with("ZHAOLI_GATEWAY_LIMITS_ADDRESS_BURST", "100000")
          .with("ZHAOLI_GATEWAY_LIMITS_APP_PERSECOND", "100000")
          .with("ZHAOLI_GATEWAY_LIMITS_APP_BURST", "100000")
          .with("ZHAOLI_TLS_CLIENT_CERTIFICATES", "optional");

  private final MerchantCredentials merchant;
  private final MerchantCredentials other;

  private AttackedPlatform() throws IOException {
    platform.startAfresh();
    try {
      merchant = join();
      other = join();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  PrivatePlatform platform() {
    return platform;
  }

  MerchantCredentials merchant() {
    return merchant;
  }

  MerchantCredentials other() {
    return other;
  }

  private MerchantCredentials join() {
    PlatformAddresses addresses =
        new PlatformAddresses(
            platform.gateway(), platform.sandbox(), platform.gateway(), platform.runDirectory());
    Steps quiet = new Steps(new PrintStream(OutputStream.nullOutputStream(), false));
    // A browser of its own: the onboarding is bound to it.
    return new Onboarding(addresses, new JsonHttp(), quiet, new SecureRandom())
        .join(platform.operatorPassword())
        .credentials();
  }

  @Override
  public void close() {
    platform.zhaoli(COMMAND_SECONDS, "down");
  }

  /** Gives the platform to a test's constructor. */
  static final class Resolver implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == AttackedPlatform.class;
    }

    @Override
    public AttackedPlatform resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(AttackedPlatform.class))
          .computeIfAbsent(AttackedPlatform.class, type -> start(), AttackedPlatform.class);
    }

    private static AttackedPlatform start() {
      try {
        return new AttackedPlatform();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
