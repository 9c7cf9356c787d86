using static Conversations.PropertyTraits;

namespace Conversations;

/// <summary>Contains the JSON forms of conversations, their drafts and settings.</summary>
internal static class ConversationForms
{
    /// <summary>Gets the forms.</summary>
    internal static FormTable Table { get; } = new FormTable()
        .Add(new ObjectForm<Conversation>(static args => new()
            {
                Id = (ConversationId)args[0], Subject = (string)args[1], PhotoUrl = (string)args[2],
                WelcomeMessages = (IReadOnlyList<string>)args[3], Custom = (CustomData)args[4], CreatedAt = (DateTimeOffset)args[5],
                ParticipantCount = (int)args[6], LastMessage = (Message)args[7], MessageCount = (long)args[8], LastSequence = (long)args[9],
                LastActivityAt = (DateTimeOffset?)args[10], Version = (long)args[11], SettingsVersion = (long)args[12],
            })
            .With(nameof(Conversation.Id), static it => it.Id, Required)
            .With(nameof(Conversation.Subject), static it => it.Subject)
            .With(nameof(Conversation.PhotoUrl), static it => it.PhotoUrl)
            .With(nameof(Conversation.WelcomeMessages), static it => it.WelcomeMessages, NotNull)
            .With(nameof(Conversation.Custom), static it => it.Custom, NotNull)
            .With(nameof(Conversation.CreatedAt), static it => it.CreatedAt, Required)
            .With(nameof(Conversation.ParticipantCount), static it => it.ParticipantCount, Required)
            .With(nameof(Conversation.IsGroup), static it => it.IsGroup, Computed)
            .With(nameof(Conversation.LastMessage), static it => it.LastMessage)
            .With(nameof(Conversation.MessageCount), static it => it.MessageCount)
            .With(nameof(Conversation.LastSequence), static it => it.LastSequence)
            .With(nameof(Conversation.LastActivityAt), static it => it.LastActivityAt)
            .With(nameof(Conversation.Version), static it => it.Version, Required)
            .With(nameof(Conversation.SettingsVersion), static it => it.SettingsVersion, Required))
        .Add(new ObjectForm<ConversationDraft>(static () => new())
            .With(nameof(ConversationDraft.Participants), static it => it.Participants, static (it, value) => it.Participants = value, NotNull)
            .With(nameof(ConversationDraft.Subject), static it => it.Subject, static (it, value) => it.Subject = value)
            .With(nameof(ConversationDraft.PhotoUrl), static it => it.PhotoUrl, static (it, value) => it.PhotoUrl = value)
            .With(nameof(ConversationDraft.WelcomeMessages), static it => it.WelcomeMessages, static (it, value) => it.WelcomeMessages = value, NotNull)
            .With(nameof(ConversationDraft.Custom), static it => it.Custom, static (it, value) => it.Custom = value, NotNull))
        .Add(new ObjectForm<ConversationSettings>(static () => new())
            .With(nameof(ConversationSettings.Subject), static it => it.Subject, static (it, value) => it.Subject = value)
            .With(nameof(ConversationSettings.PhotoUrl), static it => it.PhotoUrl, static (it, value) => it.PhotoUrl = value)
            .With(nameof(ConversationSettings.WelcomeMessages), static it => it.WelcomeMessages, static (it, value) => it.WelcomeMessages = value, NotNull)
            .With(nameof(ConversationSettings.Custom), static it => it.Custom, static (it, value) => it.Custom = value, NotNull))
        .Add(new ObjectForm<ConversationResult>(static args => new((Conversation)args[0], (bool)args[1]), arguments: 2)
            .With(nameof(ConversationResult.Conversation), static it => it.Conversation, NotNull)
            .With(nameof(ConversationResult.Created), static it => it.Created));
}
