package com.zhaoli.pay.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.simulator.till.Hints;
import com.zhaoli.pay.simulator.till.Till;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The till by its keys, against a platform that says what a test has it say. */
class TillTest extends DeviceCase {
  /** What is shown from the start on, while these keys are pressed, each with Enter. */
  private List<String> shown(String... keys) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Till.run(
        listener -> PosDevice.start(settings(false), listener, Clock.systemUTC()),
        "1234567890",
        Hints.none(),
        directory.resolve("slips.txt"),
        new ByteArrayInputStream((String.join("\n", keys) + "\n").getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        Clock.systemUTC());
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void theKeyIShowsTheUnreadMessagesOnceMoreAndTheMenuTellsThemUntilThen() throws IOException {
    gateway.says(
        request ->
            request.is("POST /pos/v1/heartbeats")
                ? heartbeat(
                    "\"messages\":[{\"messageNo\":\"msg_1\",\"title\":\"盘点\",\"text\":\"今晚八点\"}]")
                : withRoutine(other -> error(404, "SHIFT_NOT_FOUND", "{}")).answer(request));

    List<String> shown = shown("m", "i", "m", "i", "0");

    assertThat(shown.stream().filter(line -> line.matches("✉.*|没有未读消息.*")))
        .containsExactly(
            "✉ 盘点: 今晚八点",
            "✉ 未读消息 Messages to read: 1  [i]",
            "✉ 未读消息 Messages to read: 1  [i]",
            "✉ 盘点: 今晚八点",
            "没有未读消息 There is none to read.");
  }
}
