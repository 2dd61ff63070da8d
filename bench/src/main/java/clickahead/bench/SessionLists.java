package clickahead.bench;

import clickahead.data.SessionLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Reads compressed session lists, one session a line, into memory; items in order of appearance.
 */
final class SessionLists {
  private final Map<String, Integer> items = new HashMap<>();

  /** Number of items seen so far. */
  int items() {
    return items.size();
  }

  /** Reads a file; new items get new indices. */
  SessionLog read(Path file) throws IOException {
    List<int[]> sessions = new ArrayList<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        sessions.add(session(line));
      }
    }
    return SessionLog.of(sessions.toArray(int[][]::new));
  }

  private int[] session(String line) {
    String[] ids = line.strip().split(" ", -1);
    int[] session = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      session[i] = items.computeIfAbsent(ids[i], id -> items.size());
    }
    return session;
  }
}
