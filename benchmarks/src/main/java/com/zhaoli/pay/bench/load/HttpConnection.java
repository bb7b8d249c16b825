package com.zhaoli.pay.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection of HTTP/1.1 that is kept alive, for one thread. It does what a load generator
 * needs and no more, so that it leaves the processor to those whom it measures: a request is
 * written as it is given, and a request is never sent twice. Answers may have a length or come in
 * chunks. All that a server can make it wait for or keep has a bound.
 */
public final class HttpConnection implements AutoCloseable {
  private static final int CONNECT_MILLIS = 3_000;
  private static final int READ_MILLIS = 30_000;
  private static final int MAX_LINE_BYTES = 16 * 1024;
  private static final int MAX_HEADERS = 200;
  private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;
  private static final int MAX_INTERIM_ANSWERS = 8;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[16 * 1024];
  private int position;
  private int limit;
  private boolean reusable = true;

  private HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  public static HttpConnection open(InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(READ_MILLIS);
      socket.connect(server, CONNECT_MILLIS);
      return new HttpConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Whether another request may be sent: not after a failure, or when the server hung up. */
  public boolean isReusable() {
    return reusable;
  }

  /** Sends a request and waits for its whole answer. */
  public HttpAnswer exchange(byte[] request) throws IOException {
    boolean answered = false;
    try {
      out.write(request);
      Head head = readHead();
      for (int interim = 0; head.status() < 200; interim++) {
        if (interim == MAX_INTERIM_ANSWERS) {
          throw new IOException("too many interim answers");
        }
        head = readHead();
      }
      byte[] body = readBody(head);
      reusable = !head.closes();
      answered = true;
      return new HttpAnswer(head.status(), body);
    } finally {
      if (!answered) {
        reusable = false;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /**
   * What the head of an answer says of its body.
   *
   * @param length -1: the body ends with the connection
   */
  private record Head(int status, long length, boolean chunked, boolean closes) {}

  private Head readHead() throws IOException {
    String statusLine = readLine();
    if (!statusLine.startsWith("HTTP/1.") || statusLine.length() < 12) {
      throw new IOException("no answer of HTTP/1.1: " + statusLine);
    }
    int status = number(statusLine.substring(9, 12), 10);
    long length = -1;
    boolean chunked = false;
    boolean closes = statusLine.startsWith("HTTP/1.0");
    String line = readLine();
    for (int headers = 0; !line.isEmpty(); headers++) {
      if (headers == MAX_HEADERS) {
        throw new IOException("too many headers");
      }
      if (hasName(line, "content-length:")) {
        length = number(valueOf(line), 10);
      } else if (hasName(line, "transfer-encoding:")) {
        chunked = valueOf(line).toLowerCase(Locale.ROOT).endsWith("chunked");
      } else if (hasName(line, "connection:")) {
        closes = valueOf(line).equalsIgnoreCase("close");
      }
      line = readLine();
    }
    if (status == 204 || status == 304) {
      return new Head(status, 0, false, closes);
    }
    return new Head(status, length, chunked, closes || (length < 0 && !chunked));
  }

  private static boolean hasName(String line, String nameAndColon) {
    return line.regionMatches(true, 0, nameAndColon, 0, nameAndColon.length());
  }

  private static String valueOf(String line) {
    return line.substring(line.indexOf(':') + 1).strip();
  }

  private byte[] readBody(Head head) throws IOException {
    if (head.chunked()) {
      return readChunks();
    }
    if (head.length() < 0) {
      return readToEnd();
    }
    byte[] body = new byte[bounded(head.length())];
    readInto(body);
    return body;
  }

  private byte[] readChunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String line = readLine();
      int extension = line.indexOf(';');
      int size = number((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
      if (size == 0) {
        break;
      }
      byte[] chunk = new byte[bounded((long) body.size() + size) - body.size()];
      readInto(chunk);
      body.writeBytes(chunk);
      if (!readLine().isEmpty()) {
        throw new IOException("a chunk is longer than it says");
      }
    }
    for (int trailers = 0; !readLine().isEmpty(); trailers++) {
      if (trailers == MAX_HEADERS) {
        throw new IOException("too many trailers");
      }
    }
    return body.toByteArray();
  }

  private byte[] readToEnd() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (position < limit || fill()) {
      bounded((long) body.size() + limit - position);
      body.write(buffer, position, limit - position);
      position = limit;
    }
    return body.toByteArray();
  }

  private void readInto(byte[] target) throws IOException {
    int read = 0;
    while (read < target.length) {
      if (position == limit && !fill()) {
        throw new EOFException("the server hung up within an answer");
      }
      int part = Math.min(target.length - read, limit - position);
      System.arraycopy(buffer, position, target, read, part);
      position += part;
      read += part;
    }
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder(64);
    while (true) {
      if (position == limit && !fill()) {
        throw new EOFException("the server hung up");
      }
      int start = position;
      while (position < limit && buffer[position] != '\n') {
        position++;
      }
      line.append(new String(buffer, start, position - start, StandardCharsets.ISO_8859_1));
      if (line.length() > MAX_LINE_BYTES) {
        throw new IOException("a line is too long");
      }
      if (position < limit) {
        position++;
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
          line.setLength(last);
        }
        return line.toString();
      }
    }
  }

  /** False at the end of what the server sends. */
  private boolean fill() throws IOException {
    int read = in.read(buffer);
    position = 0;
    limit = Math.max(read, 0);
    return read > 0;
  }

  private static int bounded(long length) throws IOException {
    if (length > MAX_BODY_BYTES) {
      throw new IOException("a body of " + length + " bytes is too long");
    }
    return (int) length;
  }

  private static int number(String digits, int radix) throws IOException {
    try {
      int value = Integer.parseInt(digits, radix);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IOException("no number: " + digits, e);
    }
    throw new IOException("no number: " + digits);
  }
}
