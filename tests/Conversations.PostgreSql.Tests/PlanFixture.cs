using System.Diagnostics.CodeAnalysis;
using Conversations.PostgreSql.Tests.Watching;

namespace Conversations.PostgreSql.Tests;

/// <summary>Two large worlds: one in which the server plans for the values of each call, and one in which it plans once for all values.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync.")]
public sealed class PlanFixture : IAsyncLifetime
{
    internal World Custom { get; private set; } = null!;

    internal World Generic { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Custom = await BigWorld.CreateAsync($"{Watch.TellPlans} -c plan_cache_mode=force_custom_plan");
        Generic = await BigWorld.CreateAsync($"{Watch.TellPlans} -c plan_cache_mode=force_generic_plan");
    }

    public async ValueTask DisposeAsync()
    {
        await Custom.DisposeAsync();
        await Generic.DisposeAsync();
    }
}
