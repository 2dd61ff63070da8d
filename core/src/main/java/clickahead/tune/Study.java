package clickahead.tune;

import clickahead.data.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The trials of a search, kept in a file of JSON lines: the plan, then a line per trial, which is
 * on the disk before {@link #add} returns. A process that is killed leaves at most a torn last
 * line, which the next one drops.
 */
public final class Study implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final List<Trial> trials = new ArrayList<>();

  private Study(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Begins a study, or goes on with one.
   *
   * @param file need not exist
   * @throws InputException if the file is another study, none at all, damaged, or in use
   */
  public static Study open(Path file, StudyPlan plan) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      if (!locked(channel)) {
        throw new InputException(
            file + " is in use by another process; wait for it, or give another file");
      }
      Study study = new Study(file, channel);
      study.read(plan);
      return study;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void read(StudyPlan plan) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    int end = bytes.position();
    while (end > 0 && bytes.get(end - 1) != '\n') {
      end--;
    }
    List<String> lines = new String(bytes.array(), 0, end, StandardCharsets.UTF_8).lines().toList();
    if (lines.isEmpty()) {
      requireTorn(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
    } else {
      StudyLines.requireSame(file, lines.getFirst(), plan);
      for (int at = 1; at < lines.size(); at++) {
        trials.add(StudyLines.trial(file, at + 1, lines.get(at)));
      }
    }
    channel.truncate(end);
    channel.position(end);
    if (lines.isEmpty()) {
      write(StudyLines.of(plan));
    }
  }

  /** A file without a whole line must be what is left of a study's first one. */
  private void requireTorn(String text) throws InputException {
    String begin = StudyLines.BEGIN;
    if (!text.startsWith(begin) && !begin.startsWith(text)) {
      throw StudyLines.noStudy(file);
    }
  }

  private void write(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }

  /** All trials so far, in their order. */
  public List<Trial> trials() {
    return Collections.unmodifiableList(trials);
  }

  /** Adds a trial that has ended. */
  public void add(Trial trial) throws IOException {
    write(StudyLines.of(trial));
    trials.add(trial);
  }

  /** The complete trial with the highest value, the first of equals. */
  public Optional<Trial> best() {
    return ranked().stream().findFirst().filter(t -> t.state() == Trial.State.COMPLETE);
  }

  /**
   * All trials, best first: the complete ones by value, then the pruned ones, longest first, then
   * those that failed.
   */
  public List<Trial> ranked() {
    return trials.stream().sorted(order()).toList();
  }

  /** Best first; of equals the earlier one. */
  static Comparator<Trial> order() {
    return Comparator.comparing(Trial::state)
        .thenComparing(t -> t.state() == Trial.State.PRUNED ? -t.epochs() : 0)
        .thenComparing(Trial::value, Comparator.reverseOrder())
        .thenComparing(Trial::number);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
