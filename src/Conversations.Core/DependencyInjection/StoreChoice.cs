namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Records the method by which the app chose a store.</summary>
internal sealed class StoreChoice(string name)
{
    internal string Name => name;
}
