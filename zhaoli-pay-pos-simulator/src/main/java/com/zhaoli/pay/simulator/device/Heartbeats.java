package com.zhaoli.pay.simulator.device;

import com.zhaoli.pay.simulator.protocol.DeviceKey;
import com.zhaoli.pay.simulator.protocol.NoAnswer;
import com.zhaoli.pay.simulator.protocol.PosRefusal;
import com.zhaoli.pay.simulator.state.DeviceMemory;
import com.zhaoli.pay.simulator.state.DeviceState;
import com.zhaoli.pay.simulator.state.KeySlot;
import com.zhaoli.pay.simulator.state.TerminalConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says that the terminal lives, and does what the answer asks for: a configuration, messages, new
 * keys. All of it belongs to whoever has the turn to call.
 */
final class Heartbeats {
  private static final String HEARTBEATS = "/pos/v1/heartbeats";
  private static final int MAX_SHOWN = 200;

  /** More than these are not named in one heartbeat; the platform takes no more. */
  private static final int MAX_ACKNOWLEDGED = 20;

  private static final long NOTHING_TOLD = -1;

  private final SignedCalls calls;
  private final DeviceMemory memory;
  private final DeviceListener listener;
  private final String version;
  private final Set<String> shown = new LinkedHashSet<>();
  private final List<String> toAcknowledge = new ArrayList<>();
  private long toldVersion = NOTHING_TOLD;
  private volatile long nextSeconds;

  Heartbeats(SignedCalls calls, DeviceMemory memory, DeviceListener listener, String version) {
    this.calls = calls;
    this.memory = memory;
    this.listener = listener;
    this.version = version;
    this.nextSeconds = memory.state().configInUse().heartbeatSeconds();
  }

  long nextSeconds() {
    return nextSeconds;
  }

  /**
   * Uses the new key that waits for it, if one does: until that is answered nobody knows which key
   * is good.
   */
  void adoptWaitingKey() {
    calls.turn().lock();
    try {
      KeySlot next = memory.state().nextKey();
      if (next != null) {
        adopt(next);
      }
    } finally {
      calls.turn().unlock();
    }
  }

  /** One heartbeat; a new key that waits for its first use is used for it. */
  void beat() {
    calls.turn().lock();
    try {
      KeySlot next = memory.state().nextKey();
      if (next != null) {
        adopt(next);
        return;
      }
      if (take(send(null))) {
        rotate();
      }
    } finally {
      calls.turn().unlock();
    }
  }

  private JsonNode send(@Nullable KeySlot key) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("softwareVersion", version);
    body.put("battery", 87);
    body.put("charging", true);
    body.put("signal", 72);
    body.put("paper", "OK");
    List<String> acknowledged = toAcknowledge.stream().limit(MAX_ACKNOWLEDGED).toList();
    body.put("acknowledged", acknowledged);
    long worksBy = configVersion();
    if (worksBy != NOTHING_TOLD) {
      body.put("configVersion", worksBy);
    }
    JsonNode answer =
        (key == null ? calls.post(HEARTBEATS, body) : calls.post(key, HEARTBEATS, body)).json();
    toAcknowledge.removeAll(acknowledged);
    toldVersion = worksBy;
    return answer;
  }

  /** What the answer says; whether it wants a new key. */
  private boolean take(JsonNode answer) {
    calls.tellTime(Instant.parse(answer.path("serverTime").asString()).getEpochSecond());
    configure(answer.path("config"));
    long seconds = memory.state().configInUse().heartbeatSeconds();
    nextSeconds = Math.max(1, answer.path("nextHeartbeatSeconds").asLong(seconds));
    for (JsonNode message : answer.path("messages")) {
      String no = message.path("messageNo").asString();
      if (shown.add(no)) {
        listener.message(message.path("title").asString(""), message.path("text").asString(""));
      }
      if (!toAcknowledge.contains(no)) {
        toAcknowledge.add(no);
      }
    }
    while (shown.size() > MAX_SHOWN) {
      shown.remove(shown.iterator().next());
    }
    return answer.path("keyRotation").asBoolean(false);
  }

  /**
   * Keeps what is wanted of the terminal. What no terminal can work by is not kept, and so never
   * confirmed: the platform sees that the terminal works by the one before.
   */
  private void configure(JsonNode wanted) {
    if (!wanted.isObject()) {
      return;
    }
    TerminalConfig config;
    try {
      config = TerminalConfig.of(wanted);
    } catch (IllegalArgumentException e) {
      listener.log("configuration: on with the one before, " + e.getMessage());
      return;
    }
    if (!config.equals(memory.state().config())) {
      memory.update(state -> state.withConfig(config));
      listener.configured(config);
    }
  }

  private long configVersion() {
    TerminalConfig config = memory.state().config();
    return config == null ? NOTHING_TOLD : config.version();
  }

  private void rotate() {
    try {
      JsonNode key = calls.post("/pos/v1/keys", Map.of()).json();
      KeySlot fresh =
          new KeySlot(
              new DeviceKey(key.path("keyId").asString(), key.path("deviceSecret").asString()), 0);
      memory.update(state -> state.withNextKey(fresh));
      adopt(fresh);
    } catch (PosRefusal refusal) {
      // Somebody took the wish back, or the key before was adopted after all.
      listener.log("key rotation: " + refusal.code());
    } catch (NoAnswer e) {
      listener.log("key rotation: " + e.getMessage() + "; asked for again by the next heartbeat");
    }
  }

  private void adopt(KeySlot fresh) {
    try {
      JsonNode answer = send(fresh);
      memory.update(DeviceState::withNextKeyInUse);
      take(answer);
      listener.log("key rotation: " + fresh.key().keyId() + " is in use");
    } catch (PosRefusal refusal) {
      if (!refusal.is("SIGN_INVALID")) {
        throw refusal;
      }
      memory.update(state -> state.withNextKey(null));
      listener.log("key rotation: the new key is refused; on with the old one");
    }
  }

  /** Whether the platform does not know yet which messages were shown or what is worked by. */
  boolean hasToTell() {
    calls.turn().lock();
    try {
      return !toAcknowledge.isEmpty() || toldVersion != configVersion();
    } finally {
      calls.turn().unlock();
    }
  }
}
