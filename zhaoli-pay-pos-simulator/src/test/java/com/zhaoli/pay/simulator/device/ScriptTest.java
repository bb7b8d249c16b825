package com.zhaoli.pay.simulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.simulator.script.ScriptRunner;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Scripts, against a platform that says what a test has it say. */
class ScriptTest extends DeviceCase {
  private List<JsonNode> run(String script) throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ScriptRunner runner =
        new ScriptRunner(
            listener -> PosDevice.start(settings(false), listener, Clock.systemUTC()),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    runner.run(new BufferedReader(new StringReader(script)));
    return out.toString(StandardCharsets.UTF_8).lines().map(JsonMapper.shared()::readTree).toList();
  }

  @Test
  void theMessagesThatWereShownAreReadOnceAndTheConfigurationIsPartOfTheState() throws Exception {
    gateway.says(
        request ->
            request.is("POST /pos/v1/heartbeats")
                ? heartbeat(
                    """
                    "messages":[{"messageNo":"msg_1","title":"盘点","text":"今晚八点"}],
                    "config":{"version":4,"methods":["QR"]}""")
                : withRoutine(trade -> trade(trade, "SUCCEEDED")).answer(request));

    List<JsonNode> said =
        run(
            """
            activate 1234567890
            messages
            messages
            state
            restart
            !sale 12.80 BARCODE 130001000000000001
            """);

    assertThat(said).allSatisfy(line -> assertThat(line.path("ok").asBoolean()).isTrue());
    assertThat(said.get(1).path("messages").get(0).path("text").asString()).isEqualTo("今晚八点");
    assertThat(said.get(2).path("messages")).isEmpty();
    assertThat(said.get(3).path("state").path("config").path("version").asLong()).isEqualTo(4);
    assertThat(said.get(5).path("code").asString()).isEqualTo("METHOD_NOT_AVAILABLE");
  }
}
