using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Conversations;

namespace Quickstart.Import;

/// <summary>Imports the chat logs of one channel into one conversation. For one import.</summary>
/// <remarks>
/// To write does not make a participant: nobody has to have joined to have written. But a conversation has at least one participant,
/// so it is created, before the first message, with whoever was the first to join or to write.
/// </remarks>
internal sealed class LogImporter(IConversations conversations, string channel)
{
    private static readonly CustomData _action = new() { ["kind"] = "action" };

    private readonly ConversationId _id = new(NameOf(channel));
    private readonly Roster _roster = new();
    private readonly Tally _refused = new();
    private long _passedOver;

    /// <summary>Gets the conversation that the messages go to.</summary>
    internal ConversationId Id => _id;

    /// <summary>Gives the id of a channel's conversation as text: in lower case, since channels are compared without case.</summary>
    [SuppressMessage("Globalization", "CA1308", Justification = "An id that people read; channels are written in lower case.")]
    internal static string NameOf(string channel) => channel.ToLowerInvariant();

    /// <summary>Imports files, in the order given.</summary>
    /// <param name="files">The files.</param>
    /// <param name="bytes">Is told how many bytes of them all were read; null = nobody.</param>
    /// <param name="cancellationToken">Gives up; an import that is run again goes on.</param>
    /// <returns>What came of it.</returns>
    internal async Task<ImportReport> ImportAsync(
        IReadOnlyList<LogFile> files, IProgress<long>? bytes = null, CancellationToken cancellationToken = default)
    {
        await using var messages = ReadAsync(files, bytes, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var hasMessages = await messages.MoveNextAsync();
        if (_roster.First is not { } first)
            return new() { PassedOver = _passedOver, Refused = _refused, RefusedMoves = _roster.Refused, Senders = new() };

        var draft = new ConversationDraft { Participants = [new(first)], Subject = channel };
        await conversations.CreateIfNotExistsAsync(_id, draft, cancellationToken);
        var options = new ImportOptions { OnRefused = (_, error) => _refused.Add(Reason(error)) };
        var rest = hasMessages ? FromCurrentAsync(messages) : AsyncEnumerable.Empty<ImportedMessage>();
        var done = await conversations.ImportAsync(_id, rest, options, cancellationToken);
        await _roster.CarryOutAsync(conversations, _id, cancellationToken);
        return await ReportAsync(done, cancellationToken);
    }

    private static async IAsyncEnumerable<ImportedMessage> FromCurrentAsync(IAsyncEnumerator<ImportedMessage> messages)
    {
        do
            yield return messages.Current;
        while (await messages.MoveNextAsync());
    }

    private static string Reason(ConversationsException error) => error switch
    {
        InvalidConversationDataException { Found: "is empty", Field: var field } => $"{field} is empty",
        InvalidConversationDataException invalid => $"{invalid.Field} {invalid.Limit}",
        MessageConflictException => "another message has this file's name and line",
        _ => error.GetType().Name,
    };

    private async IAsyncEnumerable<ImportedMessage> ReadAsync(
        IReadOnlyList<LogFile> files, IProgress<long>? bytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = 0L;
        foreach (var file in files)
        {
            await using var stream = file.Open();
            var progress = bytes is null ? null : new Shifted(bytes, before);
            await foreach (var line in new IrcLogReader(file.Day).ReadAsync(stream, progress, cancellationToken))
            {
                if (Take(line, file) is { } message)
                    yield return message;
            }

            before += file.Length;
        }
    }

    /// <summary>Takes a line in: gives its message, notes who came or went, or counts it.</summary>
    private ImportedMessage? Take(IrcLine line, LogFile file)
    {
        switch (line)
        {
            case IrcLine.Said said:
                return MessageOf(said, file);
            case IrcLine.Joined joined when IsOurs(joined.Channel):
                _roster.Joined(joined.Nick);
                break;
            case IrcLine.Left left when IsOurs(left.Channel):
                _roster.Left(left.Nick);
                break;
            case IrcLine.Renamed renamed:
                _roster.Left(renamed.From);
                _roster.Joined(renamed.To);
                break;
            default:
                _passedOver++;
                break;
        }

        return null;
    }

    private bool IsOurs(string other) => string.Equals(other, channel, StringComparison.OrdinalIgnoreCase);

    private ImportedMessage? MessageOf(IrcLine.Said said, LogFile file)
    {
        if (said.At is not { } at)
        {
            _refused.Add("time is no time of day");
            return null;
        }

        if (!UserId.TryParse(said.Nick, out var sender))
        {
            _refused.Add(said.Nick.Length == 0 ? "nick is empty" : "nick is no user id");
            return null;
        }

        _roster.Wrote(sender);
        return new()
        {
            Id = MessageNames.Of(file.Name, said.Number),
            SenderId = sender,
            Text = said.Text,
            CreatedAt = at,
            Custom = said.IsAction ? _action : CustomData.Empty,
        };
    }

    private async Task<ImportReport> ReportAsync(ImportProgress done, CancellationToken cancellationToken)
    {
        var senders = new Tally();
        await foreach (var message in conversations.ListMessagesAsync(_id).WithCancellation(cancellationToken))
        {
            if (message.SenderId is { } sender)
                senders.Add(sender.Value);
        }

        var conversation = await conversations.FindAsync(_id, cancellationToken);
        return new()
        {
            Conversations = 1,
            Participants = conversation!.ParticipantCount,
            Stored = done.Stored,
            AlreadyThere = done.AlreadyThere,
            Refused = _refused,
            RefusedMoves = _roster.Refused,
            PassedOver = _passedOver,
            Senders = senders,
        };
    }

    /// <summary>Reports the bytes of one file on top of those of the files before.</summary>
    private sealed class Shifted(IProgress<long> inner, long by) : IProgress<long>
    {
        public void Report(long value) => inner.Report(by + value);
    }
}
