package com.zhaoli.pay.gateway.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The calls of an OpenAPI document as HTML that needs no script. */
final class OpenApiPage {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final int REFUSED = 400;

  /** The order in which a reader wants them. */
  private static final List<String> TAGS =
      List.of(
          "payments",
          "refunds",
          "bills",
          "stores",
          "terminals",
          "cashiers",
          "webhook-endpoints",
          "notifications");

  private final JsonNode document;
  private final StringBuilder html = new StringBuilder();

  private OpenApiPage(JsonNode document) {
    this.document = document;
  }

  /** A section for each subject, with its calls. */
  static String of(JsonNode document) {
    OpenApiPage page = new OpenApiPage(document);
    page.write();
    return page.html.toString();
  }

  private record Call(String method, String path, JsonNode said) {}

  private void write() {
    Map<String, List<Call>> byTag = new LinkedHashMap<>();
    TAGS.forEach(tag -> byTag.put(tag, new ArrayList<>()));
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        one ->
                            byTag
                                .computeIfAbsent(
                                    one.getValue().path("tags").path(0).asString(""),
                                    tag -> new ArrayList<>())
                                .add(
                                    new Call(
                                        one.getKey().toUpperCase(Locale.ROOT),
                                        path.getKey(),
                                        one.getValue()))));
    html.append("<nav aria-label=\"接口 Calls\"><ul>");
    byTag.keySet().forEach(tag -> add("<li><a href=\"#%s\">%s</a></li>", tag, tag));
    html.append("</ul></nav>\n");
    byTag.forEach(
        (tag, calls) -> {
          add("<section aria-labelledby=\"%s\"><h2 id=\"%s\">%s</h2>%n", tag, tag, tag);
          calls.forEach(this::write);
          html.append("</section>\n");
        });
  }

  private void write(Call call) {
    JsonNode said = call.said();
    add(
        "<details id=\"%s\"><summary><code>%s %s</code> <span>%s</span> <small lang=\"en\">%s</small></summary>%n",
        text(said, "operationId"),
        call.method(),
        call.path(),
        text(said, "x-summary-zh"),
        text(said, "summary"));
    if (said.has("description")) {
      add("<p lang=\"en\">%s</p>%n", text(said, "description"));
    }
    rows("参数", "Parameters", parameters(said));
    JsonNode request = said.path("requestBody").path("content").path("application/json");
    rows("请求体", "Request body", fields(request.path("schema")));
    example("请求示例", "Example of a request", request);
    said.path("responses").properties().forEach(one -> response(one.getKey(), one.getValue()));
    html.append("</details>\n");
  }

  private void response(String status, JsonNode response) {
    add("<h3><code>%s</code></h3>%n", status);
    for (String line : text(response, "description").split("\n\n", -1)) {
      add("<p lang=\"en\">%s</p>%n", line.replace("`", ""));
    }
    if (Integer.parseInt(status) < REFUSED) {
      JsonNode media = response.path("content").path("application/json");
      rows("返回", "Answer", fields(media.path("schema")));
      example("返回示例", "Example of an answer", media);
    }
  }

  private record Row(String name, boolean required, String type, String words) {}

  private List<Row> parameters(JsonNode said) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode parameter : said.path("parameters")) {
      rows.add(
          new Row(
              text(parameter, "name"),
              parameter.path("required").asBoolean(false),
              type(parameter.path("schema")),
              text(parameter, "description")));
    }
    return rows;
  }

  private List<Row> fields(JsonNode declared) {
    JsonNode schema = resolved(declared);
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asString("")));
    List<Row> rows = new ArrayList<>();
    schema
        .path("properties")
        .properties()
        .forEach(
            field ->
                rows.add(
                    new Row(
                        field.getKey(),
                        required.contains(field.getKey()),
                        type(field.getValue()),
                        text(field.getValue(), "description"))));
    return rows;
  }

  private JsonNode resolved(JsonNode schema) {
    String reference = text(schema, "$ref");
    return reference.isEmpty()
        ? schema
        : document
            .path("components")
            .path("schemas")
            .path(reference.substring(reference.lastIndexOf('/') + 1));
  }

  private String type(JsonNode schema) {
    if (schema.has("$ref")) {
      return "object";
    }
    StringBuilder words = new StringBuilder(text(schema, "type"));
    if (schema.has("format")) {
      words.append(" (").append(text(schema, "format")).append(')');
    }
    if (schema.has("enum")) {
      List<String> constants = new ArrayList<>();
      schema.get("enum").forEach(one -> constants.add(one.asString("")));
      words.append(": ").append(String.join(" ", constants));
    }
    if (schema.has("pattern")) {
      words.append(", ").append(text(schema, "pattern"));
    }
    if (schema.has("maximum")) {
      words.append(", ").append(text(schema, "minimum")).append(" – ");
      words.append(text(schema, "maximum"));
    }
    if (schema.has("maxLength")) {
      words.append(", ≤ ").append(text(schema, "maxLength"));
    }
    if (schema.has("default")) {
      words.append(", = ").append(text(schema, "default"));
    }
    return words.toString();
  }

  private void rows(String chinese, String english, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    add(
        "<h4>%s <small lang=\"en\">%s</small></h4><div class=\"wide\" tabindex=\"0\"><table><tbody>%n",
        chinese, english);
    for (Row row : rows) {
      add(
          "<tr><th scope=\"row\"><code>%s</code>%s</th><td>%s</td><td lang=\"en\">%s</td></tr>%n",
          row.name(), row.required() ? " *" : "", row.type(), row.words());
    }
    html.append("</tbody></table></div>\n");
  }

  private void example(String chinese, String english, JsonNode media) {
    if (media.has("example")) {
      add(
          "<h4>%s <small lang=\"en\">%s</small></h4><pre tabindex=\"0\">%s</pre>%n",
          chinese, english, JSON.writeValueAsString(media.get("example")));
    }
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).asString("");
  }

  /** Everything that is put in is text. */
  private void add(String template, Object... texts) {
    Object[] escaped = new Object[texts.length];
    for (int i = 0; i < texts.length; i++) {
      escaped[i] = HtmlUtils.htmlEscape(texts[i].toString());
    }
    html.append(template.formatted(escaped));
  }
}
