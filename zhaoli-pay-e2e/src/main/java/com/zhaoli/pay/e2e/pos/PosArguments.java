package com.zhaoli.pay.e2e.pos;

import com.zhaoli.pay.simulator.script.ScriptRunner;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked {@code ./zhaoli pos} for.
 *
 * @param terminal names the terminal's directory
 * @param script a file of commands, or {@code -} for the input; null for the till
 * @param bare whether the terminal is left as it comes from the factory
 * @param gateway another platform's; null for the one that runs here
 * @param ca PEM file to trust; null for that of the gateway here
 * @param certificate PKCS12 file of the certificate that the terminal shows; null when it has none
 * @param help whether only the help is wanted
 */
record PosArguments(
    String terminal,
    @Nullable String script,
    boolean bare,
    @Nullable URI gateway,
    @Nullable String ca,
    @Nullable String certificate,
    boolean help) {
  static final String USAGE =
      """
      Usage: ./zhaoli pos [--terminal NAME] [--script FILE | --script -] [--bare]
                          [--gateway https://HOST:PORT --ca FILE] [--cert FILE]

      A POS terminal in software. Without options: a till with menus, activated for the merchant of
      ./zhaoli demo, with cashier 1001 (PIN 123456) and supervisor 9001 (PIN 654321).

        --terminal NAME   which terminal, t1 if none is named; each has a directory .run/pos/NAME
                          and goes on where it was left, after a power cut too
        --script FILE     commands of a file, one a line, or of the input (-); prints one JSON
                          object for each. Exit status 0 only when each did what it should
        --bare            a terminal fresh from the factory: nobody registers or activates it
        --gateway, --ca   a platform elsewhere and the PEM file of its CA; with it: --bare
        --cert FILE       the terminal's own certificate, as ./zhaoli pos-cert makes it, for a
                          platform that asks for one; its password: ZHAOLI_POS_CERT_PASSWORD

      Commands of a script:
      """
          + ScriptRunner.COMMANDS.indent(2);

  static PosArguments of(String... arguments) {
    String terminal = "t1";
    String script = null;
    boolean bare = false;
    URI gateway = null;
    String ca = null;
    String certificate = null;
    boolean help = false;
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--terminal" -> terminal = value(arguments, ++i);
        case "--script" -> script = value(arguments, ++i);
        case "--bare" -> bare = true;
        case "--gateway" -> gateway = URI.create(value(arguments, ++i));
        case "--ca" -> ca = value(arguments, ++i);
        case "--cert" -> certificate = value(arguments, ++i);
        case "--help" -> help = true;
        default -> throw new IllegalArgumentException(arguments[i] + " is not known.");
      }
    }
    if (!terminal.matches("[0-9A-Za-z-]{1,20}")) {
      throw new IllegalArgumentException("A terminal's name has 1 to 20 of 0-9 A-Z a-z -.");
    }
    if ((gateway == null) != (ca == null)) {
      throw new IllegalArgumentException("--gateway and --ca belong together.");
    }
    if (gateway != null && !"https".equals(gateway.getScheme())) {
      throw new IllegalArgumentException("A terminal speaks HTTPS only.");
    }
    return new PosArguments(
        terminal, script, bare || gateway != null, gateway, ca, certificate, help);
  }

  private static String value(String[] arguments, int index) {
    if (index == arguments.length) {
      throw new IllegalArgumentException(arguments[index - 1] + " needs a value.");
    }
    return arguments[index];
  }
}
