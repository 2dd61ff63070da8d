package clickahead.prepare;

import clickahead.data.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a log by their meaning.
 *
 * @param owner session id, or user id where sessions are built from pauses
 * @param item item id
 * @param time one or more columns that together are the time
 * @param order orders events of equal time; empty: none
 * @param itemColumns candidates for the catalogue
 */
record ColumnRoles(
    String owner, String item, List<String> time, String order, List<String> itemColumns) {
  /** What stands behind a column's name where it lists the values before each row's. */
  static final String LIST = "_list";

  private static final Set<String> SESSIONS =
      Set.of(
          "sessionid", "session", "sid", "sessid", "sessionkey", "sessionidhash", "sessionnumber");
  private static final Set<String> ITEMS =
      Set.of("itemid", "item", "productid", "product", "articleid", "productsku", "sku");
  private static final Set<String> TIMES =
      Set.of(
          "time",
          "timestamp",
          "ts",
          "datetime",
          "eventtime",
          "eventtimestamp",
          "eventdate",
          "date");
  private static final Set<String> USERS =
      Set.of("userid", "user", "visitorid", "visitor", "customerid", "customer", "userno");

  /**
   * Finds the columns of one file.
   *
   * @throws InputException if one is missing, or more than one would do
   */
  static ColumnRoles find(LogFile file, Columns wanted) throws InputException {
    boolean byUser = !wanted.user().isEmpty();
    String owner =
        byUser
            ? named(file, "--user-column", wanted.user())
            : one(file, "session", "--session-column", wanted.session(), SESSIONS);
    String item = one(file, "item", "--item-column", wanted.item(), ITEMS);
    List<String> time = new ArrayList<>();
    if (wanted.time().isEmpty()) {
      time.add(one(file, "time", "--time-column", "", TIMES));
    }
    for (String name : wanted.time()) {
      time.add(named(file, "--time-column", name));
    }
    String order = wanted.order().isEmpty() ? "" : named(file, "--order-column", wanted.order());
    List<String> used = new ArrayList<>(time);
    used.addAll(List.of(owner, item, order));
    return new ColumnRoles(owner, item, time, order, itemColumns(file, wanted, used));
  }

  /**
   * Finds the columns of an atomic file of interactions: where it has no sessions, a user's
   * interactions are one. What describes the items stands in another file.
   */
  static ColumnRoles ofInteractions(LogFile file, Columns wanted) throws InputException {
    boolean sessions = file.columns().stream().anyMatch(name -> SESSIONS.contains(plain(name)));
    boolean given = !wanted.session().isEmpty() || !wanted.user().isEmpty();
    return find(
        file,
        new Columns(
            given || sessions ? wanted.session() : one(file, "user", "--session-column", "", USERS),
            wanted.user(),
            wanted.gap(),
            wanted.item(),
            wanted.time(),
            wanted.order(),
            wanted.timeUnit(),
            wanted.timeFormat(),
            wanted.timeZone(),
            Optional.of(List.of())));
  }

  /**
   * Finds the columns of an atomic file whose rows are lists of items and the one behind each: the
   * column of lists is called as that of the items, with _list behind. Times count only where there
   * is such a list of them too, and are empty otherwise.
   */
  static ColumnRoles ofItemLists(LogFile file, Columns wanted) throws InputException {
    boolean sessions = file.columns().stream().anyMatch(name -> SESSIONS.contains(plain(name)));
    String owner =
        one(
            file,
            sessions ? "session" : "user",
            "--session-column",
            wanted.session(),
            sessions ? SESSIONS : USERS);
    String item = one(file, "item", "--item-column", wanted.item(), ITEMS);
    List<String> time =
        file.columns().stream()
            .filter(
                name ->
                    wanted.time().isEmpty()
                        ? TIMES.contains(plain(name))
                        : wanted.time().contains(name))
            .filter(name -> file.columns().contains(name + LIST))
            .limit(1)
            .toList();
    return new ColumnRoles(owner, item, time, "", List.of());
  }

  /** Has a file lists of the items before each row's? */
  static boolean hasItemLists(LogFile file, Columns wanted) {
    return file.columns().stream()
        .filter(
            name ->
                wanted.item().isEmpty() ? ITEMS.contains(plain(name)) : name.equals(wanted.item()))
        .anyMatch(name -> file.columns().contains(name + LIST));
  }

  /** Finds the columns of an atomic file of items: its id, and those that are kept. */
  static ColumnRoles ofItems(LogFile file, Columns wanted) throws InputException {
    String item = one(file, "item", "--item-column", wanted.item(), ITEMS);
    return new ColumnRoles("", item, List.of(), "", itemColumns(file, wanted, List.of(item)));
  }

  /** The same without candidates for the catalogue that describe something else. */
  ColumnRoles without(List<String> columns) {
    List<String> others = itemColumns.stream().filter(name -> !columns.contains(name)).toList();
    return new ColumnRoles(owner, item, time, order, others);
  }

  private static List<String> itemColumns(LogFile file, Columns wanted, List<String> used)
      throws InputException {
    boolean named =
        wanted.itemColumns().isPresent()
            && !wanted.itemColumns().get().equals(List.of(Columns.ALL));
    List<String> columns = new ArrayList<>();
    if (named) {
      for (String name : wanted.itemColumns().get()) {
        columns.add(named(file, "--item-columns", name));
      }
      return columns;
    }
    boolean all = wanted.itemColumns().isPresent();
    for (String name : file.columns()) {
      boolean person = USERS.contains(plain(name)) || SESSIONS.contains(plain(name));
      if (!used.contains(name) && (all || !person)) {
        columns.add(name);
      }
    }
    return columns;
  }

  /** The column of this name; its absence is the user's business. */
  static String named(LogFile file, String option, String name) throws InputException {
    if (!file.columns().contains(name)) {
      for (String column : file.columns()) {
        // headers of RecBole's files append the type
        if (column.startsWith(name + ":")) {
          return column;
        }
      }
      throw new InputException(
          file.where()
              + ": no column '"
              + name
              + "' (found: "
              + String.join(", ", file.columns())
              + "). Pass one of these with "
              + option);
    }
    return name;
  }

  private static String one(
      LogFile file, String role, String option, String wanted, Set<String> known)
      throws InputException {
    if (!wanted.isEmpty()) {
      return named(file, option, wanted);
    }
    List<String> fitting =
        file.columns().stream().filter(name -> known.contains(plain(name))).toList();
    if (fitting.size() == 1) {
      return fitting.getFirst();
    }
    throw new InputException(
        fitting.isEmpty()
            ? missing(file, role, option)
            : file.where()
                + ": more than one column could be the "
                + role
                + " (found: "
                + String.join(", ", fitting)
                + "). Pass "
                + option
                + " "
                + shellWord(fitting.getFirst())
                + ", or another");
  }

  private static String missing(LogFile file, String role, String option) {
    StringBuilder problem =
        new StringBuilder(
            file.where()
                + ": no "
                + role
                + " column (found: "
                + String.join(", ", file.columns())
                + "). Pass "
                + option
                + " NAME");
    if (role.equals("session")) {
      file.columns().stream()
          .filter(name -> USERS.contains(plain(name)))
          .findFirst()
          .ifPresent(
              name ->
                  problem
                      .append("; or build sessions from pauses: --user-column ")
                      .append(shellWord(name))
                      .append(" --gap 30m"));
    }
    if (file.columns().stream().anyMatch(ColumnRoles::looksLikeData)) {
      problem.append("; if the first line is an event, pass --no-header");
    }
    return problem.toString();
  }

  private static boolean looksLikeData(String name) {
    return name.matches("-?[0-9]+([.,][0-9]+)?");
  }

  private static String shellWord(String name) {
    return name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-')
        ? name
        : "'" + name + "'";
  }

  /** A name without case, punctuation, and the type that RecBole's files append to it. */
  static String plain(String name) {
    int type = name.indexOf(':');
    String stem = type > 0 ? name.substring(0, type) : name;
    return stem.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
