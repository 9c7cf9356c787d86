namespace Conversations;

/// <summary>That a type is a send policy of the app.</summary>
internal sealed record SendPolicyRegistration(Type Type);
