namespace Microsoft.Extensions.DependencyInjection;

internal sealed record ConversationsBuilder(IServiceCollection Services) : IConversationsBuilder;
