namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Configures conversations: the store, send policies and user directories. <c>AddConversations()</c> returns an instance.
/// </summary>
public interface IConversationsBuilder
{
    /// <summary>Gets the services to which conversations are added.</summary>
    IServiceCollection Services { get; }
}
