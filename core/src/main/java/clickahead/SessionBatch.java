package clickahead;

import clickahead.graph.ItemTable;
import clickahead.math.Compute;
import clickahead.model.Gru4Rec;
import clickahead.model.Gru4RecModel;
import clickahead.model.TrainedModel;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a recommender does for many sessions in one call: tiles of them, on several threads. */
final class SessionBatch {
  private final Recommender recommender;
  private final Compute compute;

  /** Weights that tiles of sessions are fed to; null for kinds that take them one by one. */
  private final Gru4Rec weights;

  /** What tiles of sessions are scored with; null for kinds that score them one by one. */
  private final ItemTable rows;

  private final int threads;
  private final Queue<TopTile> topTiles = new ConcurrentLinkedQueue<>();
  private final Queue<ClickTile> clickTiles = new ConcurrentLinkedQueue<>();

  /**
   * Batches of one model.
   *
   * @param threads most threads that a call uses
   */
  SessionBatch(Recommender recommender, Compute compute, TrainedModel model, int threads) {
    this.recommender = recommender;
    this.compute = compute;
    rows = recommender.sessions().rows().orElse(null);
    weights = model instanceof Gru4RecModel gru4rec ? gru4rec.weights() : null;
    this.threads = threads;
  }

  /** A list for each session. */
  List<Recommendations> recommend(List<Session> sessions, int k, Candidates candidates) {
    Session[] all = own(sessions);
    TopItems[] lists = new TopItems[all.length];
    Arrays.setAll(lists, i -> recommender.emptyList(k, candidates));
    Session[] clicked = new Session[all.length];
    TopItems[] theirs = new TopItems[all.length];
    int n = 0;
    for (int i = 0; i < all.length; i++) {
      if (all[i].clicks() == 0) {
        recommender.popular(lists[i], candidates, all[i]);
      } else {
        clicked[n] = all[i];
        theirs[n++] = lists[i];
      }
    }
    if (rows == null) {
      TileThreads.run(n, threads, compute.products(), i -> clicked[i].score(theirs[i], candidates));
    } else {
      score(clicked, theirs, n, candidates);
    }
    Recommendations[] results = new Recommendations[all.length];
    Arrays.setAll(results, i -> all[i].finish(lists[i]));
    return List.of(results);
  }

  private void score(Session[] sessions, TopItems[] lists, int n, Candidates candidates) {
    int columns = columns(n);
    int tiles = (n + columns - 1) / columns;
    TileThreads.run(
        tiles,
        threads,
        compute.products(),
        t -> {
          int first = t * columns;
          int end = Math.min(n, first + columns);
          TopTile tile = topTiles.poll();
          tile = tile == null ? new TopTile(compute, rows) : tile;
          tile.fill(
              Arrays.copyOfRange(sessions, first, end),
              Arrays.copyOfRange(lists, first, end),
              end - first,
              candidates);
          topTiles.add(tile);
        });
    Reference.reachabilityFence(recommender);
  }

  /** Sessions of a tile: full ones, but with few sessions something for every thread. */
  private int columns(int sessions) {
    int share = (sessions + threads - 1) / threads;
    return Math.clamp(share, 1, TopTile.COLUMNS);
  }

  /** Feeds each session its item; false where the model does not know it. */
  boolean[] click(List<Session> sessions, List<String> items) {
    Session[] all = each(sessions, items.size(), "items");
    return click(all, items, (i, session, item) -> session.click(item));
  }

  /** The same with what is known of the clicks. */
  boolean[] clickEach(List<Session> sessions, List<Click> clicks) {
    Session[] all = each(sessions, clicks.size(), "clicks");
    // So that no session gets a click where another one cannot.
    clicks.forEach(click -> recommender.sessions().features().requireReadable(click.values()));
    List<String> items = clicks.stream().map(Click::item).toList();
    return click(all, items, (i, session, item) -> session.click(clicks.get(i)));
  }

  /** Feeds a click of a session. */
  private interface Feed {
    /**
     * Feeds it.
     *
     * @param click its number among all
     * @param item of the model
     */
    void feed(int click, Session session, int item);
  }

  private Session[] each(List<Session> sessions, int clicks, String what) {
    if (sessions.size() != clicks) {
      throw new IllegalArgumentException(
          sessions.size() + " sessions, but " + clicks + " " + what + ": each gets one click");
    }
    Session[] all = own(sessions);
    requireDistinct(all);
    return all;
  }

  /**
   * Feeds clicks.
   *
   * @param oneByOne for models that do not take many at once
   */
  private boolean[] click(Session[] all, List<String> items, Feed oneByOne) {
    boolean[] known = new boolean[all.length];
    Session[] clicked = new Session[all.length];
    int[] indices = new int[all.length];
    int[] numbers = new int[all.length];
    int n = 0;
    for (int i = 0; i < all.length; i++) {
      int item = recommender.catalog().index(items.get(i));
      known[i] = item >= 0;
      if (known[i]) {
        clicked[n] = all[i];
        numbers[n] = i;
        indices[n++] = item;
      }
    }
    if (weights == null) {
      TileThreads.run(
          n, threads, compute.products(), i -> oneByOne.feed(numbers[i], clicked[i], indices[i]));
    } else {
      feed(clicked, indices, n);
    }
    return known;
  }

  private void feed(Session[] sessions, int[] items, int n) {
    int tiles = (n + ClickTile.SLOTS - 1) / ClickTile.SLOTS;
    TileThreads.run(
        tiles,
        threads,
        compute.products(),
        t -> {
          int first = t * ClickTile.SLOTS;
          ClickTile tile = clickTiles.poll();
          tile = tile == null ? new ClickTile(compute, weights) : tile;
          tile.click(sessions, items, first, Math.min(n - first, ClickTile.SLOTS));
          clickTiles.add(tile);
        });
    Reference.reachabilityFence(recommender);
  }

  private Session[] own(List<Session> sessions) {
    Session[] all = sessions.toArray(Session[]::new);
    for (int i = 0; i < all.length; i++) {
      if (!all[i].isOf(recommender)) {
        throw new IllegalArgumentException(
            "session "
                + i
                + " of "
                + all.length
                + " was opened by another recommender; only a recommender's own sessions can be"
                + " in its batch");
      }
    }
    return all;
  }

  private static void requireDistinct(Session[] sessions) {
    Set<Session> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < sessions.length; i++) {
      if (!seen.add(sessions[i])) {
        throw new IllegalArgumentException(
            "session "
                + i
                + " is twice in the batch: it would get two clicks at the same time. Feed the"
                + " second one in another call");
      }
    }
  }
}
