package com.zhaoli.pay.openapi;

import com.zhaoli.pay.common.error.ErrorBody;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.OpenApiCustomizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts around what the controllers say what is the same for all calls: the signature, the error
 * body and its codes, the headers that the gateway sets and nobody sends.
 */
final class OpenApiFrame implements OpenApiCustomizer {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ERROR_BODY = "#/components/schemas/ErrorBody";
  private static final Set<String> SET_BY_THE_GATEWAY =
      Set.of(ZhaoliHeaders.MERCHANT_NO, ZhaoliHeaders.APP_ID);

  /** What keeps the answers to POSTs for those who send an Idempotency-Key. */
  private static final Set<String> KEEPING_ANSWERS = Set.of("payments", "refunds", "stores");

  /** What every signed call may be answered. */
  private static final List<ErrorCode> ALWAYS =
      List.of(
          ErrorCode.SIGN_HEADER_INVALID,
          ErrorCode.SIGN_INVALID,
          ErrorCode.TIMESTAMP_OUT_OF_WINDOW,
          ErrorCode.NONCE_REPLAYED,
          ErrorCode.RATE_LIMITED,
          ErrorCode.REPLAY_STORE_UNAVAILABLE);

  private static final Map<String, String> SIGNING_HEADERS = new LinkedHashMap<>();

  static {
    SIGNING_HEADERS.put("X-Zhaoli-App-Id", "The immutable app id");
    SIGNING_HEADERS.put("X-Zhaoli-App-Key", "The id of the key that signs");
    SIGNING_HEADERS.put("X-Zhaoli-Timestamp", "Seconds since the epoch, at most 300 s away");
    SIGNING_HEADERS.put("X-Zhaoli-Nonce", "16 to 64 of A-Z a-z 0-9 _ -, never used twice");
    SIGNING_HEADERS.put("X-Zhaoli-Sign-Type", "HMAC-SHA256 or MD5");
    SIGNING_HEADERS.put("X-Zhaoli-Sign", "The signature of the request in lower-case hex");
  }

  private final OperationWords words;

  OpenApiFrame(OperationWords words) {
    this.words = words;
  }

  @Override
  public void customise(OpenAPI document) {
    document
        .info(
            new Info()
                .title("zhaoli-pay open API")
                .version("1")
                .description(
                    "Payments by Alipay and WeChat Pay through one integration. Every call is signed:"
                        + " see open-api-signing.md. Amounts are integers of fen, times RFC 3339."
                        + " What another merchant owns is a 404. Members and words may be added:"
                        + " readers ignore those that they do not know.")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        .servers(null)
        .tags(null);
    Components components = document.getComponents();
    ModelConverters.getInstance(true).read(ErrorBody.class).forEach(components::addSchemas);
    SecurityRequirement all = new SecurityRequirement();
    SIGNING_HEADERS.forEach(
        (name, description) -> {
          components.addSecuritySchemes(
              name,
              new SecurityScheme()
                  .type(SecurityScheme.Type.APIKEY)
                  .in(SecurityScheme.In.HEADER)
                  .name(name)
                  .description(description));
          all.addList(name);
        });
    document.security(List.of(all));
    document
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach((method, operation) -> complete(method, path, operation, components)));
  }

  private void complete(
      PathItem.HttpMethod method, String path, Operation operation, Components components) {
    String name = method + " " + path;
    JsonNode said =
        words.of(name).orElseThrow(() -> new IllegalStateException("nothing is said of " + name));
    String resource = path.split("/", -1)[3];
    operation
        .operationId(operationId(method, path))
        .tags(List.of(resource))
        .summary(said.path("summary").asString(""))
        .description(said.path("description").asString(null));
    operation.addExtension("x-summary-zh", said.path("summaryZh").asString(""));
    parameters(operation, method == PathItem.HttpMethod.POST && KEEPING_ANSWERS.contains(resource));
    if (said.has("fields")) {
      fields(operation, said.get("fields"), name, components);
    }
    if (said.has("request")) {
      media(operation.getRequestBody().getContent(), said.get("request"), name, components);
    }
    responses(operation, said, name, components);
  }

  /** Limits of a body's members that are checked in code, not by annotations. */
  private static void fields(
      Operation operation, JsonNode fields, String name, Components components) {
    Schema<?> body =
        resolved(
            operation.getRequestBody().getContent().values().iterator().next().getSchema(),
            name,
            components);
    List<String> required = new ArrayList<>();
    fields
        .properties()
        .forEach(
            field -> {
              Schema<?> known = body.getProperties().get(field.getKey());
              if (known == null) {
                throw new IllegalStateException(name + ": there is no field " + field.getKey());
              }
              JsonNode said = field.getValue();
              if (said.path("required").asBoolean(false)) {
                required.add(field.getKey());
              }
              known.description(said.path("description").asString(null));
              known.pattern(said.path("pattern").asString(null));
              if (said.has("maxLength")) {
                known.maxLength(said.get("maxLength").asInt());
              }
              if (said.has("minimum")) {
                known.minimum(said.get("minimum").decimalValue());
                known.maximum(said.get("maximum").decimalValue());
              }
            });
    if (fields.size() != body.getProperties().size()) {
      throw new IllegalStateException(name + ": of some fields nothing is said");
    }
    body.setRequired(required);
  }

