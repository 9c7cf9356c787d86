namespace Conversations.Benchmarks;

/// <summary>How much the parts of the run measure.</summary>
/// <param name="Parts">The parts to measure.</param>
/// <param name="Changes">The number of changes to deliver.</param>
/// <param name="Conversations">The number of conversations that they are in.</param>
/// <param name="Pairs">The number of pairs of measurements that are compared.</param>
/// <param name="Quiet">The number of conversations of an idle host.</param>
/// <param name="Seconds">How long each steady load lasts, and the idle host is watched.</param>
/// <param name="SlowSeconds">How long the slow destination takes to answer.</param>
/// <param name="WritesReadme">Whether the results go into benchmarks/README.md.</param>
internal sealed record DeliveryPlan(
    string[] Parts, int Changes, int Conversations, int Pairs, int Quiet, int Seconds, double SlowSeconds, bool WritesReadme);
