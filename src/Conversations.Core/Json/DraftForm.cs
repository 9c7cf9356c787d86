using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>Fills drafts property by property, so that one that is left out keeps its default, and one that is null is seen as such.</summary>
/// <remarks>The generated code sets every <c>init</c> property at once, those that the JSON does not have to null.</remarks>
internal static class DraftForm
{
    internal static void Apply(JsonTypeInfo info)
    {
        switch (info)
        {
            case JsonTypeInfo<ConversationDraft> draft:
                draft.CreateObject = NewConversationDraft;
                Set<ConversationDraft, IReadOnlyList<ParticipantDraft>>(draft, "participants", SetParticipants);
                Set<ConversationDraft, string?>(draft, "subject", SetSubject);
                Set<ConversationDraft, string?>(draft, "photoUrl", SetPhotoUrl);
                Set<ConversationDraft, IReadOnlyList<string>>(draft, "welcomeMessages", SetWelcomeMessages);
                Set<ConversationDraft, CustomData>(draft, "custom", SetCustom);
                break;
            case JsonTypeInfo<ConversationSettings> draft:
                draft.CreateObject = NewConversationSettings;
                Set<ConversationSettings, string?>(draft, "subject", SetSubject);
                Set<ConversationSettings, string?>(draft, "photoUrl", SetPhotoUrl);
                Set<ConversationSettings, IReadOnlyList<string>>(draft, "welcomeMessages", SetWelcomeMessages);
                Set<ConversationSettings, CustomData>(draft, "custom", SetCustom);
                break;
            case JsonTypeInfo<MessageDraft> draft:
                draft.CreateObject = NewMessageDraft;
                Set<MessageDraft, string>(draft, "text", SetText);
                Set<MessageDraft, MessageId?>(draft, "id", SetId);
                Set<MessageDraft, CustomData>(draft, "custom", SetCustom);
                Set<MessageDraft, MessageId?>(draft, "replyTo", SetReplyTo);
                break;
            case JsonTypeInfo<ImportedMessage> draft:
                draft.CreateObject = NewImportedMessage;
                Set<ImportedMessage, MessageId>(draft, "id", SetId);
                Set<ImportedMessage, UserId?>(draft, "senderId", SetSenderId);
                Set<ImportedMessage, string>(draft, "text", SetText);
                Set<ImportedMessage, DateTimeOffset>(draft, "createdAt", SetCreatedAt);
                Set<ImportedMessage, CustomData>(draft, "custom", SetCustom);
                Set<ImportedMessage, MessageId?>(draft, "replyTo", SetReplyTo);
                break;
            default:
                break;
        }
    }

    private static void Set<TDraft, TValue>(JsonTypeInfo<TDraft> info, string name, Action<TDraft, TValue> set) =>
        info.Properties.Single(property => property.Name == name).Set = (draft, value) => set((TDraft)draft, (TValue)value!);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern ConversationDraft NewConversationDraft();

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Participants")]
    private static extern void SetParticipants(ConversationDraft draft, IReadOnlyList<ParticipantDraft> value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Subject")]
    private static extern void SetSubject(ConversationDraft draft, string? value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_PhotoUrl")]
    private static extern void SetPhotoUrl(ConversationDraft draft, string? value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_WelcomeMessages")]
    private static extern void SetWelcomeMessages(ConversationDraft draft, IReadOnlyList<string> value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Custom")]
    private static extern void SetCustom(ConversationDraft draft, CustomData value);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern ConversationSettings NewConversationSettings();

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Subject")]
    private static extern void SetSubject(ConversationSettings draft, string? value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_PhotoUrl")]
    private static extern void SetPhotoUrl(ConversationSettings draft, string? value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_WelcomeMessages")]
    private static extern void SetWelcomeMessages(ConversationSettings draft, IReadOnlyList<string> value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Custom")]
    private static extern void SetCustom(ConversationSettings draft, CustomData value);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern MessageDraft NewMessageDraft();

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Text")]
    private static extern void SetText(MessageDraft draft, string value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Id")]
    private static extern void SetId(MessageDraft draft, MessageId? value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Custom")]
    private static extern void SetCustom(MessageDraft draft, CustomData value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ReplyTo")]
    private static extern void SetReplyTo(MessageDraft draft, MessageId? value);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern ImportedMessage NewImportedMessage();

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Id")]
    private static extern void SetId(ImportedMessage draft, MessageId value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_SenderId")]
    private static extern void SetSenderId(ImportedMessage draft, UserId? value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Text")]
    private static extern void SetText(ImportedMessage draft, string value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_CreatedAt")]
    private static extern void SetCreatedAt(ImportedMessage draft, DateTimeOffset value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Custom")]
    private static extern void SetCustom(ImportedMessage draft, CustomData value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ReplyTo")]
    private static extern void SetReplyTo(ImportedMessage draft, MessageId? value);
}