  /** Such as {@code postPaymentsByPaymentNoClose}: it changes only with the address. */
  private static String operationId(PathItem.HttpMethod method, String path) {
    StringBuilder id = new StringBuilder(method.name().toLowerCase(Locale.ROOT));
    for (String segment : path.substring("/openapi/v1/".length()).split("/", -1)) {
      String bare = segment.replaceAll("[{}]", "");
      id.append(segment.startsWith("{") ? "By" : "");
      for (String word : bare.split("-", -1)) {
        id.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return id.toString();
  }

  private static void parameters(Operation operation, boolean takesIdempotencyKey) {
    List<Parameter> parameters = new ArrayList<>();
    if (operation.getParameters() != null) {
      operation.getParameters().stream()
          .filter(parameter -> !SET_BY_THE_GATEWAY.contains(parameter.getName()))
          .forEach(parameters::add);
    }
    if (takesIdempotencyKey) {
      parameters.add(
          new Parameter()
              .in("header")
              .name("Idempotency-Key")
              .description("Optional, and signed where it is sent; see open-api.md")
              .schema(new StringSchema().minLength(1).maxLength(255)));
    }
    operation.setParameters(parameters.isEmpty() ? null : parameters);
  }

  private static void responses(
      Operation operation, JsonNode said, String name, Components components) {
    ApiResponses responses = new ApiResponses();
    int success = said.path("status").asInt(200);
    ApiResponse found = operation.getResponses().get("200");
    ApiResponse declared =
        found == null ? operation.getResponses().values().iterator().next() : found;
    declared.description(said.path("answer").asString("OK"));
    if (said.has("response")) {
      media(declared.getContent(), said.get("response"), name, components);
    } else if (success == 204) {
      declared.setContent(null);
    }
    responses.addApiResponse(Integer.toString(success), declared);
    if (said.has("alsoStatus")) {
      responses.addApiResponse(
          said.get("alsoStatus").asString(),
          new ApiResponse()
              .description(said.path("alsoAnswer").asString(""))
              .content(declared.getContent()));
    }
    Map<Integer, List<ErrorCode>> byStatus = new TreeMap<>();
    List<ErrorCode> codes = new ArrayList<>(ALWAYS);
    codes.addAll(OperationWords.errors(said));
    codes.forEach(
        code -> byStatus.computeIfAbsent(code.httpStatus(), s -> new ArrayList<>()).add(code));
    byStatus.forEach(
        (status, some) ->
            responses.addApiResponse(
                status.toString(),
                new ApiResponse()
                    .description(
                        some.stream()
                            .map(code -> "`" + code.name() + "`: " + code.english())
                            .collect(Collectors.joining("\n\n")))
                    .content(
                        new Content()
                            .addMediaType(
                                "application/json",
                                new MediaType().schema(new Schema<>().$ref(ERROR_BODY))))));
    operation.setResponses(responses);
  }

  private static void media(Content content, JsonNode example, String name, Components components) {
    Content json = new Content();
    content.values().stream()
        .findFirst()
        .ifPresent(
            media -> {
              check(example, media.getSchema(), name, components);
              media.setExample(JSON.convertValue(example, Object.class));
              json.addMediaType("application/json", media);
            });
    content.clear();
    content.putAll(json);
  }

  private static Schema<?> resolved(Schema<?> declared, String where, Components components) {
    if (declared.get$ref() == null) {
      return declared;
    }
    String name = declared.get$ref().substring(declared.get$ref().lastIndexOf('/') + 1);
    Schema<?> schema = components.getSchemas().get(name);
    if (schema == null) {
      throw new IllegalStateException(where + ": no schema " + name);
    }
    return schema;
  }

  /** An example may not say what there is not, nor leave out what is always there. */
  private static void check(
      JsonNode example, Schema<?> declared, String where, Components components) {
    Schema<?> schema = resolved(declared, where, components);
    if (example.isArray() && schema.getItems() != null) {
      example.forEach(item -> check(item, schema.getItems(), where, components));
    } else if (example.isObject() && schema.getProperties() != null) {
      example
          .properties()
          .forEach(
              member -> {
                Schema<?> known = schema.getProperties().get(member.getKey());
                if (known == null) {
                  throw new IllegalStateException(
                      where + ": its example has the unknown " + member.getKey());
                }
                check(member.getValue(), known, where + " " + member.getKey(), components);
              });
      for (String required :
          schema.getRequired() == null ? List.<String>of() : schema.getRequired()) {
        if (!example.has(required)) {
          throw new IllegalStateException(where + ": its example lacks " + required);
        }
      }
    }
  }
}
