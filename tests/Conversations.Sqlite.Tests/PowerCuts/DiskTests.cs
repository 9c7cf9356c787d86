using static Conversations.Sqlite.Tests.PowerCuts.TraceEvent;

namespace Conversations.Sqlite.Tests.PowerCuts;

public sealed class DiskTests
{
    private static readonly byte[] _old = [.. Enumerable.Repeat((byte)1, 2_048)];
    private static readonly byte[] _new = [.. Enumerable.Repeat((byte)2, 2_048)];

    [Fact]
    public void Write_that_was_flushed_survives_and_one_that_was_not_does_not()
    {
        TraceEvent[] events = [new Made("a"), new Written("a", 0, _old), new Synced("a", 2), new Written("a", 0, _new)];

        Cut(events, Survival.Nothing, seed: 1).Should().Equal(_old);
        Cut(events[..2], Survival.Nothing, seed: 1).Should().BeEmpty();
    }

    [Fact]
    public void Write_during_a_flush_is_not_flushed_by_it()
    {
        TraceEvent[] events = [new Made("a"), new Written("a", 0, _old), new Written("a", 0, _new), new Synced("a", 2)];

        Cut(events, Survival.Nothing, seed: 1).Should().Equal(_old);
    }

    [Fact]
    public void Torn_write_leaves_a_mix_of_whole_old_and_new_sectors()
    {
        TraceEvent[] events = [new Made("a"), new Written("a", 0, _old), new Synced("a", 2), new Written("a", 0, _new)];

        var cuts = Enumerable.Range(0, 50).Select(seed => Cut(events, Survival.Torn, seed)).ToList();

        cuts.SelectMany(bytes => bytes.Chunk(512)).Should().OnlyContain(sector => sector.Distinct().Count() == 1);
        cuts.Should().Contain(bytes => bytes.Distinct().Count() == 2);
    }

    [Fact]
    public void File_that_was_removed_is_gone() =>
        Disk.At([new Made("a"), new Written("a", 0, _old), new Removed("a")], 3, Survival.Some, new(1)).Should().BeEmpty();

    private static byte[] Cut(TraceEvent[] events, Survival survival, int seed) => Disk.At(events, events.Length, survival, new(seed))["a"];
}
