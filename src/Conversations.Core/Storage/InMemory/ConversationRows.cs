namespace Conversations.Storage.InMemory;

/// <summary>All rows of one conversation. Every method must be called under its lock.</summary>
internal sealed partial class ConversationRows(ConversationId id, InboxIndex inboxes)
{
    private ConversationSettings? _settings;
    private DateTimeOffset _createdAt;
    private DateTimeOffset? _lastActivityAt;
    private long _version;
    private long _settingsVersion;
    private MemberRows _members = new();
    private MessageRows _messages = new(0);
    private LogRows _log = new(0);

    internal Lock Lock { get; } = new();

    internal bool IsSeenBy(UserId? viewer) =>
        _settings is not null && (viewer is not { } user || _members.FindPresent(user) is not null);

    internal ConversationFacts Facts(FactsQuery query) => new()
    {
        ConversationId = id,
        Settings = _settings,
        SettingsVersion = _settingsVersion,
        ParticipantCount = _members.PresentCount,
        Memberships = query.Users
            .Select(_members.Find)
            .OfType<MemberRow>()
            .Distinct()
            .ToDictionary(row => row.UserId, row => row.ToMembership()),
        Message = query.Message is { } message ? _messages.FindSlot(message, query.Reactor) : null,
        ReplyTo = query.ReplyTo is { } replyTo ? _messages.FindSlot(replyTo, query.Reactor) : null,
    };

    internal StoredConversation Read(UserId? viewer) => new(
        new()
        {
            Id = id,
            Subject = _settings!.Subject,
            PhotoUrl = _settings.PhotoUrl,
            WelcomeMessages = _settings.WelcomeMessages,
            Custom = _settings.Custom,
            CreatedAt = _createdAt,
            ParticipantCount = _members.PresentCount,
            LastMessage = _messages.Last is { } last ? _messages.Complete(last, viewer) : null,
            MessageCount = _messages.Count,
            LastSequence = _messages.LastSequence,
            LastActivityAt = _lastActivityAt,
            Version = _version,
            SettingsVersion = _settingsVersion,
        },
        viewer is { } user ? _members.FindPresent(user)!.ToParticipant() : null);

    internal Participant? ReadParticipant(UserId userId) => _members.FindPresent(userId)?.ToParticipant();

    internal List<Participant> ReadParticipants(ParticipantWindow window) => _members.Page(window.After, window.Limit);

    internal List<Message> ReadMessages(MessageWindow window) => _messages.Page(window);

    internal Message? ReadMessage(MessageId messageId, UserId? viewer) => _messages.FindWithReactions(messageId, viewer);

    internal IReadOnlyList<Reactor>? ReadReactors(ReactorWindow window) => _messages.Find(window.MessageId) is not { } message ? null :
    [
        .. _messages.ReactorsOf(message.Sequence).Where(one => one.Version > window.AfterVersion).Take(window.Limit),
    ];

    internal ChangeSlice ReadChanges(long after, int limit) => _log.After(id, after, limit);
}
