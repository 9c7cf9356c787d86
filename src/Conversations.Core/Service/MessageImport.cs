using System.Diagnostics;
using Conversations.Decisions;
using Conversations.Storage;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations;

/// <summary>
/// Runs one import: collects messages into batches, stores the messages of a batch together, and counts the results.
/// </summary>
internal sealed class MessageImport(IConversationStore store, CommandRunner runner, ConversationId id, ImportOptions options)
{
    private const string TextField = "text";

    private readonly List<(ImportedMessage Message, SendMessage Command, Commit Commit)> _batch = [];
    private readonly ImportEffects? _effects = options.MarkAsRead || options.VisibleTo == ImportVisibility.FullHistory
        ? new(KeepsRead: options.MarkAsRead, HidesFromOthers: options.VisibleTo == ImportVisibility.FullHistory)
        : null;

    private ImportProgress Progress { get; set; } = new(0, 0, 0);

    internal async Task<ImportProgress> RunAsync(IAsyncEnumerable<ImportedMessage> messages, CancellationToken cancellationToken)
    {
        await CheckConversationAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var message in messages.WithCancellation(cancellationToken).ConfigureAwait(false))
            await AddAsync(message, cancellationToken).ConfigureAwait(false);

        await FlushAsync(cancellationToken).ConfigureAwait(false);
        return Progress;
    }

    /// <summary>Throws if the conversation does not exist, or if the options do not say who sees the imported messages.</summary>
    private async Task CheckConversationAsync(CancellationToken cancellationToken)
    {
        var mustSeeAll = options.VisibleTo == ImportVisibility.Refuse;
        var facts = await store.ReadFactsAsync(new() { ConversationId = id, HidesHistory = mustSeeAll }, cancellationToken).ConfigureAwait(false);
        if (!facts.Exists)
            throw new ConversationNotFoundException(id);

        if (mustSeeAll && facts.HidesHistory)
        {
            throw Refusal.Of(
                "visibleTo",
                "must be Everyone or FullHistory if a participant or a former participant does not see all of the past",
                "is Refuse",
                "Set ImportOptions.VisibleTo to who may see the imported messages.");
        }
    }

    private async Task AddAsync(ImportedMessage message, CancellationToken cancellationToken)
    {
        // A null message or a default id is a mistake in the code of the caller. So the import throws instead of reporting the
        // message as refused. The messages before it are stored first.
        if (message is not { Id.IsDefault: false, SenderId: null or { IsDefault: false }, ReplyTo: null or { IsDefault: false } })
            await FlushAsync(cancellationToken).ConfigureAwait(false);

        ArgumentNullException.ThrowIfNull(message);

        // The caller may reuse the instance for the next message, but this one may be reported as refused only when the batch is stored.
        message = message.Copy();
        await runner.SynchronizeAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Check(message);
            var command = CommandOf(message);
            command.CheckTime(runner.Context);

            // The answered message may still be in the current batch, so the batch is stored first.
            if (message.ReplyTo is not null)
                await FlushAsync(cancellationToken).ConfigureAwait(false);

            var commit = command.DecideOptimistically(runner.Context)
                ?? command.Decide(await runner.ReadFactsAsync(command, cancellationToken).ConfigureAwait(false), runner.Context);
            _batch.Add((message, command, commit!));
        }
        catch (ConversationsException error) when (error is InvalidConversationDataException or MessageNotFoundException or ConversationAccessException)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
            if (await IsStoredEarlierAsync(message, error, cancellationToken).ConfigureAwait(false))
                CountAlreadyThere();
            else
                Refuse(message, error);
        }

        if (_batch.Count >= options.BatchSize)
            await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count == 0)
            return;

        runner.ThrowIfEnded(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var outcomes = await store.CommitAsync([.. _batch.Select(one => one.Commit)], cancellationToken).ConfigureAwait(false);
        runner.Signals.Tell(id);
        Telemetry.RecordCommit(started);
        for (var i = 0; i < outcomes.Count; i++)
            Count(_batch[i].Message, _batch[i].Command, outcomes[i]);

        _batch.Clear();
        options.Progress?.Report(Progress);
    }

    private void Count(ImportedMessage message, SendMessage command, CommitOutcome outcome)
    {
        switch (CommandRunner.Accept(outcome))
        {
            case Stored:
                Progress = new(Progress.Stored + 1, Progress.AlreadyThere, Progress.Refused);
                break;
            case MessageExists exists:
                CountExisting(message, command, exists.Slot);
                break;
            default:
                throw new ConversationNotFoundException(id);
        }
    }

    private void CountExisting(ImportedMessage message, SendMessage command, MessageSlot slot)
    {
        try
        {
            command.Retried(slot);
            CountAlreadyThere();
        }
        catch (MessageConflictException error)
        {
            Refuse(message, error);
        }
    }

    private void CountAlreadyThere() => Progress = new(Progress.Stored, Progress.AlreadyThere + 1, Progress.Refused);

    private void Refuse(ImportedMessage message, ConversationsException error)
    {
        if (options.OnRefused is null)
            throw error;

        options.OnRefused(message, error);
        Progress = new(Progress.Stored, Progress.AlreadyThere, Progress.Refused + 1);
    }

    /// <summary>
    /// Tells whether a message that is refused was stored earlier. Its text may break a rule that was another one at that time.
    /// </summary>
    private async Task<bool> IsStoredEarlierAsync(ImportedMessage message, ConversationsException error, CancellationToken cancellationToken)
    {
        if (error is not InvalidConversationDataException { Field: TextField } || !ContentRules.BreaksOnlyChangingRules(message.Text))
            return false;

        var command = CommandOf(message);
        if (!command.HasValidTime(runner.Context))
            return false;

        var needs = new FactsQuery { ConversationId = id, Message = message.Id };
        var facts = await store.ReadFactsAsync(needs, cancellationToken).ConfigureAwait(false);
        return facts.Message is { } slot && command.IsRetryOf(slot);
    }

    private void Check(ImportedMessage message)
    {
        message.Id.Required();
        message.SenderId?.Required(nameof(message.SenderId));
        message.ReplyTo?.Required(nameof(message.ReplyTo));
        ContentRules.CheckText(message.Text, TextField, runner.Limits.MaxTextLength);
        ContentRules.CheckCustom(message.Custom);
    }

    private SendMessage CommandOf(ImportedMessage message) => new()
    {
        ConversationId = id,
        Import = _effects,
        Message = new()
        {
            Id = message.Id,
            SenderId = message.SenderId,
            Text = message.Text,
            Custom = message.Custom,
            ReplyTo = message.ReplyTo,
            Origin = MessageOrigin.Import,
            ImportedAt = message.CreatedAt.WholeMilliseconds(),
            Hash = ContentHash.Of(message.Text, message.Custom, message.ReplyTo),
        },
    };
}
