using static Conversations.Sqlite.Tests.PowerCuts.TraceEvent;

namespace Conversations.Sqlite.Tests.PowerCuts;

/// <summary>The files of a process as a power cut would leave them. Creating or removing a file counts as durable immediately.</summary>
internal sealed class Disk
{
    private readonly Dictionary<string, DiskFile> _files = [];

    internal static IReadOnlyDictionary<string, byte[]> At(IReadOnlyList<TraceEvent> events, int cut, Survival survival, Random random)
    {
        var disk = new Disk();
        for (var i = 0; i < cut; i++)
            disk.Do(i, events[i]);

        return disk._files.ToDictionary(file => file.Key, file => file.Value.Cut(survival, random));
    }

    private void Do(int index, TraceEvent happened)
    {
        switch (happened)
        {
            case Made made:
                Of(made.Path);
                break;
            case Written written:
                Of(written.Path).Pending.Add((index, written));
                break;
            case Shortened shortened:
                Of(shortened.Path).Pending.Add((index, shortened));
                break;
            case Synced synced:
                Of(synced.Path).Flush(synced.BegunAt);
                break;
            case Removed removed:
                _files.Remove(removed.Path);
                break;
            default:
                break;
        }
    }

    private DiskFile Of(string path)
    {
        if (!_files.TryGetValue(path, out var file))
            _files.Add(path, file = new());

        return file;
    }
}
