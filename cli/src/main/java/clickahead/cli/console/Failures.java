package clickahead.cli.console;

import clickahead.data.InputException;
import clickahead.io.FormatException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one clear line on stderr and an exit code. */
public final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  /** Exit code of what failed through no fault of its input. */
  public static final int FAILED = 1;

  static final int WRONG_USE = 2;

  /** Exit code of what was interrupted. */
  public static final int INTERRUPTED = 130;

  private final PrintStream err;
  private final BooleanSupplier stacktrace;

  /** Says failures on a stream, and where they arose if that is asked for. */
  public Failures(PrintStream err, BooleanSupplier stacktrace) {
    this.err = err;
    this.stacktrace = stacktrace;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    err.println(name + ": " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    err.println("Try '" + name + " --help'.");
    return WRONG_USE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
    Exception cause = e instanceof UncheckedIOException io ? io.getCause() : e;
    err.println(command.getCommandSpec().qualifiedName() + ": " + message(cause));
    if (stacktrace.getAsBoolean()) {
      e.printStackTrace(err);
    }
    return isWrongUse(cause) ? WRONG_USE : FAILED;
  }

  private static boolean isWrongUse(Exception e) {
    return e instanceof IllegalArgumentException
        || e instanceof InputException
        || e instanceof FormatException
        || e instanceof NoSuchFileException
        || e instanceof NotDirectoryException
        || e instanceof FileAlreadyExistsException
        || e instanceof AccessDeniedException;
  }

  private static String message(Exception e) {
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file or folder";
    } else if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    } else if (e instanceof NotDirectoryException file) {
      return file.getFile() + ": not a folder";
    } else if (e instanceof FileAlreadyExistsException there) {
      return there.getFile() + ": exists already";
    } else if (e instanceof FileSystemException || e instanceof IOException || isExplained(e)) {
      return e.getMessage() == null ? e.toString() : e.getMessage();
    }
    return "unexpected " + e + " (run again with --stacktrace and report it)";
  }

  /** Was the message written for users? That of a bug, such as an index out of bounds, is not. */
  private static boolean isExplained(Exception e) {
    return e instanceof IllegalArgumentException
        || e.getClass().getName().startsWith("clickahead.");
  }
}
