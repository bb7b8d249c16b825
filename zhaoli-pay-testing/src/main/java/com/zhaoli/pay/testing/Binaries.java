package com.zhaoli.pay.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds installed server binaries, also where an ordinary user's PATH does not lead. */
final class Binaries {
  private static final List<String> BESIDE_PATH =
      List.of(
          "/usr/sbin",
          "/usr/bin",
          "/usr/libexec",
          "/usr/local/sbin",
          "/usr/local/bin",
          "/opt/homebrew/bin",
          "/opt/homebrew/sbin");

  private Binaries() {}

  /** The first of the names in the directories given, then in PATH, then in the usual places. */
  static String find(String server, String installation, List<String> first, String... names) {
    List<String> directories = new ArrayList<>(first);
    String path = System.getenv("PATH");
    if (path != null) {
      directories.addAll(List.of(path.split(File.pathSeparator)));
    }
    directories.addAll(BESIDE_PATH);
    for (String name : names) {
      for (String directory : directories) {
        Path candidate = Path.of(directory, name);
        if (Files.isExecutable(candidate)) {
          return candidate.toString();
        }
      }
    }
    throw new TestServerException(
        server
            + " is not installed: found no "
            + String.join(" or ", names)
            + ". ./zhaoli test installs what is missing, or: apt-get install "
            + installation
            + ".");
  }
}
