using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>Resolves the four types of patches to their JSON forms.</summary>
internal sealed class PatchForms : IJsonTypeInfoResolver
{
    private static readonly PatchForm<ConversationPatch> _conversation =
        new PatchForm<ConversationPatch>(static (patch, name) => patch.IsAssigned(name))
            .With(nameof(ConversationPatch.Subject), static patch => patch.Subject, static (patch, value) => patch.Subject = value)
            .With(nameof(ConversationPatch.PhotoUrl), static patch => patch.PhotoUrl, static (patch, value) => patch.PhotoUrl = value)
            .With(nameof(ConversationPatch.WelcomeMessages), static patch => patch.WelcomeMessages, static (patch, value) => patch.WelcomeMessages = value)
            .With(nameof(ConversationPatch.Custom), static patch => patch.Custom, static (patch, value) => patch.Custom = value)
            .With(nameof(ConversationPatch.Participants), static patch => patch.Participants, static (patch, value) => patch.Participants = value);

    private static readonly PatchForm<ParticipantPatch> _participant =
        new PatchForm<ParticipantPatch>(static (patch, name) => patch.IsAssigned(name))
            .With(nameof(ParticipantPatch.Access), static patch => patch.Access, static (patch, value) => patch.Access = value)
            .With(nameof(ParticipantPatch.Notify), static patch => patch.Notify, static (patch, value) => patch.Notify = value)
            .With(nameof(ParticipantPatch.History), static patch => patch.History, static (patch, value) => patch.History = value);

    private static readonly PatchForm<MessagePatch> _message =
        new PatchForm<MessagePatch>(static (patch, name) => patch.IsAssigned(name))
            .With(nameof(MessagePatch.Text), static patch => patch.Text, static (patch, value) => patch.Text = value)
            .With(nameof(MessagePatch.Custom), static patch => patch.Custom, static (patch, value) => patch.Custom = value);

    private static readonly PatchForm<UserPatch> _user =
        new PatchForm<UserPatch>(static (patch, name) => patch.IsAssigned(name))
            .With(nameof(UserPatch.Name), static patch => patch.Name, static (patch, value) => patch.Name = value)
            .With(nameof(UserPatch.PhotoUrl), static patch => patch.PhotoUrl, static (patch, value) => patch.PhotoUrl = value)
            .With(nameof(UserPatch.Emails), static patch => patch.Emails, static (patch, value) => patch.Emails = value)
            .With(nameof(UserPatch.Phones), static patch => patch.Phones, static (patch, value) => patch.Phones = value)
            .With(nameof(UserPatch.Locale), static patch => patch.Locale, static (patch, value) => patch.Locale = value)
            .With(nameof(UserPatch.Role), static patch => patch.Role, static (patch, value) => patch.Role = value)
            .With(nameof(UserPatch.WelcomeMessage), static patch => patch.WelcomeMessage, static (patch, value) => patch.WelcomeMessage = value)
            .With(nameof(UserPatch.Custom), static patch => patch.Custom, static (patch, value) => patch.Custom = value);

    /// <summary>Gets the resolver for the patches and for everything that they contain.</summary>
    internal static IJsonTypeInfoResolver Resolver { get; } =
        JsonTypeInfoResolver.Combine(new FixedValues(), new PatchForms(), PatchValuesJsonContext.Default);

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        type == typeof(ConversationPatch) ? _conversation.InfoFor(options)
        : type == typeof(ParticipantPatch) ? _participant.InfoFor(options)
        : type == typeof(MessagePatch) ? _message.InfoFor(options)
        : type == typeof(UserPatch) ? _user.InfoFor(options)
        : null;
}
