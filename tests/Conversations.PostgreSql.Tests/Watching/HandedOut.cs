namespace Conversations.PostgreSql.Tests.Watching;

/// <summary>A change that a host handed out to a handler.</summary>
/// <param name="Number">The order in which changes were handed out, by all hosts of the process.</param>
/// <param name="Handler">The handler.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Version">The version of the change.</param>
internal sealed record HandedOut(long Number, string Handler, ConversationId ConversationId, long Version);
