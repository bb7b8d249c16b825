package com.zhaoli.pay.simulator.device;

import com.zhaoli.pay.simulator.device.FakeGateway.Said;
import com.zhaoli.pay.simulator.device.FakeGateway.Script;
import com.zhaoli.pay.simulator.device.FakeGateway.Seen;
import com.zhaoli.pay.simulator.state.TerminalConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Devices, and a platform that says what the test has it say. */
abstract class DeviceCase {
  @TempDir Path directory;

  /** What the devices tell. */
  final List<String> heard = new CopyOnWriteArrayList<>();

  private final List<PosDevice> devices = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  FakeGateway gateway;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    gateway = new FakeGateway(directory);
  }

  @AfterEach
  void stop() {
    devices.forEach(PosDevice::close);
    gateway.close();
  }

  PosDevice device(boolean background) throws IOException {
    return device(settings(background));
  }

  DeviceSettings settings(boolean background) {
    return new DeviceSettings(
        gateway.address(), gateway.ca(), null, directory.resolve("t1"), "SN-1", background);
  }

  PosDevice device(DeviceSettings settings) throws IOException {
    PosDevice device = PosDevice.start(settings, new Ears(), Clock.systemUTC());
    devices.add(device);
    return device;
  }

  private final class Ears implements DeviceListener {
    @Override
    public void message(String title, String text) {
      heard.add(title + ": " + text);
    }

    @Override
    public void configured(TerminalConfig config) {
      heard.add("configuration " + config.version());
    }

    @Override
    public void log(String line) {
      heard.add("log " + line);
    }
  }

  /** A device with its first key, and the platform behaving for everything but trades. */
  PosDevice atWork(boolean background, Script trades) throws IOException {
    gateway.says(withRoutine(trades));
    PosDevice device = device(background);
    device.activate("1234567890");
    device.signIn("1001", "123456");
    return device;
  }

  static Script withRoutine(Script trades) {
    return request -> {
      if (request.is("POST /pos/v1/activations")) {
        return Said.json(
            200,
            """
            {"terminalNo":"trm_1","keyId":"dk_1","deviceSecret":"first-secret","merchantNo":"mch_1",
             "storeId":"store_1","serverTime":"%s"}
            """
                .formatted(Clock.systemUTC().instant()));
      }
      if (request.is("POST /pos/v1/heartbeats")) {
        return heartbeat(false);
      }
      if (request.is("GET /pos/v1/time")) {
        return Said.json(
            200, "{\"epochSeconds\":" + Clock.systemUTC().instant().getEpochSecond() + "}");
      }
      if (request.is("POST /pos/v1/journals")) {
        return error(404, "NOT_FOUND", "{}");
      }
      if (request.is("POST /pos/v1/shifts")) {
        return Said.json(
            201, "{\"shiftNo\":\"shf_1\",\"cashierNo\":\"1001\",\"role\":\"CASHIER\"}");
      }
      return trades.answer(request);
    };
  }

  static Said heartbeat(boolean rotate) {
    return heartbeat(
        "\"nextHeartbeatSeconds\":60,\"keyRotation\":%s,\"messages\":[]".formatted(rotate));
  }

  /** An answer to a heartbeat with these fields. */
  static Said heartbeat(String fields) {
    return Said.json(
        200, "{\"serverTime\":\"%s\",%s}".formatted(Clock.systemUTC().instant(), fields));
  }

  static Said trade(Seen request, String status) {
    String no =
        request.method().equals("POST") && request.path().endsWith("/trades")
            ? request.json().path("terminalTradeNo").asString()
            : request.path().split("/", -1)[4];
    return Said.json(
        200,
        "{\"terminalTradeNo\":\"%s\",\"status\":\"%s\",\"channel\":\"WECHAT\",\"paymentNo\":\"pay_1\",\"shiftNo\":\"shf_1\",\"askAgainMillis\":500}"
            .formatted(no, status));
  }

  static Said error(int status, String code, String details) {
    return Said.json(
        status,
        "{\"code\":\"%s\",\"message\":\"说明\",\"requestId\":\"req_1\",\"details\":%s}"
            .formatted(code, details));
  }
}
