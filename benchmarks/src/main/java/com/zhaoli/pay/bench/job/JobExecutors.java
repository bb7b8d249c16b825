package com.zhaoli.pay.bench.job;

import com.zhaoli.pay.bench.failure.BenchFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The executors that the sandbox's admin knows, triggered and killed by us in its place. */
public final class JobExecutors {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final JsonMapper JSON = new JsonMapper();
  private static final int JOB_ID = 900_000;
  private static final long WAIT_SECONDS = 60;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final String sandbox;
  private final String token;
  private final AtomicLong logIds = new AtomicLong(Math.floorMod(System.nanoTime(), 1L << 40));

  private JobExecutors(String sandbox, String token) {
    this.sandbox = sandbox;
    this.token = token;
  }

  public static JobExecutors of(Map<String, String> environment) {
    String token = environment.get("ZHAOLI_XXL_JOB_TOKEN");
    if (token == null) {
      throw new BenchFailure("ZHAOLI_XXL_JOB_TOKEN is not set: use ./zhaoli bench jobs.");
    }
    return new JobExecutors(
        "http://127.0.0.1:" + environment.getOrDefault("ZHAOLI_SANDBOX_PORT", "8190"), token);
  }

  /**
   * Waits until so many are registered.
   *
   * @throws BenchFailure when there are not in time
   */
  public List<URI> await(int executors) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    List<URI> found = registered();
    while (found.size() != executors && System.nanoTime() - deadline < 0) {
      TimeUnit.SECONDS.sleep(1);
      found = registered();
    }
    if (found.size() != executors) {
      throw new BenchFailure(executors + " executors are wanted, and there are " + found + ".");
    }
    return found;
  }

  private List<URI> registered() throws InterruptedException {
    List<URI> executors = new ArrayList<>();
    JsonNode answer =
        send(HttpRequest.newBuilder(URI.create(sandbox + "/sandbox/v1/jobs/executors")).GET());
    answer.path("executors").forEach(one -> executors.add(URI.create(one.asString())));
    return executors;
  }

  /** Has a job begin on these, each with its shard, and does not wait for its end. */
  public void trigger(List<URI> executors, String handler, String parameter)
      throws InterruptedException {
    for (int index = 0; index < executors.size(); index++) {
      String body =
          """
          {"jobId":%d,"executorHandler":"%s","executorParams":"%s",
           "executorBlockStrategy":"SERIAL_EXECUTION","executorTimeout":0,"logId":%d,
           "logDateTime":%d,"glueType":"BEAN","glueSource":"","glueUpdatetime":0,
           "broadcastIndex":%d,"broadcastTotal":%d}
          """
              .formatted(
                  JOB_ID,
                  handler,
                  parameter,
                  logIds.incrementAndGet(),
                  logIds.get(),
                  index,
                  executors.size());
      call(executors.get(index), "run", body);
    }
  }

  /** Stops it as the console does. */
  public void kill(URI executor) throws InterruptedException {
    call(executor, "kill", "{\"jobId\":%d}".formatted(JOB_ID));
  }

  private void call(URI executor, String path, String body) throws InterruptedException {
    JsonNode answer =
        send(
            HttpRequest.newBuilder(executor.resolve(path))
                .header("XXL-JOB-ACCESS-TOKEN", token)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    if (answer.path("code").asInt() != 200) {
      throw new BenchFailure(executor + " refuses " + path + ": " + answer);
    }
  }

  /** Every call of these channels takes so long from now on; zero ends that. */
  public void delayChannels(List<String> channels, int millis) throws InterruptedException {
    send(HttpRequest.newBuilder(URI.create(sandbox + "/sandbox/v1/faults")).DELETE());
    for (String channel : millis == 0 ? List.<String>of() : channels) {
      send(
          HttpRequest.newBuilder(URI.create(sandbox + "/sandbox/v1/faults"))
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"target\":\"%s\",\"kind\":\"delay\",\"rate\":1.0,\"millis\":%d}"
                          .formatted(channel, millis))));
    }
  }

  private JsonNode send(HttpRequest.Builder request) throws InterruptedException {
    try {
      HttpResponse<byte[]> answer =
          http.send(
              request.timeout(TIMEOUT).header("Content-Type", "application/json").build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() >= 300) {
        throw new BenchFailure(
            answer.uri()
                + " answers "
                + answer.statusCode()
                + ": "
                + new String(answer.body(), StandardCharsets.UTF_8));
      }
      return answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new BenchFailure("No answer: " + e.getMessage(), e);
    }
  }
}
