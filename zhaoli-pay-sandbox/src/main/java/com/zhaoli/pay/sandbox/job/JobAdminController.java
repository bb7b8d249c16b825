package com.zhaoli.pay.sandbox.job;

import com.zhaoli.pay.sandbox.SandboxProperties;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The side of the XXL-JOB admin that executors call, as xxl-job-core 3.3.2 calls it. */
@RestController
final class JobAdminController {
  private static final int MAX_LENGTH = 255;

  private final ExecutorRegistry registry;
  private final JobRuns runs;
  private final byte[] accessToken;
  private final JsonMapper json;

  JobAdminController(
      ExecutorRegistry registry, JobRuns runs, SandboxProperties properties, JsonMapper json) {
    this.registry = registry;
    this.runs = runs;
    this.accessToken = properties.jobs().accessToken().value().getBytes(StandardCharsets.UTF_8);
    this.json = json;
  }

  /** An answer in the admin's form: 200 is success. */
  record Response(int code, @Nullable String msg, @Nullable String data) {
    static Response success() {
      return new Response(200, null, null);
    }

    static Response failure(String message) {
      return new Response(500, message, null);
    }
  }

  private record Registration(
      @Nullable String registryGroup,
      @Nullable String registryKey,
      @Nullable String registryValue) {}

  @PostMapping("/xxl-job-admin/api/{call}")
  Response call(
      @PathVariable String call,
      @RequestHeader(name = "XXL-JOB-ACCESS-TOKEN", required = false) @Nullable String token,
      @RequestBody byte[] body) {
    if (token == null
        || !MessageDigest.isEqual(accessToken, token.getBytes(StandardCharsets.UTF_8))) {
      return Response.failure("The access token is wrong.");
    }
    try {
      return switch (call) {
        case "registry" -> register(json.readValue(body, Registration.class), true);
        case "registryRemove" -> register(json.readValue(body, Registration.class), false);
        case "callback" -> {
          json.readValue(body, new TypeReference<List<JobRuns.Result>>() {}).forEach(runs::finish);
          yield Response.success();
        }
        default -> Response.failure("invalid request, uri-mapping(" + call + ") not found.");
      };
    } catch (JacksonException | IllegalArgumentException e) {
      return Response.failure("Illegal Argument.");
    }
  }

  private Response register(Registration registration, boolean present) {
    String app = registration.registryKey();
    String address = registration.registryValue();
    if (!"EXECUTOR".equals(registration.registryGroup())
        || app == null
        || app.isBlank()
        || app.length() > MAX_LENGTH
        || address == null
        || address.length() > MAX_LENGTH) {
      return Response.failure("Illegal Argument.");
    }
    URI uri = URI.create(address.endsWith("/") ? address : address + "/");
    if (uri.getHost() == null || !"http".equals(uri.getScheme())) {
      return Response.failure("Illegal Argument.");
    }
    if (!present) {
      registry.remove(app, uri);
    } else if (!registry.register(app, uri)) {
      return Response.failure("The registry is full.");
    }
    return Response.success();
  }
}
