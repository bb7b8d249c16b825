package com.zhaoli.pay.wechat.portal;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Looks through a pushed text before a parser builds anything from it: no document type, no
 * entities, neither deep nor many elements, well-formed to its end.
 */
final class SafeXml {
  private static final int MAX_DEPTH = 8;
  private static final int MAX_ELEMENTS = 500;
  private static final XMLInputFactory FACTORY = factory();

  private SafeXml() {}

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }

  /**
   * Passes harmless XML.
   *
   * @return the text of the element {@code name} right under the root, if it is there
   * @throws ApiException REQUEST_INVALID
   */
  static Optional<String> check(String xml, String name) {
    try {
      XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(xml));
      try {
        return read(reader, name);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw refused("is not well-formed XML");
    }
  }

  private static Optional<String> read(XMLStreamReader reader, String name)
      throws XMLStreamException {
    int depth = 0;
    int elements = 0;
    boolean inside = false;
    boolean found = false;
    StringBuilder text = new StringBuilder();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw refused("must not have a document type or entities");
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          elements++;
          if (depth > MAX_DEPTH || elements > MAX_ELEMENTS) {
            throw refused("has too many elements");
          }
          inside = depth == 2 && reader.getLocalName().equals(name);
          found |= inside;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          inside = false;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (inside) {
            text.append(reader.getText());
          }
        }
        default -> {
          // Comments, white space and processing instructions say nothing.
        }
      }
    }
    return found ? Optional.of(text.toString()) : Optional.empty();
  }

  private static ApiException refused(String problem) {
    return ApiException.of(ErrorCode.REQUEST_INVALID, "body", problem);
  }
}
