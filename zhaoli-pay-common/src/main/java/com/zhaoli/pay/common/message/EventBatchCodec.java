package com.zhaoli.pay.common.message;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The frame in which several events travel as one broker message. Big-endian:
 *
 * <pre>
 * "ZLPB" | frame version, 1 byte | member count, 2 bytes
 * member: version, 1 byte | length, 4 bytes | CRC-32 of the bytes, 4 bytes | JSON of a PaymentEvent
 * </pre>
 *
 * Each member has a length and a check sum of its own, so that a damaged one is told from its
 * neighbours. Readers ignore JSON fields they do not know: adding one needs no new version. Readers
 * of a new version ship before its writers. Thread-safe.
 */
public final class EventBatchCodec {
  /** Content type of a frame on the broker and over HTTP. */
  public static final String CONTENT_TYPE = "application/x-zhaoli-batch";

  /** Bytes of a frame without members. */
  public static final int FRAME_HEADER_BYTES = 7;

  /** Bytes that a member takes beside its JSON. */
  public static final int MEMBER_HEADER_BYTES = 9;

  /** Members of one frame, at most. */
  public static final int MAX_MEMBERS = 1_000;

  /** Bytes of a frame that is taken over HTTP, at most. */
  public static final int MAX_POSTED_BYTES = 1024 * 1024;

  private static final int MAGIC = 0x5A4C5042;
  private static final byte FRAME_VERSION = 1;
  private static final byte MEMBER_VERSION = 1;

  private final JsonMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private final ObjectReader reader = json.readerFor(PaymentEvent.class);
  private final ObjectWriter writer = json.writerFor(PaymentEvent.class);

  /** The bytes of one member, as the outbox keeps them. */
  public byte[] encodeMember(PaymentEvent event) {
    return writer.writeValueAsBytes(event);
  }

  /**
   * One frame around members made by {@link #encodeMember}.
   *
   * @throws IllegalArgumentException for no member or more than {@link #MAX_MEMBERS}
   */
  public byte[] frame(List<byte[]> members) {
    if (members.isEmpty() || members.size() > MAX_MEMBERS) {
      throw new IllegalArgumentException(
          "a frame has 1 to " + MAX_MEMBERS + " members, not " + members.size());
    }
    return frame(MEMBER_VERSION, members);
  }

  /** A frame around a member that is not known here, with its version: who knows it reads it. */
  public static byte[] frame(BatchMember.UnknownVersion member) {
    return frame((byte) member.version(), List.of(member.bytes()));
  }

  private static byte[] frame(byte version, List<byte[]> members) {
    int size = FRAME_HEADER_BYTES;
    for (byte[] member : members) {
      size = Math.addExact(size, MEMBER_HEADER_BYTES + member.length);
    }
    ByteBuffer frame = ByteBuffer.allocate(size);
    frame.putInt(MAGIC).put(FRAME_VERSION).putShort((short) members.size());
    for (byte[] member : members) {
      frame.put(version).putInt(member.length).putInt(crc(member)).put(member);
    }
    return frame.array();
  }

  /**
   * Splits a frame. Damage inside a member is reported in its place.
   *
   * @throws BatchFormatException when the frame itself cannot be split
   */
  public List<BatchMember> split(byte[] frame) {
    ByteBuffer in = ByteBuffer.wrap(frame);
    try {
      if (in.getInt() != MAGIC) {
        throw new BatchFormatException("This is no event batch.");
      }
      int version = in.get();
      if (version != FRAME_VERSION) {
        throw new BatchFormatException("Frame version " + version + " is not known here.");
      }
      int count = Short.toUnsignedInt(in.getShort());
      if (count == 0 || count > MAX_MEMBERS) {
        throw new BatchFormatException("A frame of " + count + " members is not allowed.");
      }
      List<BatchMember> members = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int memberVersion = in.get();
        int length = in.getInt();
        int crc = in.getInt();
        if (length < 0 || length > in.remaining()) {
          throw new BatchFormatException(
              "Member " + i + " is longer than what is left of the frame.");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        members.add(read(memberVersion, crc, bytes));
      }
      if (in.hasRemaining()) {
        throw new BatchFormatException(in.remaining() + " bytes follow the last member.");
      }
      return members;
    } catch (BufferUnderflowException e) {
      throw new BatchFormatException("The frame ends too early.");
    }
  }

  private BatchMember read(int version, int crc, byte[] bytes) {
    if (crc(bytes) != crc) {
      return new BatchMember.Corrupt("The check sum does not match.", bytes);
    }
    if (version != MEMBER_VERSION) {
      return new BatchMember.UnknownVersion(version, bytes);
    }
    try {
      PaymentEvent event = reader.readValue(bytes);
      return isComplete(event)
          ? new BatchMember.Intact(event, bytes)
          : new BatchMember.Corrupt("A required field is missing.", bytes);
    } catch (JacksonException e) {
      // The parser's message quotes the payload, so only its kind is kept.
      return new BatchMember.Corrupt(
          "The content cannot be read: " + e.getClass().getSimpleName(), bytes);
    }
  }

  // Jackson leaves absent fields null in spite of the types: what every consumer needs is checked.
  @SuppressWarnings("ConstantValue")
  private static boolean isComplete(PaymentEvent event) {
    return event != null
        && event.eventId() != null
        && event.type() != null
        && event.paymentNo() != null
        && event.merchantNo() != null
        && event.amount() != null
        && event.createdAt() != null;
  }

  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** The JSON of a member as text, for people who read dead letters. */
  public static String text(byte[] member) {
    return new String(member, StandardCharsets.UTF_8);
  }
}
