package com.zhaoli.pay.sdk.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What a merchant's build reads of us: it takes our classes and none of our versions. */
class PublishedPomTest {

  @ParameterizedTest
  @ValueSource(strings = {"zhaoli-pay-signing", "zhaoli-pay-sdk-starter", "zhaoli-pay-sdk-test"})
  void noParentNoBomAndNoRepositoryComeAlong(String module) throws Exception {
    Element project = published(module);
    assertThat(text(project, "artifactId")).isEqualTo(module);
    assertThat(children(project))
        .extracting(Element::getTagName)
        .containsOnly(
            "modelVersion",
            "groupId",
            "artifactId",
            "version",
            "description",
            "licenses",
            "dependencies");
  }

  @Test
  void theStarterBringsTheSigningCoreAndNothingElse() throws Exception {
    assertThat(broughtAlong("zhaoli-pay-sdk-starter"))
        .containsExactly("com.zhaoli.pay:zhaoli-pay-signing");
  }

  @Test
  void theFakeBringsTheStarterAndTheSigningCoreAndNothingElse() throws Exception {
    assertThat(broughtAlong("zhaoli-pay-sdk-test"))
        .containsExactlyInAnyOrder(
            "com.zhaoli.pay:zhaoli-pay-sdk-starter", "com.zhaoli.pay:zhaoli-pay-signing");
  }

  @Test
  void theSigningCoreBringsNothing() throws Exception {
    assertThat(broughtAlong("zhaoli-pay-signing")).isEmpty();
  }

  private static List<String> broughtAlong(String module) throws Exception {
    List<String> names = new ArrayList<>();
    for (Element list : children(published(module))) {
      if (list.getTagName().equals("dependencies")) {
        for (Element dependency : children(list)) {
          if (!text(dependency, "scope").equals("provided")
              || !text(dependency, "optional").equals("true")) {
            names.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
          }
        }
      }
    }
    return names;
  }

  private static Element published(String module) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(Path.of("..", module, "target", "published-pom.xml").toFile())
        .getDocumentElement();
  }

  private static String text(Element parent, String name) {
    return children(parent).stream()
        .filter(child -> child.getTagName().equals(name))
        .map(Element::getTextContent)
        .findFirst()
        .orElse("");
  }

  private static List<Element> children(Element parent) {
    List<Element> elements = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }
}
