package com.zhaoli.pay.openapi;

import io.swagger.v3.core.converter.ModelConverter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.objenesis.ObjenesisStd;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Describes a service's part of the open API in OpenAPI 3.1, from its controllers and their
 * records. The controllers are not run, so that no server is needed: an instance without fields is
 * enough to be looked at.
 */
public final class OpenApiDocument {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private OpenApiDocument() {}

  /**
   * The document of all controllers below a package, for paths of {@code /openapi/**} alone.
   *
   * @param words what the code does not say: summaries, examples, codes
   */
  public static JsonNode of(String basePackage, OperationWords words) {
    JsonNode[] document = new JsonNode[1];
    WebApplicationContextRunner runner =
        new WebApplicationContextRunner()
            .withPropertyValues(
                "springdoc.api-docs.enabled=true",
                "springdoc.api-docs.version=openapi_3_1",
                "springdoc.paths-to-match=/openapi/**",
                "springdoc.override-with-generic-response=false",
                "springdoc.writer-with-order-by-keys=true",
                "springdoc.model-converters.polymorphic-converter.enabled=false")
            .withConfiguration(
                AutoConfigurations.of(
                    JacksonAutoConfiguration.class,
                    HttpMessageConvertersAutoConfiguration.class,
                    DispatcherServletAutoConfiguration.class,
                    WebMvcAutoConfiguration.class,
                    SpringDocConfiguration.class,
                    SpringDocConfigProperties.class,
                    SpringDocWebMvcConfiguration.class))
            .withBean(OpenApiCustomizer.class, () -> new OpenApiFrame(words))
            .withBean("requiredComponents", ModelConverter.class, RequiredComponents::new);
    for (Map.Entry<String, Class<?>> controller : controllers(basePackage).entrySet()) {
      runner = withUnbuilt(runner, controller.getKey(), controller.getValue());
    }
    runner.run(context -> document[0] = read(context));
    return document[0];
  }

  private static <T> WebApplicationContextRunner withUnbuilt(
      WebApplicationContextRunner runner, String name, Class<T> type) {
    return runner.withBean(name, type, () -> new ObjenesisStd().newInstance(type));
  }

  private static Map<String, Class<?>> controllers(String basePackage) {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    Map<String, Class<?>> controllers = new LinkedHashMap<>();
    for (BeanDefinition found : scanner.findCandidateComponents(basePackage)) {
      // Tests have controllers of their own, which nobody outside sees.
      if (!String.valueOf(found.getResourceDescription()).contains("test-classes")) {
        String name = String.valueOf(found.getBeanClassName());
        controllers.put(
            name, ClassUtils.resolveClassName(name, OpenApiDocument.class.getClassLoader()));
      }
    }
    return controllers;
  }

  private static JsonNode read(WebApplicationContext context) throws Exception {
    byte[] body =
        MockMvcBuilders.webAppContextSetup(context)
            .build()
            .perform(MockMvcRequestBuilders.get("/v3/api-docs"))
            .andReturn()
            .getResponse()
            .getContentAsByteArray();
    return JSON.readTree(new String(body, StandardCharsets.UTF_8));
  }
}
