namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What <c>AddConversations()</c> gives, so that a store and more can be added.</summary>
public interface IConversationsBuilder
{
    /// <summary>Gets the services that conversations are added to.</summary>
    IServiceCollection Services { get; }
}
