package com.zhaoli.pay.sandbox.job;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.delivery.Http;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Triggers a job's handler, on one executor or on all with a shard each, and waits for the end. */
@RestController
@RequestMapping("/sandbox/v1/jobs")
final class JobTriggerController {
  private static final int MAX_HANDLERS = 1_000;
  private static final int TIMED_OUT = 502;

  private final ExecutorRegistry registry;
  private final JobRuns runs;
  private final Http http;
  private final SandboxProperties.Jobs settings;
  private final JsonMapper json;
  private final Clock clock;
  private final Map<String, Integer> jobIds = new ConcurrentHashMap<>();
  private final AtomicInteger turn = new AtomicInteger();

  JobTriggerController(
      ExecutorRegistry registry,
      JobRuns runs,
      Http http,
      SandboxProperties properties,
      JsonMapper json,
      Clock clock) {
    this.registry = registry;
    this.runs = runs;
    this.http = http;
    this.settings = properties.jobs();
    this.json = json;
    this.clock = clock;
  }

  /**
   * How to run it.
   *
   * @param param handed to the handler
   * @param broadcast on all executors, each with its shard; else on one of them, in turn
   */
  record TriggerRequest(@Nullable @Size(max = 2000) String param, @Nullable Boolean broadcast) {}

  record TriggerResult(String handler, List<ShardResult> results) {}

  /**
   * What came of one executor's share.
   *
   * @param code 200 is success; 500 the handler's failure; 502 no result in time
   */
  record ShardResult(
      URI executor, int index, int total, int code, @Nullable String message, long millis) {}

  record ExecutorList(String app, List<URI> executors) {}

  @GetMapping("/executors")
  ExecutorList executors() {
    return new ExecutorList(settings.executorApp(), registry.alive(settings.executorApp()));
  }

  @PostMapping("/{handler}/trigger")
  TriggerResult trigger(
      @PathVariable String handler,
      @Valid @RequestBody(required = false) @Nullable TriggerRequest request) {
    TriggerRequest wanted = request == null ? new TriggerRequest(null, null) : request;
    List<URI> executors = chosen(Boolean.TRUE.equals(wanted.broadcast()));
    int jobId = jobIdOf(handler);
    long begun = clock.millis();
    List<Sent> sent = new ArrayList<>();
    for (int index = 0; index < executors.size(); index++) {
      sent.add(
          send(
              executors.get(index),
              index,
              executors.size(),
              begun,
              jobId,
              handler,
              wanted.param()));
    }
    long deadline = begun + settings.timeout().toMillis();
    List<ShardResult> results = new ArrayList<>();
    for (Sent one : sent) {
      results.add(await(one, begun, deadline));
    }
    refuseUnknownHandler(handler, results);
    return new TriggerResult(handler, results);
  }

  private record Sent(
      URI executor, int index, int total, JobRuns.Run run, @Nullable String refusal) {}

  private List<URI> chosen(boolean broadcast) {
    List<URI> alive = registry.alive(settings.executorApp());
    if (alive.isEmpty()) {
      throw ApiException.of(
          ErrorCode.SANDBOX_STATE_INVALID,
          "executor",
          "no executor of " + settings.executorApp() + " is registered");
    }
    if (broadcast) {
      return alive;
    }
    return List.of(alive.get(Math.floorMod(turn.getAndIncrement(), alive.size())));
  }

  /** Executors keep a thread for each job id and its handler: the same handler keeps its id. */
  private int jobIdOf(String handler) {
    synchronized (jobIds) {
      Integer known = jobIds.get(handler);
      if (known != null) {
        return known;
      }
      if (jobIds.size() >= MAX_HANDLERS) {
        throw ApiException.of(
            ErrorCode.SANDBOX_STATE_INVALID, "handler", "too many handlers were named");
      }
      int id = jobIds.size() + 1;
      jobIds.put(handler, id);
      return id;
    }
  }

  private Sent send(
      URI executor,
      int index,
      int total,
      long begun,
      int jobId,
      String handler,
      @Nullable String param) {
    JobRuns.Run run = runs.begin();
    Map<String, Object> trigger = new LinkedHashMap<>();
    trigger.put("jobId", jobId);
    trigger.put("executorHandler", handler);
    trigger.put("executorParams", param == null ? "" : param);
    trigger.put("executorBlockStrategy", "SERIAL_EXECUTION");
    trigger.put("executorTimeout", settings.timeout().toSeconds());
    trigger.put("logId", run.logId());
    // The shards of a broadcast have one time.
    trigger.put("logDateTime", begun);
    trigger.put("glueType", "BEAN");
    trigger.put("glueSource", "");
    trigger.put("glueUpdatetime", 0);
    trigger.put("broadcastIndex", index);
    trigger.put("broadcastTotal", total);
    String refusal = null;
    try {
      Http.Answer answer =
          http.send(
              HttpRequest.newBuilder(executor.resolve("run"))
                  .header("Content-Type", "application/json;charset=UTF-8")
                  .header("XXL-JOB-ACCESS-TOKEN", settings.accessToken().value())
                  .timeout(Duration.ofSeconds(10))
                  .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(trigger)))
                  .build());
      JsonNode body = json.readTree(answer.body());
      if (body.path("code").asInt(0) != 200) {
        refusal = body.path("msg").asString("the executor answered HTTP " + answer.status());
      }
    } catch (IOException | JacksonException e) {
      refusal = "the executor cannot be reached: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      refusal = "interrupted";
    }
    return new Sent(executor, index, total, run, refusal);
  }

  private ShardResult await(Sent sent, long begun, long deadline) {
    if (sent.refusal() != null) {
      runs.forget(sent.run());
      return result(sent, 500, sent.refusal(), begun);
    }
    try {
      long left = Math.max(1, deadline - clock.millis());
      JobRuns.Result result = sent.run().result().get(left, TimeUnit.MILLISECONDS);
      return result(sent, result.handleCode(), result.handleMsg(), begun);
    } catch (TimeoutException e) {
      return result(
          sent, TIMED_OUT, "no result in " + settings.timeout().toSeconds() + " s", begun);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return result(sent, TIMED_OUT, "interrupted", begun);
    } catch (ExecutionException e) {
      throw new IllegalStateException("A run's result cannot fail", e);
    } finally {
      runs.forget(sent.run());
    }
  }

  private ShardResult result(Sent sent, int code, @Nullable String message, long begun) {
    return new ShardResult(
        sent.executor(), sent.index(), sent.total(), code, message, clock.millis() - begun);
  }

  /** xxl-job-core says "job handler [x] not found." where it has no handler of the name. */
  private static void refuseUnknownHandler(String handler, List<ShardResult> results) {
    boolean unknownToAll =
        results.stream()
            .map(ShardResult::message)
            .allMatch(
                message ->
                    message != null
                        && message.startsWith("job handler [" + handler + "] not found"));
    if (unknownToAll) {
      throw ApiException.of(
          ErrorCode.SANDBOX_NOT_FOUND, "handler", "no executor has a handler " + handler);
    }
  }
}
