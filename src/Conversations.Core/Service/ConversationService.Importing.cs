using System.Diagnostics;
using Conversations.Storage;
using static Conversations.Storage.CommitOutcome;

namespace Conversations;

/// <content>Importing messages.</content>
internal sealed partial class ConversationService
{
    internal async Task<ImportProgress> ImportAsync(
        ConversationId id, IAsyncEnumerable<ImportedMessage> messages, ImportOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        CheckAlive(cancellationToken);
        await GetAsync(null, id.Required(), cancellationToken).ConfigureAwait(false);
        var import = new Import(this, id, options ?? new());
        await foreach (var message in messages.WithCancellation(cancellationToken).ConfigureAwait(false))
            await import.AddAsync(message, cancellationToken).ConfigureAwait(false);

        await import.FlushAsync(cancellationToken).ConfigureAwait(false);
        return import.Progress;
    }

    /// <summary>One run of an import: what waits to be stored together, and the counts.</summary>
    private sealed class Import(ConversationService service, ConversationId id, ImportOptions options)
    {
        private readonly List<(ImportedMessage Message, SendMessage Command, Commit Commit)> _batch = [];

        internal ImportProgress Progress { get; private set; } = new(0, 0, 0);

        internal async Task AddAsync(ImportedMessage message, CancellationToken cancellationToken)
        {
            // What only a fault of the caller's brings is not passed over; it too ends the import after what came before.
            if (message is not { Id.IsDefault: false, SenderId: null or { IsDefault: false }, ReplyTo: null or { IsDefault: false } })
                await FlushAsync(cancellationToken).ConfigureAwait(false);

            ArgumentNullException.ThrowIfNull(message);
            try
            {
                var command = CommandOf(message);
                command.CheckTime(service.Context);

                // What is answered may be waiting in this very batch.
                if (message.ReplyTo is not null)
                    await FlushAsync(cancellationToken).ConfigureAwait(false);

                var commit = command.DecideUnseen(service.Context)
                    ?? command.Decide(await service.ReadFactsAsync(command, cancellationToken).ConfigureAwait(false), service.Context);
                _batch.Add((message, command, commit!));
            }
            catch (ConversationsException error) when (error is InvalidConversationDataException or MessageNotFoundException or ConversationAccessException)
            {
                await FlushAsync(cancellationToken).ConfigureAwait(false);
                Refuse(message, error);
            }

            if (_batch.Count >= options.BatchSize)
                await FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        internal async Task FlushAsync(CancellationToken cancellationToken)
        {
            if (_batch.Count == 0)
                return;

            service.CheckAlive(cancellationToken);
            var started = Stopwatch.GetTimestamp();
            var outcomes = await service._store.CommitAsync([.. _batch.Select(one => one.Commit)], cancellationToken).ConfigureAwait(false);
            Telemetry.RecordCommit(started);
            for (var i = 0; i < outcomes.Count; i++)
                Count(_batch[i].Message, _batch[i].Command, outcomes[i]);

            _batch.Clear();
            options.Progress?.Report(Progress);
        }

        private void Count(ImportedMessage message, SendMessage command, CommitOutcome outcome)
        {
            switch (Accept(outcome))
            {
                case Stored:
                    Progress = Progress with { Stored = Progress.Stored + 1 };
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
                Progress = Progress with { AlreadyThere = Progress.AlreadyThere + 1 };
            }
            catch (MessageConflictException error)
            {
                Refuse(message, error);
            }
        }

        private void Refuse(ImportedMessage message, ConversationsException error)
        {
            if (options.OnRefused is null)
                throw error;

            options.OnRefused(message, error);
            Progress = Progress with { Refused = Progress.Refused + 1 };
        }

        private SendMessage CommandOf(ImportedMessage message)
        {
            message.SenderId?.Required(nameof(message.SenderId));
            message.ReplyTo?.Required(nameof(message.ReplyTo));
            ContentRules.CheckText(message.Text, "text", service._limits.MaxTextLength);
            ContentRules.CheckCustom(message.Custom);
            return new()
            {
                ConversationId = id,
                Message = new()
                {
                    Id = message.Id.Required(),
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
    }
}
