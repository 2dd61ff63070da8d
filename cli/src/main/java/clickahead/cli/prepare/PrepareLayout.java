package clickahead.cli.prepare;

import clickahead.prepare.FileOrder;
import clickahead.prepare.LogFormat;
import clickahead.prepare.PreparationOptionsBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code prepare} that say how the files are laid out. */
final class PrepareLayout {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Format.class,
      description =
          "csv (or tsv), json-lines, parquet, session-list (default: by the file's name); atomic for"
              + " RecBole's files, named by their folder or prefix.")
  private LogFormat format = LogFormat.AUTO;

  @Option(
      names = "--session-list",
      description = "One session a line, items separated by spaces, no times.")
  private boolean sessionList;

  @Option(
      names = "--delimiter",
      paramLabel = "TEXT",
      description = "What separates values; tab or \\t for the tab (default: found).")
  private String delimiter;

  @Option(
      names = "--no-quotes",
      description = "Double quotes are characters like others, they hold no value together.")
  private boolean noQuotes;

  @Option(names = "--no-header", description = "The first line is an event; columns are 1, 2, ...")
  private boolean noHeader;

  @Option(
      names = "--column-names",
      paramLabel = "NAME",
      split = ",",
      description = "Names for the columns of a file without header.")
  private List<String> columnNames;

  @Option(
      names = "--file-order",
      paramLabel = "ORDER",
      converter = Order.class,
      description = "Order of several files: name or given (default: name).")
  private FileOrder fileOrder;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "How much memory DuckDB takes before it goes to disk (default: 2GB).")
  private String memory = "2GB";

  /** Sets the options that were given; the others stay what they are, which a recipe may say. */
  void apply(PreparationOptionsBuilder options) {
    options.format(sessionList ? LogFormat.SESSION_LIST : format).quotes(!noQuotes).memory(memory);
    if (delimiter != null) {
      options.delimiter(delimiter.equals("\\t") || delimiter.equals("tab") ? "\t" : delimiter);
    }
    if (noHeader) {
      options.header(false);
    }
    if (columnNames != null) {
      options.columnNames(columnNames);
    }
    if (fileOrder != null) {
      options.fileOrder(fileOrder);
    }
  }

  /** Reads the name of a format. */
  static final class Format implements ITypeConverter<LogFormat> {
    private static final Map<String, LogFormat> NAMES =
        Map.of(
            "auto", LogFormat.AUTO,
            "csv", LogFormat.DELIMITED,
            "tsv", LogFormat.DELIMITED,
            "json-lines", LogFormat.JSON_LINES,
            "parquet", LogFormat.PARQUET,
            "atomic", LogFormat.ATOMIC,
            "session-list", LogFormat.SESSION_LIST);

    @Override
    public LogFormat convert(String value) {
      LogFormat format = NAMES.get(value.toLowerCase(Locale.ROOT));
      if (format == null) {
        throw new TypeConversionException(
            "'"
                + value
                + "' is no format; expected csv, tsv, json-lines, parquet, session-list or atomic");
      }
      return format;
    }
  }

  /** Reads the name of an order. */
  static final class Order implements ITypeConverter<FileOrder> {
    @Override
    public FileOrder convert(String value) {
      return switch (value) {
        case "name" -> FileOrder.NAME;
        case "given" -> FileOrder.GIVEN;
        default ->
            throw new TypeConversionException(
                "'" + value + "' is no order; expected name or given");
      };
    }
  }
}
