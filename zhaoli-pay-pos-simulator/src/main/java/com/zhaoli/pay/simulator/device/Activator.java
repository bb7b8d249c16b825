package com.zhaoli.pay.simulator.device;

import com.zhaoli.pay.simulator.protocol.Answer;
import com.zhaoli.pay.simulator.protocol.DeviceKey;
import com.zhaoli.pay.simulator.protocol.NoAnswer;
import com.zhaoli.pay.simulator.protocol.PosConnection;
import com.zhaoli.pay.simulator.protocol.PosRefusal;
import com.zhaoli.pay.simulator.state.DeviceMemory;
import com.zhaoli.pay.simulator.state.DeviceState;
import com.zhaoli.pay.simulator.state.DeviceState.Activation;
import com.zhaoli.pay.simulator.state.DeviceState.Identity;
import com.zhaoli.pay.simulator.state.KeySlot;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a terminal comes by its first key. The same code is asked for by the same id until then. */
final class Activator {
  private static final int SENDS = 4;

  private final PosConnection connection;
  private final DeviceMemory memory;
  private final SignedCalls calls;
  private final String model;
  private final String version;

  Activator(
      PosConnection connection,
      DeviceMemory memory,
      SignedCalls calls,
      String model,
      String version) {
    this.connection = connection;
    this.memory = memory;
    this.calls = calls;
    this.model = model;
    this.version = version;
  }

  /** Nobody else signs or changes keys meanwhile: the keys before end with the answer. */
  Identity activate(String code) {
    calls.turn().lock();
    try {
      return activateInTurn(code);
    } finally {
      calls.turn().unlock();
    }
  }

  private Identity activateInTurn(String code) {
    Activation asked = remember(code);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("serialNumber", memory.state().serialNumber());
    body.put("activationCode", asked.activationCode());
    body.put("activationId", asked.activationId());
    body.put("model", model);
    body.put("softwareVersion", version);
    Answer answer = send(JsonMapper.shared().writeValueAsBytes(body));
    JsonNode key = answer.json();
    Identity identity =
        new Identity(
            key.path("terminalNo").asString(),
            key.path("merchantNo").asString(),
            key.path("storeId").asString());
    KeySlot slot =
        new KeySlot(
            new DeviceKey(key.path("keyId").asString(), key.path("deviceSecret").asString()), 0);
    memory.update(state -> state.activated(identity, slot));
    calls.keyChanged();
    calls.tellTime(Instant.parse(key.path("serverTime").asString()).getEpochSecond());
    return identity;
  }

  private Activation remember(String code) {
    Activation asked = memory.state().activation();
    if (asked != null && asked.activationCode().equals(code)) {
      return asked;
    }
    byte[] random = new byte[18];
    new SecureRandom().nextBytes(random);
    Activation fresh =
        new Activation(code, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    DeviceState kept = memory.update(state -> state.activating(fresh));
    return kept.activation() == null ? fresh : kept.activation();
  }

  private Answer send(byte[] body) {
    for (int send = 1; ; send++) {
      try {
        Answer answer = connection.send("POST", "/pos/v1/activations", Map.of(), body);
        if (!answer.isSuccess()) {
          throw PosRefusal.of(answer, send == 1);
        }
        return answer;
      } catch (NoAnswer e) {
        if (send == SENDS || !e.wasSent()) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer("interrupted", true);
    }
  }
}
