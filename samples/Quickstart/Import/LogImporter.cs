using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Conversations;

namespace Quickstart.Import;

/// <summary>Imports the chat logs of one channel into one conversation. An instance can be used for one import only.</summary>
/// <remarks>
/// A user can write without having joined, so a user who writes does not become a participant. But a conversation has at least one
/// participant. So the importer creates it before the first message, with the first user who joined or wrote.
/// </remarks>
internal sealed class LogImporter(IConversations conversations, string channel)
{
    private static readonly CustomData _action = new() { ["kind"] = "action" };

    private readonly ConversationId _id = new(NameOf(channel));
    private readonly Roster _roster = new();
    private readonly Tally _refused = new();
    private long _passedOver;

    /// <summary>Gets the id of the conversation that the messages are imported into.</summary>
    internal ConversationId Id => _id;

    /// <summary>
    /// Returns the id of a channel's conversation as text. It is in lower case, because channels are compared without case.
    /// </summary>
    [SuppressMessage("Globalization", "CA1308", Justification = "People read the id, and channels are written in lower case.")]
    internal static string NameOf(string channel) => channel.ToLowerInvariant();

    /// <summary>Imports files in the given order.</summary>
    /// <param name="files">The files.</param>
    /// <param name="bytes">Receives the number of bytes read of all files so far. If it is null, the import reports no progress.</param>
    /// <param name="cancellationToken">
    /// Cancels the call. If the same import is run again, it continues with the messages that are not stored yet.
    /// </param>
    /// <returns>The report of the import.</returns>
    internal async Task<ImportReport> ImportAsync(
        IReadOnlyList<LogFile> files, IProgress<double>? bytes = null, CancellationToken cancellationToken = default)
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
        IReadOnlyList<LogFile> files, IProgress<double>? bytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = 0L;
        foreach (var file in files)
        {
            await using var stream = file.Open();
            await foreach (var line in new IrcLogReader(file.Day).ReadAsync(stream, cancellationToken))
            {
                if (stream.CanSeek)
                    bytes?.Report(before + stream.Position);

                if (Take(line, file) is { } message)
                    yield return message;
            }

            before += file.Length;
            bytes?.Report(before);
        }
    }

    /// <summary>
    /// Processes a line: returns its message, or returns null after it noted a join, a leave or a rename, or counted the line.
    /// </summary>
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
            _refused.Add("time is not a time of day");
            return null;
        }

        if (!UserId.TryParse(said.Nick, out var sender))
        {
            _refused.Add(said.Nick.Length == 0 ? "nick is empty" : "nick is not a valid user id");
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
}
