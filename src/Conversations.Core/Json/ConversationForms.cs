using static Conversations.PropertyTraits;

namespace Conversations;

/// <summary>Contains the JSON forms of conversations, their drafts and settings.</summary>
internal static class ConversationForms
{
    /// <summary>The forms.</summary>
    internal static readonly FormTable Table = new FormTable()
        .Add<Conversation>(static args => new Conversation
            {
                Id = (ConversationId)args[0], Subject = (string)args[1], PhotoUrl = (string)args[2],
                WelcomeMessages = (IReadOnlyList<string>)args[3], Custom = (CustomData)args[4], CreatedAt = (DateTimeOffset)args[5],
                ParticipantCount = (int)args[6], LastMessage = (Message)args[7], MessageCount = (long)args[8], LastSequence = (long)args[9],
                LastActivityAt = (DateTimeOffset?)args[10], Version = (long)args[11], SettingsVersion = (long)args[12],
            })
            .With(nameof(Conversation.Id), static it => ((Conversation)it).Id, Required)
            .With(nameof(Conversation.Subject), static it => ((Conversation)it).Subject)
            .With(nameof(Conversation.PhotoUrl), static it => ((Conversation)it).PhotoUrl)
            .With(nameof(Conversation.WelcomeMessages), static it => ((Conversation)it).WelcomeMessages, NotNull)
            .With(nameof(Conversation.Custom), static it => ((Conversation)it).Custom, NotNull)
            .With(nameof(Conversation.CreatedAt), static it => ((Conversation)it).CreatedAt, Required)
            .With(nameof(Conversation.ParticipantCount), static it => ((Conversation)it).ParticipantCount, Required)
            .With(nameof(Conversation.IsGroup), static it => ((Conversation)it).IsGroup, Computed)
            .With(nameof(Conversation.LastMessage), static it => ((Conversation)it).LastMessage)
            .With(nameof(Conversation.MessageCount), static it => ((Conversation)it).MessageCount)
            .With(nameof(Conversation.LastSequence), static it => ((Conversation)it).LastSequence)
            .With(nameof(Conversation.LastActivityAt), static it => ((Conversation)it).LastActivityAt)
            .With(nameof(Conversation.Version), static it => ((Conversation)it).Version, Required)
            .With(nameof(Conversation.SettingsVersion), static it => ((Conversation)it).SettingsVersion, Required)
        .AddDraft<ConversationDraft>(static () => new ConversationDraft())
            .With(nameof(ConversationDraft.Participants), static it => ((ConversationDraft)it).Participants,
                static (it, value) => ((ConversationDraft)it).Participants = value, NotNull)
            .With(nameof(ConversationDraft.Subject), static it => ((ConversationDraft)it).Subject,
                static (it, value) => ((ConversationDraft)it).Subject = value)
            .With(nameof(ConversationDraft.PhotoUrl), static it => ((ConversationDraft)it).PhotoUrl,
                static (it, value) => ((ConversationDraft)it).PhotoUrl = value)
            .With(nameof(ConversationDraft.WelcomeMessages), static it => ((ConversationDraft)it).WelcomeMessages,
                static (it, value) => ((ConversationDraft)it).WelcomeMessages = value, NotNull)
            .With(nameof(ConversationDraft.Custom), static it => ((ConversationDraft)it).Custom,
                static (it, value) => ((ConversationDraft)it).Custom = value, NotNull)
        .AddDraft<ConversationSettings>(static () => new ConversationSettings())
            .With(nameof(ConversationSettings.Subject), static it => ((ConversationSettings)it).Subject,
                static (it, value) => ((ConversationSettings)it).Subject = value)
            .With(nameof(ConversationSettings.PhotoUrl), static it => ((ConversationSettings)it).PhotoUrl,
                static (it, value) => ((ConversationSettings)it).PhotoUrl = value)
            .With(nameof(ConversationSettings.WelcomeMessages), static it => ((ConversationSettings)it).WelcomeMessages,
                static (it, value) => ((ConversationSettings)it).WelcomeMessages = value, NotNull)
            .With(nameof(ConversationSettings.Custom), static it => ((ConversationSettings)it).Custom,
                static (it, value) => ((ConversationSettings)it).Custom = value, NotNull)
        .Add<ConversationResult>(static args => new ConversationResult((Conversation)args[0], (bool)args[1]), arguments: 2)
            .With(nameof(ConversationResult.Conversation), static it => ((ConversationResult)it).Conversation, NotNull)
            .With(nameof(ConversationResult.Created), static it => ((ConversationResult)it).Created);
}
