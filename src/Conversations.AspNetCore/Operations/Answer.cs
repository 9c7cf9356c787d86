using System.Text.Json.Serialization.Metadata;

namespace Conversations.Operations;

/// <summary>What an operation answers.</summary>
internal sealed class Answer
{
    private Answer(object body, JsonTypeInfo type) => (Body, Type) = (body, type);

    internal object Body { get; }

    internal JsonTypeInfo Type { get; }

    /// <summary>Gets the version of what the body shows, or null.</summary>
    internal long? Version { get; private init; }

    internal static Answer Of<T>(T body, JsonTypeInfo<T> type, long? version = null)
        where T : class => new(body, type) { Version = version };

    /// <summary>Returns an empty object, which is what TalkJS answers to most writes.</summary>
    internal static Answer Done() => Of(new(), Json.HttpJson.Default.EmptyJson);
}
