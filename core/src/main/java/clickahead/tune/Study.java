package clickahead.tune;

import clickahead.data.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The trials of a search, kept in a file of JSON lines: the plan, then a line per trial in the
 * order in which they ended, which is on the disk before {@link #add} returns. A process that is
 * killed leaves at most a torn last line, which the next one drops.
 */
public final class Study implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final StudyPlan plan;
  private final NavigableMap<Integer, Trial> trials = new TreeMap<>();

  private Study(Path file, FileChannel channel, StudyPlan plan) {
    this.file = file;
    this.plan = plan;
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
      Study study = new Study(file, channel, plan);
      study.read();
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

  private void read() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    int end = bytes.position();
    while (end > 0 && bytes.get(end - 1) != '\n') {
      end--;
    }
    String whole = new String(bytes.array(), 0, end, StandardCharsets.UTF_8);
    String all = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    Optional<StudyRecord> before = StudyLines.read(file, whole, all);
    if (before.isPresent()) {
      StudyLines.requireSame(file, before.get().plan(), plan);
      before.get().trials().forEach(trial -> trials.put(trial.number(), trial));
    }
    channel.truncate(end);
    channel.position(end);
    if (before.isEmpty()) {
      write(StudyLines.of(plan));
    }
  }

  private void write(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }

  /** What it came to so far. */
  public synchronized StudyRecord record() {
    return new StudyRecord(plan, List.copyOf(trials.values()));
  }

  /** A trial that has ended. */
  synchronized Optional<Trial> trial(int number) {
    return Optional.ofNullable(trials.get(number));
  }

  /** Adds a trial that has ended. */
  public synchronized void add(Trial trial) throws IOException {
    if (trials.containsKey(trial.number())) {
      throw new IllegalArgumentException("trial " + trial.number() + " is there already");
    }
    write(StudyLines.of(trial));
    trials.put(trial.number(), trial);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
