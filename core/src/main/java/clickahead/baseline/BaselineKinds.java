package clickahead.baseline;

import clickahead.data.SessionLog;

/** The baselines that are trained from their parameters alone, for the service loader. */
public final class BaselineKinds {
  private BaselineKinds() {}

  /** A kind without parameters. */
  public record NoParameters() {}

  /** popularity. */
  public static final class PopularityKind extends SessionsKind<NoParameters> {
    /** For the service loader. */
    public PopularityKind() {
      super("popularity", "The most clicked items", NoParameters.class);
    }

    @Override
    Baseline train(SessionLog log, int items, NoParameters p) {
      return Popularity.train(log, items);
    }
  }

  /** session-popularity. */
  public static final class SessionPopularityKind extends SessionsKind<NoParameters> {
    /** For the service loader. */
    public SessionPopularityKind() {
      super(
          "session-popularity",
          "The most clicked items of the session, then of the log",
          NoParameters.class);
    }

    @Override
    Baseline train(SessionLog log, int items, NoParameters p) {
      return SessionPopularity.train(log, items);
    }
  }

  /** markov-chain. */
  public static final class MarkovChainKind extends SessionsKind<NoParameters> {
    /** For the service loader. */
    public MarkovChainKind() {
      super(
          "markov-chain",
          "What most often came after the last click; ties by popularity",
          NoParameters.class);
    }

    @Override
    Baseline train(SessionLog log, int items, NoParameters p) {
      return MarkovChain.train(log, items);
    }
  }

  /** recent-popularity. */
  public static final class RecentPopularityKind extends SessionsKind<RecentPopularityParameters> {
    /** For the service loader. */
    public RecentPopularityKind() {
      super(
          "recent-popularity",
          "The most clicked items of the last days",
          RecentPopularityParameters.class);
    }

    @Override
    Baseline train(SessionLog log, int items, RecentPopularityParameters p) {
      return RecentPopularity.train(log, items, p);
    }
  }

  /** association-rules. */
  public static final class AssociationRulesKind extends SessionsKind<AssociationRulesParameters> {
    /** For the service loader. */
    public AssociationRulesKind() {
      super(
          "association-rules",
          "AR: what was in one session with the last click",
          AssociationRulesParameters.class);
    }

    @Override
    Baseline train(SessionLog log, int items, AssociationRulesParameters p) {
      return AssociationRules.train(log, items, p);
    }
  }

  /** mc. */
  public static final class McKind extends SessionsKind<MarkovRulesParameters> {
    /** For the service loader. */
    public McKind() {
      super(
          "mc",
          "The Markov chain of session-rec, pruned, nothing behind it",
          MarkovRulesParameters.class);
    }

    @Override
    Baseline train(SessionLog log, int items, MarkovRulesParameters p) {
      return SequentialRules.trainMarkovChain(log, items, p);
    }
  }

  /** sequential-rules. */
  public static final class SequentialRulesKind extends SessionsKind<SequentialRulesParameters> {
    /** For the service loader. */
    public SequentialRulesKind() {
      super(
          "sequential-rules",
          "SR: what came some clicks after the last click",
          SequentialRulesParameters.class);
    }

    @Override
    Baseline train(SessionLog log, int items, SequentialRulesParameters p) {
      return SequentialRules.train(log, items, p);
    }
  }

  /** item-knn. */
  public static final class ItemKnnKind extends SessionsKind<ItemKnnParameters> {
    /** For the service loader. */
    public ItemKnnKind() {
      super(
          "item-knn",
          "Items that share most sessions with the last click (Hidasi et al. 2016)",
          ItemKnnParameters.class);
    }

    @Override
    Baseline train(SessionLog log, int items, ItemKnnParameters p) {
      return ItemKnn.train(log, items, p);
    }
  }

  /** sknn. */
  public static final class SknnKind extends SessionsKind<SknnParameters> {
    /** For the service loader. */
    public SknnKind() {
      super(
          "sknn",
          "Items of similar past sessions (Jannach and Ludewig 2017)",
          SknnParameters.class);
    }

    @Override
    Baseline train(SessionLog log, int items, SknnParameters p) {
      return Sknn.train(log, items, p);
    }
  }

  /** vsknn. */
  public static final class VsknnKind extends SessionsKind<VsknnParameters> {
    /** For the service loader. */
    public VsknnKind() {
      super(
          "vsknn",
          "The same, later clicks counting more (Ludewig and Jannach 2018)",
          VsknnParameters.class);
    }

    @Override
    Baseline train(SessionLog log, int items, VsknnParameters p) {
      return Vsknn.train(log, items, p);
    }
  }

  /** stan. */
  public static final class StanKind extends SessionsKind<StanParameters> {
    /** For the service loader. */
    public StanKind() {
      super(
          "stan", "The same, aware of sequence and time (Garg et al. 2019)", StanParameters.class);
    }

    @Override
    Baseline train(SessionLog log, int items, StanParameters p) {
      return Stan.train(log, items, p);
    }
  }

  /** vstan. */
  public static final class VstanKind extends SessionsKind<VstanParameters> {
    /** For the service loader. */
    public VstanKind() {
      super("vstan", "STAN with the ideas of VSKNN (Ludewig et al. 2021)", VstanParameters.class);
    }

    @Override
    Baseline train(SessionLog log, int items, VstanParameters p) {
      return Vstan.train(log, items, p);
    }
  }

  /** vmis-knn. */
  public static final class VmisKnnKind extends SessionsKind<VmisKnnParameters> {
    /** For the service loader. */
    public VmisKnnKind() {
      super(
          "vmis-knn",
          "The same from the newest sessions, for many requests (Kersbergen et al. 2022)",
          VmisKnnParameters.class);
    }

    @Override
    Baseline train(SessionLog log, int items, VmisKnnParameters p) {
      return VmisKnn.train(log, items, p);
    }
  }
}
