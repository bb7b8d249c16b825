package com.zhaoli.pay.e2e;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the running platform is, from the environment that {@code ./zhaoli} gives.
 *
 * @param gateway base address of the gateway
 * @param sandbox base address of the sandbox
 * @param demoShop base address of the shop
 * @param runDirectory where the platform keeps its state
 */
public record PlatformAddresses(URI gateway, URI sandbox, URI demoShop, Path runDirectory) {

  public static PlatformAddresses of(Map<String, String> environment) {
    return new PlatformAddresses(
        loopback(environment, "ZHAOLI_GATEWAY_PORT", "8080"),
        loopback(environment, "ZHAOLI_SANDBOX_PORT", "8190"),
        loopback(environment, "ZHAOLI_DEMO_SHOP_PORT", "8191"),
        Path.of(environment.getOrDefault("ZHAOLI_RUN_DIR", ".run")).toAbsolutePath());
  }

  private static URI loopback(Map<String, String> environment, String variable, String port) {
    return URI.create("http://127.0.0.1:" + environment.getOrDefault(variable, port));
  }
}
