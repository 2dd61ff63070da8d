package clickahead.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import tools.jackson.databind.ObjectMapper;

/**
 * Writes a safetensors file: all tensors are declared first, then filled from front to back, each
 * at its own pace. The bytes go to a file beside the target, which {@link #commit} moves into
 * place; a writer that is closed without it leaves nothing behind.
 */
public final class SafetensorsWriter implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern LEFTOVER = Pattern.compile("[0-9a-f-]{36}\\.part");

  private final Path target;
  private final Path beside;
  private final FileChannel channel;
  private final Map<String, long[]> progress = new LinkedHashMap<>();
  private BiConsumer<String, ByteBuffer> reader = (tensor, bytes) -> {};
  private boolean committed;

  private SafetensorsWriter(Path target, Path beside, FileChannel channel) {
    this.target = target;
    this.beside = beside;
    this.channel = channel;
  }

  /**
   * Starts a file.
   *
   * @param target where it shall stand in the end; an older file there is replaced only on commit
   * @param metadata string metadata for the header
   * @param tensors the tensors to come; those with 8-byte elements are best declared first, so that
   *     they are aligned
   * @throws IllegalArgumentException if two tensors have the same name
   */
  public static SafetensorsWriter create(
      Path target, Map<String, String> metadata, List<TensorSpec> tensors) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    // Not createTempFile: its files stay unreadable for others, also once they are moved.
    Path beside = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    FileChannel channel = create(beside, target);
    SafetensorsWriter writer = new SafetensorsWriter(target, beside, channel);
    try {
      writer.writeHeader(metadata, tensors);
    } catch (IOException | RuntimeException e) {
      writer.close();
      throw e;
    }
    return writer;
  }

  private static FileChannel create(Path beside, Path target) throws IOException {
    try {
      return FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    } catch (AccessDeniedException e) {
      // Nobody asked for the file beside it.
      AccessDeniedException denied = new AccessDeniedException(target.toString());
      denied.initCause(e);
      throw denied;
    }
  }

  /**
   * Removes what a process that was killed left beside a file that it wrote. Nobody else may be
   * writing that file now.
   */
  public static void removeLeftovers(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    String begin = "." + target.getFileName() + ".";
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.startsWith(begin) && LEFTOVER.matcher(name.substring(begin.length())).matches()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private void writeHeader(Map<String, String> metadata, List<TensorSpec> tensors)
      throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!metadata.isEmpty()) {
      header.put("__metadata__", metadata);
    }
    long at = 0;
    for (TensorSpec spec : tensors) {
      long end = at + spec.bytes();
      header.put(
          spec.name(),
          Map.of(
              "dtype",
              spec.type().name(),
              "shape",
              spec.shape(),
              "data_offsets",
              List.of(at, end)));
      if (progress.put(spec.name(), new long[] {at, end}) != null) {
        throw new IllegalArgumentException("tensor '" + spec.name() + "' is declared twice");
      }
      at = end;
    }
    byte[] json = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + 7) / 8 * 8;
    ByteBuffer buffer = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(padded).put(json);
    while (buffer.hasRemaining()) {
      buffer.put((byte) ' ');
    }
    write(buffer.flip(), 0);
    for (long[] range : progress.values()) {
      range[0] += 8L + padded;
      range[1] += 8L + padded;
    }
  }

  /**
   * Lets somebody read along.
   *
   * @param reader gets each tensor's name and bytes before they are written, and leaves the buffer
   *     as it is
   */
  public void readAlong(BiConsumer<String, ByteBuffer> reader) {
    this.reader = reader;
  }

  /**
   * Appends little-endian bytes to a tensor; the buffer is emptied.
   *
   * @throws IllegalArgumentException if the tensor was not declared or would overflow
   */
  public void append(String tensor, ByteBuffer bytes) throws IOException {
    long[] range = progress.get(tensor);
    if (range == null || range[1] - range[0] < bytes.remaining()) {
      throw new IllegalArgumentException(
          "tensor '"
              + tensor
              + "' "
              + (range == null
                  ? "was not declared"
                  : "has room for " + (range[1] - range[0]) + " bytes, got " + bytes.remaining()));
    }
    long at = range[0];
    range[0] += bytes.remaining();
    reader.accept(tensor, bytes);
    write(bytes, at);
  }

  private void write(ByteBuffer bytes, long at) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  /** Says which file it is about, and what is there now. */
  private IOException unwritten(IOException e) {
    return new IOException(
        target
            + " could not be written: "
            + e.getMessage()
            + ". Make room on its disk, or name another place. "
            + (Files.exists(target)
                ? "What was there before is untouched"
                : "Nothing is left of it"),
        e);
  }

  /**
   * Forces the bytes to disk and moves the file into place.
   *
   * @throws IllegalStateException if a tensor is not complete
   */
  public void commit() throws IOException {
    progress.forEach(
        (name, range) -> {
          if (range[0] != range[1]) {
            throw new IllegalStateException(
                "tensor '" + name + "' lacks " + (range[1] - range[0]) + " bytes");
          }
        });
    try {
      channel.force(true);
      channel.close();
    } catch (IOException e) {
      throw unwritten(e);
    }
    try {
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
    }
    committed = true;
  }

  /** Ends the writing; without a {@link #commit} before, the unfinished file is removed. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (!committed) {
      Files.deleteIfExists(beside);
    }
  }
}
