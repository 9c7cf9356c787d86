using static Conversations.Sqlite.Tests.PowerCuts.TraceEvent;

namespace Conversations.Sqlite.Tests.PowerCuts;

/// <summary>A file on a disk: the bytes that are durable, and the changes that were not flushed yet.</summary>
internal sealed class DiskFile
{
    private const int Sector = 512;
    private byte[] _bytes = [];

    internal List<(int Index, TraceEvent Change)> Pending { get; } = [];

    internal void Flush(int before)
    {
        foreach (var (_, change) in Pending.Where(pending => pending.Index < before))
            Apply(change, static _ => true);

        Pending.RemoveAll(pending => pending.Index < before);
    }

    internal byte[] Cut(Survival survival, Random random)
    {
        var torn = survival == Survival.Torn && Pending.Count > 0 ? random.Next(Pending.Count) : -1;
        var part = random.NextDouble();
        for (var i = 0; i < Pending.Count; i++)
        {
            if (i == torn)
                Apply(Pending[i].Change, _ => random.Next(2) == 0);
            else if (survival != Survival.Nothing && random.NextDouble() < part)
                Apply(Pending[i].Change, static _ => true);
        }

        return _bytes;
    }

    private void Apply(TraceEvent change, Func<long, bool> hasSector)
    {
        if (change is Shortened shortened)
            Array.Resize(ref _bytes, (int)shortened.Length);

        if (change is not Written written)
            return;

        var bytes = written.Bytes.Span;
        for (var (from, to) = (0, 0); from < bytes.Length; from = to)
        {
            to = Math.Min(bytes.Length, from + Sector - (int)((written.Offset + from) % Sector));
            if (!hasSector(from))
                continue;

            Array.Resize(ref _bytes, Math.Max(_bytes.Length, (int)written.Offset + to));
            bytes[from..to].CopyTo(_bytes.AsSpan((int)written.Offset + from));
        }
    }
}
