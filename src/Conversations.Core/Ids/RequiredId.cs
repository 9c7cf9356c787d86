using System.Runtime.CompilerServices;

namespace Conversations;

/// <summary>Throws if an id is <c>default</c>.</summary>
internal static class RequiredId
{
    internal static ConversationId Required(this ConversationId id, [CallerArgumentExpression(nameof(id))] string? parameter = null) =>
        id.IsDefault ? throw Missing(parameter) : id;

    internal static UserId Required(this UserId id, [CallerArgumentExpression(nameof(id))] string? parameter = null) =>
        id.IsDefault ? throw Missing(parameter) : id;

    internal static MessageId Required(this MessageId id, [CallerArgumentExpression(nameof(id))] string? parameter = null) =>
        id.IsDefault ? throw Missing(parameter) : id;

    private static ArgumentException Missing(string? parameter) => new("An id is expected, but the value is default, which contains no id.", parameter);
}
