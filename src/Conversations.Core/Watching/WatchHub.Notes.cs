using System.Text.Json;
using Conversations.Storage;

namespace Conversations;

/// <content>Tells other hosts what happened here, and learns from them.</content>
internal sealed partial class WatchHub
{
    /// <summary>How often this host tells others, and how often it asks whether there are any.</summary>
    private static readonly TimeSpan _tellsEvery = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan _asksEvery = TimeSpan.FromSeconds(1);

    /// <summary>How many conversations and how many events a note names at most, so that it stays below its limit.</summary>
    private const int MaxInNote = 200;

    private const int MostNotes = 1_000;

    private readonly IWatchWakeUps? _wakes = store as IWatchWakeUps;

    /// <summary>What is to be told to other hosts, or null if there are none.</summary>
    private readonly PassingEvents? _toTell = store is IWatchWakeUps ? new() : null;

    private readonly Dictionary<Guid, long> _positions = [];
    private DateTimeOffset? _hearsSince;
    private bool _isHeard;
    private long _lastNote;

    /// <summary>Gets the name of this host among those that share the database.</summary>
    private Guid Id { get; } = Guid.NewGuid();

    /// <summary>Begins to tell other hosts what this one changes, if hosts can tell each other.</summary>
    internal void TellOthers()
    {
        if (_wakes is null)
            return;

        signals.Changed += OnChanged;
        Run(token => TellAsync(_wakes, token), _stop.Token);
    }

    private async Task TellAsync(IWatchWakeUps wakes, CancellationToken cancellationToken)
    {
        await _toTell!.WaitAsync(cancellationToken).ConfigureAwait(false);
        await Task.Delay(_isHeard ? _tellsEvery : _asksEvery, time, cancellationToken).ConfigureAwait(false);
        while (!_toTell.IsEmpty)
        {
            var (changed, events) = _toTell.Take(MaxInNote);
            _isHeard = await wakes.TellAsync(Id, ++_lastNote, WatchNotes.Write(changed, events), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ListenAsync(IWatchWakeUps wakes, CancellationToken cancellationToken)
    {
        await wakes.ListenToNotesAsync(Id, () => _looks.Writer.TryWrite(true), cancellationToken).ConfigureAwait(false);

        // Nothing that others send reaches this host, so it reads the notes every second.
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadNotesAsync(IWatchStore store, CancellationToken cancellationToken)
    {
        if (_wakes is null)
            return;

        _hearsSince ??= (await store.ReadTimeAsync(cancellationToken).ConfigureAwait(false)).Now;
        var notes = await _wakes.ReadNotesAsync(Id, _positions, _hearsSince.Value, cancellationToken).ConfigureAwait(false);
        foreach (var note in notes)
        {
            _positions[note.HostId] = note.Number;
            Hear(note);
        }

        if (notes.Count >= MostNotes)
            _looks.Writer.TryWrite(true);
    }

    private void Hear(WatchNote note)
    {
        try
        {
            WatchNotes.Read(note.Text, Changed, Pass);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException or FormatException)
        {
            WatchLog.TurnFailed(logger, error);
        }
    }
}
