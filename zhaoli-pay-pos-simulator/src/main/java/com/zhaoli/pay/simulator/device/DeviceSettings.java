package com.zhaoli.pay.simulator.device;

import java.net.URI;
import java.nio.file.Path;

/**
 * What a terminal is set up with before anybody uses it.
 *
 * @param gateway {@code https://host:port}
 * @param ca PEM file of the certificates that it trusts
 * @param directory its flash
 * @param serialNumber on its back
 * @param background whether it asks again and sends heartbeats by itself
 */
public record DeviceSettings(
    URI gateway, Path ca, Path directory, String serialNumber, boolean background) {}
