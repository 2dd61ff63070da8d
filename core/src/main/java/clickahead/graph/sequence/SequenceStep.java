package clickahead.graph.sequence;

import clickahead.graph.Workspace;
import clickahead.math.Compute;
import clickahead.math.Worker;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;

/**
 * A sequence network that is fed one event of a session at a time, for serving: the session's state
 * takes the place of its past, so that an event costs the same however many there were. Attention
 * looks at what is kept of the last events when outputs are asked for. For one thread at a time;
 * many may each have one over the same weights.
 */
public final class SequenceStep {
  private final RunningState state;
  private final SequenceOperator[] ofEvents;
  private final SequenceOperator[] ofOutputs;
  private final SequenceBatch batch;
  private final Rows outputs;
  private final Worker worker = Worker.alone();

  /**
   * Lays out the buffers.
   *
   * @param limit how many events attention looks back at; 0 for all
   */
  public SequenceStep(Arena arena, Compute compute, SequenceNetwork network, int limit) {
    Workspace space = new Workspace(arena, compute, 1, 1);
    SequenceShape shape = SequenceShape.forward(1, 1, 1, 1);
    state = new RunningState(space, limit);
    SequenceGraph graph = new SequenceGraph(space, shape, network.items(), null, limit, 0, state);
    outputs = network.layOut(graph);
    ofEvents = operators(graph.operators(), false);
    ofOutputs = operators(graph.operators(), true);
    batch = new SequenceBatch(shape, null, graph.eventFeatures());
    batch.add(0, 1, 0);
    batch.pack(event -> 0, false);
  }

  private static SequenceOperator[] operators(List<SequenceOperator> all, boolean ofOutputs) {
    return all.stream()
        .filter(operator -> operator.output().outputs() == ofOutputs)
        .toArray(SequenceOperator[]::new);
  }

  /** Numbers of a session's state after so many events; it grows with them up to the limit. */
  public int stateSize(int events) {
    return state.size(events);
  }

  /** Does the network look back at events by attention? */
  public boolean attends() {
    return state.attention() != null;
  }

  /** Lets the next event be as a session's first: all that it goes on from is zero. */
  public void restart(float[] session) {
    Arrays.fill(session, 0, state.carriedSize(), 0);
  }

  /**
   * Feeds a session's next event.
   *
   * @param session its state, with room for one more event
   * @param event its number, 0 being the session's first
   * @param item the event's item
   * @param features what else is known of events, their numbers being their places
   * @param first is it the first event that the network sees of the session?
   */
  public void feed(float[] session, int event, int item, EventFeatures features, boolean first) {
    state.load(session);
    batch.items[0] = item;
    batch.descriptions.set(0, event, first ? EventFeatures.NO_PLACE : event - 1, features);
    run(ofEvents);
    state.store(session, event);
  }

  /**
   * Computes what is scored against the items.
   *
   * @param session its state
   * @param events how many it was fed, at least 1
   * @return one row, valid until the next call
   */
  public Rows outputs(float[] session, int events) {
    state.load(session);
    state.recall(session, events);
    run(ofOutputs);
    return outputs;
  }

  private void run(SequenceOperator[] operators) {
    for (SequenceOperator operator : operators) {
      operator.forward(worker, batch);
    }
  }

  /** How many of the last events attention looked at for the last {@link #outputs}. */
  public int attended() {
    return attends() ? state.recalled() : 0;
  }

  /**
   * The weight that attention gave to one of them, 0 being the oldest. Of several attentions it is
   * the one that the network lays out last.
   */
  public double attention(int event) {
    return state.attention().weight(event);
  }
}
