namespace Microsoft.Extensions.DependencyInjection;

/// <summary>That the app chose a store, and on which way.</summary>
internal sealed record StoreChoice(string Name);
