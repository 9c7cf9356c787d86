using Conversations.Testing;

namespace Conversations.PostgreSql.Tests.Pooling;

/// <summary>The part of the contract that depends on sessions and transactions most, through a pooler.</summary>
public sealed class PoolerCommitTests(PoolerFixture fixture) : CommitSuite(fixture), IClassFixture<PoolerFixture>;
public sealed class PoolerConversationTests(PoolerFixture fixture) : ConversationSuite(fixture), IClassFixture<PoolerFixture>;
public sealed class PoolerDeletionTests(PoolerFixture fixture) : DeletionSuite(fixture), IClassFixture<PoolerFixture>;
public sealed class PoolerErasureTests(PoolerFixture fixture) : ErasureSuite(fixture), IClassFixture<PoolerFixture>;
public sealed class PoolerImportTests(PoolerFixture fixture) : ImportSuite(fixture), IClassFixture<PoolerFixture>;
public sealed class PoolerMessageTests(PoolerFixture fixture) : MessageSuite(fixture), IClassFixture<PoolerFixture>;
public sealed class PoolerRaceTests(PoolerFixture fixture) : RaceSuite(fixture), IClassFixture<PoolerFixture>;
public sealed class PoolerReadStateTests(PoolerFixture fixture) : ReadStateSuite(fixture), IClassFixture<PoolerFixture>;
public sealed class PoolerRetryTests(PoolerFixture fixture) : RetrySuite(fixture), IClassFixture<PoolerFixture>;
public sealed class PoolerSessionRaceTests(PoolerFixture fixture) : SessionRaceSuite(fixture), IClassFixture<PoolerFixture>;
