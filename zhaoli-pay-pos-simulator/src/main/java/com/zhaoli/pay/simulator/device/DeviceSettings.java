package com.zhaoli.pay.simulator.device;

import com.zhaoli.pay.simulator.protocol.ClientCertificate;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal is set up with before anybody uses it.
 *
 * @param gateway {@code https://host:port}
 * @param ca PEM file of the certificates that it trusts
 * @param certificate what it shows where the platform asks who calls; null when it has none
 * @param directory its flash
 * @param serialNumber on its back
 * @param background whether it asks again and sends heartbeats by itself
 */
public record DeviceSettings(
    URI gateway,
    Path ca,
    @Nullable ClientCertificate certificate,
    Path directory,
    String serialNumber,
    boolean background) {}
