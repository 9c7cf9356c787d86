namespace Conversations;

/// <summary>Registers a type as a user directory of the app.</summary>
internal sealed record UserDirectoryRegistration(Type Type);
