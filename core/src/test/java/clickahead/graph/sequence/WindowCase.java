package clickahead.graph.sequence;

import clickahead.graph.MiniBatch;
import clickahead.graph.parallel.RecordedGradients;
import clickahead.graph.parallel.StepCase;
import clickahead.graph.parallel.StepWeight;
import clickahead.math.Compute;
import clickahead.math.Kernels;
import clickahead.math.WorkerTeam;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Some training steps one behind the other, with random sessions that begin and end among them; the
 * gradient is that of the last one's loss.
 *
 * @param step weights, loss and dropout; its states and items are not used
 * @param bptt steps through which the gradient goes back, k
 * @param steps steps in all
 */
public record WindowCase(StepCase step, int bptt, int steps) {

  /** Steps in memory. */
  public final class Laid {
    public final StepCase.Laid weights;
    public final List<MiniBatch> batches = new ArrayList<>();
    public RecordedGradients recorded;
    private final WorkerTeam team;
    private final Kernels kernels;

    private Laid(Arena arena, Compute compute, WorkerTeam team, int depth) {
      this.team = team;
      kernels = compute.kernels();
      weights = step.lay(arena, compute, team.size(), 2, depth);
      sessions(team.size(), depth > 1 ? depth : 0);
    }

    /** Draws sessions of up to bptt + 2 transitions; some slots stay empty behind their first. */
    private void sessions(int workers, int earlierSteps) {
      SplittableRandom random = new SplittableRandom(step.seed() + 17);
      for (int t = 0; t < steps; t++) {
        batches.add(new MiniBatch(t % 2, step.slots(), step.samples(), workers, earlierSteps));
        batches.get(t).step = 5 + t;
        for (int i = 0; i < step.samples(); i++) {
          batches.get(t).addSample(i % workers, random.nextInt(step.items()));
        }
      }
      for (int slot = 0; slot < step.slots(); slot++) {
        int t = 0;
        do {
          int length = Math.min(random.nextInt(1, bptt + 3), steps - t);
          session(random, slot, t, length);
          t += length;
        } while (t < steps && slot % 4 != 3);
      }
    }

    private void session(SplittableRandom random, int slot, int first, int length) {
      int[] items = random.ints(length + 1, 0, step.items()).toArray();
      for (int i = 0; i < length; i++) {
        MiniBatch batch = batches.get(first + i);
        batch.inputs[slot] = items[i];
        batch.targets[slot] = items[i + 1];
        batch.fresh[slot] = i == 0;
        batch.active++;
        for (int lag = 1; lag <= Math.min(i, batch.earlier.length); lag++) {
          batch.earlier[lag - 1][slot] = items[i - lag];
        }
      }
    }

    /** Runs steps from to end - 1, and gives the last one's loss. */
    double run(int from, int end) {
      double[] losses = new double[team.size()];
      for (MiniBatch batch : batches.subList(from, end)) {
        team.run(worker -> losses[worker.index()] = weights.plan.gradients(worker, batch));
      }
      if (!Arrays.stream(losses).allMatch(each -> each == losses[0])) {
        throw new AssertionError("workers got different losses: " + Arrays.toString(losses));
      }
      return losses[0];
    }

    /**
     * Runs all steps.
     *
     * @param change changes what it likes before the last step
     * @return the last step's gradients of all weights
     */
    public List<Double> gradients(Consumer<Laid> change) {
      run(0, steps - 1);
      change.accept(this);
      run(steps - 1, steps);
      recorded = new RecordedGradients(weights);
      team.run(worker -> weights.plan.update(worker, recorded, 0));
      return StepWeight.of(weights).stream().map(weight -> weight.gradient(recorded)).toList();
    }

    /** Central differences of the last loss, with the states before the window as they are. */
    public List<Double> differences(double difference) {
      int from = Math.max(0, steps - bptt);
      run(0, from);
      MiniBatch before = new MiniBatch(1 - from % 2, step.slots(), 0, 1);
      List<double[]> states = states(before, null);
      List<Double> slopes = new ArrayList<>();
      for (StepWeight weight : StepWeight.of(weights)) {
        double value = weight.get();
        weight.put(value + difference);
        states(before, states);
        double above = run(from, steps);
        weight.put(value - difference);
        states(before, states);
        double below = run(from, steps);
        weight.put(value);
        slopes.add((above - below) / (2 * difference * step.slots()));
      }
      return slopes;
    }

    /** Reads the states that a mini-batch has left, or writes them. */
    private List<double[]> states(MiniBatch before, List<double[]> put) {
      List<double[]> read = new ArrayList<>();
      for (int l = 0; l < weights.layers.size(); l++) {
        long state = weights.plan.state(l, before);
        int count = weights.layers.get(l).units() * Kernels.padded(step.slots());
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
          if (put != null) {
            kernels.put(state, i, put.get(l)[i]);
          }
          values[i] = kernels.get(state, i);
        }
        read.add(values);
      }
      return read;
    }

    /** The sessions that the steps hold, each with the item behind the last that was fed. */
    List<List<Integer>> sessions() {
      List<List<Integer>> sessions = new ArrayList<>();
      for (int slot = 0; slot < step.slots(); slot++) {
        for (MiniBatch batch : batches) {
          if (batch.fresh[slot]) {
            sessions.add(new ArrayList<>(List.of(batch.inputs[slot])));
          }
          if (batch.inputs[slot] >= 0) {
            sessions.getLast().add(batch.targets[slot]);
          }
        }
      }
      return sessions;
    }

    /** Items whose rows the last step's gradient reaches, as scored or as fed. */
    public Set<Integer> items() {
      MiniBatch last = batches.getLast();
      Set<Integer> items = new TreeSet<>();
      for (int b = 0; b < step.slots(); b++) {
        items.add(last.inputs[b]);
        items.add(last.targets[b]);
        for (int lag = 1; lag < last.earlier.length; lag++) {
          items.add(last.earlier[lag - 1][b]);
        }
      }
      items.remove(MiniBatch.NONE);
      int workers = team.size();
      for (int list = 0; list < workers * workers; list++) {
        int[] samples = last.samples(list / workers, list % workers);
        for (int i = 0; i < last.sampleCount(list / workers, list % workers); i++) {
          items.add(samples[i]);
        }
      }
      return items;
    }
  }

  /** Lays the steps out with a gradient through time. */
  public Laid lay(Arena arena, Compute compute, WorkerTeam team) {
    return new Laid(arena, compute, team, bptt);
  }

  /** Lays the steps out without one. */
  public Laid layForward(Arena arena, Compute compute, WorkerTeam team) {
    return new Laid(arena, compute, team, 1);
  }

  @Override
  public String toString() {
    return "bptt " + bptt + " over " + steps + " steps of " + step;
  }
}
