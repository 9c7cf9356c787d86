using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>Contains the JSON forms of the four types of patches, and of everything that they contain.</summary>
/// <remarks>
/// Ids, enums, histories and custom data have converters of their own. These take precedence over converters of the host for all enums or
/// strings.
/// </remarks>
internal static class PatchForms
{
    /// <summary>Gets the forms.</summary>
    internal static FormTable Table { get; } = new FormTable()
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
        .Fix(new ObjectForm<ConversationPatch>(static () => new(), static (it, name) => it.IsAssigned(name))
            .With(nameof(ConversationPatch.Subject), static it => it.Subject, static (it, value) => it.Subject = value)
            .With(nameof(ConversationPatch.PhotoUrl), static it => it.PhotoUrl, static (it, value) => it.PhotoUrl = value)
            .With(nameof(ConversationPatch.WelcomeMessages), static it => it.WelcomeMessages, static (it, value) => it.WelcomeMessages = value)
            .With(nameof(ConversationPatch.Custom), static it => it.Custom, static (it, value) => it.Custom = value)
            .With(nameof(ConversationPatch.Participants), static it => it.Participants, static (it, value) => it.Participants = value).InfoFor)
        .Fix(new ObjectForm<ParticipantPatch>(static () => new(), static (it, name) => it.IsAssigned(name))
            .With(nameof(ParticipantPatch.Access), static it => it.Access, static (it, value) => it.Access = value)
            .With(nameof(ParticipantPatch.Notify), static it => it.Notify, static (it, value) => it.Notify = value)
            .With(nameof(ParticipantPatch.History), static it => it.History, static (it, value) => it.History = value).InfoFor)
        .Fix(new ObjectForm<MessagePatch>(static () => new(), static (it, name) => it.IsAssigned(name))
            .With(nameof(MessagePatch.Text), static it => it.Text, static (it, value) => it.Text = value)
            .With(nameof(MessagePatch.Custom), static it => it.Custom, static (it, value) => it.Custom = value).InfoFor)
        .Fix(new ObjectForm<UserPatch>(static () => new(), static (it, name) => it.IsAssigned(name))
            .With(nameof(UserPatch.Name), static it => it.Name, static (it, value) => it.Name = value)
            .With(nameof(UserPatch.PhotoUrl), static it => it.PhotoUrl, static (it, value) => it.PhotoUrl = value)
            .With(nameof(UserPatch.Emails), static it => it.Emails, static (it, value) => it.Emails = value)
            .With(nameof(UserPatch.Phones), static it => it.Phones, static (it, value) => it.Phones = value)
            .With(nameof(UserPatch.Locale), static it => it.Locale, static (it, value) => it.Locale = value)
            .With(nameof(UserPatch.Role), static it => it.Role, static (it, value) => it.Role = value)
            .With(nameof(UserPatch.WelcomeMessage), static it => it.WelcomeMessage, static (it, value) => it.WelcomeMessage = value)
            .With(nameof(UserPatch.Custom), static it => it.Custom, static (it, value) => it.Custom = value).InfoFor);
}
