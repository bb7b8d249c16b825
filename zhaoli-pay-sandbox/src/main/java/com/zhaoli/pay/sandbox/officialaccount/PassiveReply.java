package com.zhaoli.pay.sandbox.officialaccount;

import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.StringJoiner;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** What the account's server answered to an event: nothing, or a message for the user. */
final class PassiveReply {
  private PassiveReply() {}

  /** The text that the user sees; empty for {@code success}, an empty body, or no XML. */
  static Optional<String> textOf(String body) {
    if (!body.stripLeading().startsWith("<xml")) {
      return Optional.empty();
    }
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      Document document = builder.parse(new InputSource(new StringReader(body)));
      String type = text(document, "MsgType");
      return Optional.of(
          switch (type) {
            case "text" -> text(document, "Content");
            case "news" -> text(document, "Title") + " " + text(document, "Url");
            default -> "[" + type + "] " + text(document, "MediaId");
          });
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("The JVM reads no XML safely", e);
    } catch (SAXException | IOException e) {
      return Optional.of("该公众号提供的服务出现故障，请稍后再试");
    }
  }

  private static String text(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    StringJoiner text = new StringJoiner(" ");
    for (int i = 0; i < found.getLength(); i++) {
      text.add(found.item(i).getTextContent());
    }
    return text.toString();
  }
}
