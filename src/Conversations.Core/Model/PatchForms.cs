using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>Contains the JSON forms of the four types of patches, and of everything that they contain.</summary>
/// <remarks>
/// Ids, enums, histories and custom data have converters of their own. These take precedence over converters of the host for all enums or
/// strings.
/// </remarks>
internal static class PatchForms
{
    /// <summary>The forms.</summary>
    internal static readonly FormTable Table = new FormTable()
        .FixValue(new ConversationIdJsonConverter())
        .FixValue(new UserIdJsonConverter())
        .FixValue(new MessageIdJsonConverter())
        .FixValue(new FixedEnumConverter<MessageType>())
        .FixValue(new FixedEnumConverter<MessageOrigin>())
        .FixValue(new FixedEnumConverter<NotifySetting>())
        .FixValue(new FixedEnumConverter<ParticipantAccess>())
        .FixValue(new FixedEnumConverter<ImportVisibility>())
        .FixValue(new HistoryJsonConverter())
        .Fix(new CustomDataJsonConverter())
        .Fix(new CustomPatchJsonConverter())
        .Add(JsonMetadataServices.StringConverter)
        .AddListOf<string>()
        .AddDictionaryOf<UserId, ParticipantPatch?>()
        .FixPatch<ConversationPatch>(static () => new ConversationPatch(), static (it, name) => ((ConversationPatch)it).IsAssigned(name))
            .With(nameof(ConversationPatch.Subject), static it => ((ConversationPatch)it).Subject,
                static (it, value) => ((ConversationPatch)it).Subject = value)
            .With(nameof(ConversationPatch.PhotoUrl), static it => ((ConversationPatch)it).PhotoUrl,
                static (it, value) => ((ConversationPatch)it).PhotoUrl = value)
            .With(nameof(ConversationPatch.WelcomeMessages), static it => ((ConversationPatch)it).WelcomeMessages,
                static (it, value) => ((ConversationPatch)it).WelcomeMessages = value)
            .With(nameof(ConversationPatch.Custom), static it => ((ConversationPatch)it).Custom,
                static (it, value) => ((ConversationPatch)it).Custom = value)
            .With(nameof(ConversationPatch.Participants), static it => ((ConversationPatch)it).Participants,
                static (it, value) => ((ConversationPatch)it).Participants = value)
        .FixPatch<ParticipantPatch>(static () => new ParticipantPatch(), static (it, name) => ((ParticipantPatch)it).IsAssigned(name))
            .With(nameof(ParticipantPatch.Access), static it => ((ParticipantPatch)it).Access,
                static (it, value) => ((ParticipantPatch)it).Access = value)
            .With(nameof(ParticipantPatch.Notify), static it => ((ParticipantPatch)it).Notify,
                static (it, value) => ((ParticipantPatch)it).Notify = value)
            .With(nameof(ParticipantPatch.History), static it => ((ParticipantPatch)it).History,
                static (it, value) => ((ParticipantPatch)it).History = value)
        .FixPatch<MessagePatch>(static () => new MessagePatch(), static (it, name) => ((MessagePatch)it).IsAssigned(name))
            .With(nameof(MessagePatch.Text), static it => ((MessagePatch)it).Text,
                static (it, value) => ((MessagePatch)it).Text = value)
            .With(nameof(MessagePatch.Custom), static it => ((MessagePatch)it).Custom,
                static (it, value) => ((MessagePatch)it).Custom = value)
        .FixPatch<UserPatch>(static () => new UserPatch(), static (it, name) => ((UserPatch)it).IsAssigned(name))
            .With(nameof(UserPatch.Name), static it => ((UserPatch)it).Name,
                static (it, value) => ((UserPatch)it).Name = value)
            .With(nameof(UserPatch.PhotoUrl), static it => ((UserPatch)it).PhotoUrl,
                static (it, value) => ((UserPatch)it).PhotoUrl = value)
            .With(nameof(UserPatch.Emails), static it => ((UserPatch)it).Emails,
                static (it, value) => ((UserPatch)it).Emails = value)
            .With(nameof(UserPatch.Phones), static it => ((UserPatch)it).Phones,
                static (it, value) => ((UserPatch)it).Phones = value)
            .With(nameof(UserPatch.Locale), static it => ((UserPatch)it).Locale,
                static (it, value) => ((UserPatch)it).Locale = value)
            .With(nameof(UserPatch.Role), static it => ((UserPatch)it).Role,
                static (it, value) => ((UserPatch)it).Role = value)
            .With(nameof(UserPatch.WelcomeMessage), static it => ((UserPatch)it).WelcomeMessage,
                static (it, value) => ((UserPatch)it).WelcomeMessage = value)
            .With(nameof(UserPatch.Custom), static it => ((UserPatch)it).Custom,
                static (it, value) => ((UserPatch)it).Custom = value);
}
