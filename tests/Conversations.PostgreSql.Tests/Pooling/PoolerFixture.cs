using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.PostgreSql.Tests.Pooling;

/// <summary>A schema that the tests of a suite create and use through the pooler.</summary>
public sealed class PoolerFixture : StoreFixture
{
    private static int _schemas;

    private readonly string _schema = $"pooled_{Interlocked.Increment(ref _schemas)}";

    public override int RaceRounds => 20;

    public override void Use(IConversationsBuilder builder) => builder.UsePostgreSql(Pooler.ConnectionString, options => options.Schema = _schema);
}
