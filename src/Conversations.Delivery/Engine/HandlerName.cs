namespace Conversations;

/// <summary>The name of a change handler that was added, so that no other one gets it.</summary>
internal sealed record HandlerName(string Name);
