using System.Collections.Concurrent;

namespace Conversations.Testing;

/// <summary>Callers that make calls of every kind until they are stopped. Each caller has its own random numbers.</summary>
/// <param name="kept">The conversations that exist throughout.</param>
/// <param name="deleted">The conversation that is created and deleted again and again.</param>
/// <param name="alice">A participant who always may write.</param>
/// <param name="bob">A participant whose access changes.</param>
/// <param name="carol">A user who joins and leaves.</param>
internal sealed class FaultStorm(IReadOnlyList<ConversationId> kept, ConversationId deleted, UserId alice, UserId bob, UserId carol) : IDisposable
{
    private readonly SemaphoreSlim _completed = new(0);
    private volatile bool _isStopping;

    /// <summary>Gets the messages whose sends ended with a known outcome.</summary>
    internal ConcurrentBag<FaultSend> Sends { get; } = [];

    public void Dispose() => _completed.Dispose();

    internal void Stop() => _isStopping = true;

    /// <summary>Waits until this many more calls ended, well or not, or a caller failed.</summary>
    internal async Task CompletesAsync(int calls, IReadOnlyList<Task> callers)
    {
        var ended = Task.WhenAny(callers);
        for (var i = 0; i < calls; i++)
        {
            var next = _completed.WaitAsync();
            if (await Task.WhenAny(next, ended) == ended)
                await await ended;

            await next;
        }
    }

    internal async Task CallAsync(IConversations app, int caller)
    {
        var random = new Random(caller);
        for (var i = 0; !_isStopping; i++)
        {
            var room = random.Next(5) == 0 ? deleted : kept[random.Next(kept.Count)];
            if (random.Next(3) == 0)
                await SendAsync(app, room, new($"{caller}-{i}"), retries: random.Next(2) == 0);
            else
                await ChangeAsync(app, room, random, caller, i);

            _completed.Release();
        }
    }

    private async Task SendAsync(IConversations app, ConversationId room, MessageId id, bool retries)
    {
        var text = $"text of {id}";
        var isUnknown = false;
        for (var attempt = 0; attempt < Disturbed.MaxAttempts; attempt++)
        {
            long? sequence = null;
            var ending = await Disturbed.EndOfAsync(async () => sequence = (await app.SendAsync(room, alice, text, id)).Message!.Sequence, [id]);
            isUnknown |= ending == Ending.Unknown;
            if (ending == Ending.Refused)
                return;

            if (ending == Ending.Done || (ending == Ending.NotStored && !isUnknown && !retries))
            {
                Sends.Add(new(room, id, text, sequence));
                return;
            }
        }
    }

    private Task<Ending> ChangeAsync(IConversations app, ConversationId room, Random random, int caller, int i)
    {
        MessageId[] sent = [new("none"), .. Sends.Where(send => send.Room == room).Select(send => send.Id)];
        MessageId some = sent[random.Next(sent.Length)], imported = new($"import-{caller}-{i}");
        return random.Next(11) switch
        {
            0 => MakeAsync(() => app.CreateIfNotExistsAsync(room, new() { Participants = [new(alice), new(bob)] })),
            1 => MakeAsync(() => app.EditMessageAsync(room, some, new() { Text = $"edited by {caller} in {i}" })),
            2 => MakeAsync(() => app.DeleteMessageAsync(room, some)),
            3 => MakeAsync(() => app.AddReactionAsync(room, some, alice, random.Next(2) == 0 ? "👍" : "🎉")),
            4 => MakeAsync(() => app.RemoveReactionAsync(room, some, alice, "👍")),
            5 => MakeAsync(() => app.SetParticipantAsync(room, carol)),
            6 => MakeAsync(() => app.RemoveParticipantAsync(room, carol)),
            7 => MakeAsync(() => app.SetParticipantAsync(room, bob, new() { Access = random.Next(2) == 0 ? ParticipantAccess.Read : ParticipantAccess.ReadWrite })),
            8 => MakeAsync(() => app.UpdateAsync(room, new() { Subject = $"by {caller} in {i}" })),
            9 => MakeAsync(() => app.MarkAsReadAsync(room, bob)),
            _ when room == deleted => MakeAsync(() => app.DeleteAsync(room)),
            _ => MakeAsync(() => app.ImportAsync(room, Import(imported)), imported),
        };
    }

    private static Task<Ending> MakeAsync(Func<Task> call, params MessageId[] sends) => Disturbed.EndOfAsync(call, sends);

    private IAsyncEnumerable<ImportedMessage> Import(MessageId id) =>
        new ImportedMessage[] { new() { Id = id, SenderId = carol, Text = "imported", CreatedAt = DateTimeOffset.UnixEpoch } }.ToAsyncEnumerable();
}
