namespace Microsoft.Extensions.DependencyInjection;

internal sealed class ConversationsBuilder(IServiceCollection services) : IConversationsBuilder
{
    public IServiceCollection Services => services;
}
