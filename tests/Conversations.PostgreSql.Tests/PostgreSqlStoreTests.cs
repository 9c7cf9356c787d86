using Conversations.Testing;

namespace Conversations.PostgreSql.Tests;

public sealed class PostgreSqlAuthorizationTests(PostgreSqlFixture fixture) : AuthorizationSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlCallTests(PostgreSqlFixture fixture) : CallSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlChangeLogTests(PostgreSqlFixture fixture) : ChangeLogSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlConversationTests(PostgreSqlFixture fixture) : ConversationSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlRaceTests(PostgreSqlFixture fixture) : RaceSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlModelTests(PostgreSqlFixture fixture) : ModelSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlCostTests(PostgreSqlFixture fixture) : CostSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlCursorTests(PostgreSqlFixture fixture) : CursorSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlDeletionTests(PostgreSqlFixture fixture) : DeletionSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlEditTests(PostgreSqlFixture fixture) : EditSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlHistoryTests(PostgreSqlFixture fixture) : HistorySuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlHistoryInboxTests(PostgreSqlFixture fixture) : HistoryInboxSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlHistoryJoinTests(PostgreSqlFixture fixture) : HistoryJoinSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlIdentityTests(PostgreSqlFixture fixture) : IdentitySuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlImportTests(PostgreSqlFixture fixture) : ImportSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlMembershipTests(PostgreSqlFixture fixture) : MembershipSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlMessageTests(PostgreSqlFixture fixture) : MessageSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlMessageDeletionTests(PostgreSqlFixture fixture) : MessageDeletionSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlMessageListTests(PostgreSqlFixture fixture) : MessageListSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlOneOnOneTests(PostgreSqlFixture fixture) : OneOnOneSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlParticipantTests(PostgreSqlFixture fixture) : ParticipantSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlParticipantListTests(PostgreSqlFixture fixture) : ParticipantListSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlPatchTests(PostgreSqlFixture fixture) : PatchSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlPolicyTests(PostgreSqlFixture fixture) : PolicySuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlReactionTests(PostgreSqlFixture fixture) : ReactionSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlReplyTests(PostgreSqlFixture fixture) : ReplySuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlRetryTests(PostgreSqlFixture fixture) : RetrySuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlSessionTests(PostgreSqlFixture fixture) : SessionSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlSessionRaceTests(PostgreSqlFixture fixture) : SessionRaceSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlVersionTests(PostgreSqlFixture fixture) : VersionSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlViewerTests(PostgreSqlFixture fixture) : ViewerSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlUserWatchTests(PostgreSqlFixture fixture) : UserWatchSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlWatchTests(PostgreSqlFixture fixture) : WatchSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlChangedTests(PostgreSqlFixture fixture) : ChangedSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlWatchingMemberTests(PostgreSqlFixture fixture) : WatchingMemberSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlWatchNoteTests(PostgreSqlFixture fixture) : WatchNoteSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlReadStateTests(PostgreSqlFixture fixture) : ReadStateSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlInboxTests(PostgreSqlFixture fixture) : InboxSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlInboxLoadTests(PostgreSqlFixture fixture) : InboxLoadSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlInboxMomentTests(PostgreSqlFixture fixture) : InboxMomentSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlFilterTests(PostgreSqlFixture fixture) : FilterSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlConversationListTests(PostgreSqlFixture fixture) : ConversationListSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlCommitTests(PostgreSqlFixture fixture) : CommitSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlDeliveryTests(PostgreSqlFixture fixture) : DeliverySuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlNotificationTests(PostgreSqlFixture fixture) : NotificationSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlErasureTests(PostgreSqlFixture fixture) : ErasureSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlErasureRaceTests(PostgreSqlFixture fixture) : ErasureRaceSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlErasedPlaceTests(PostgreSqlFixture fixture) : ErasedPlaceSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlUserTests(PostgreSqlFixture fixture) : UserSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlLinkLabelTests(PostgreSqlFixture fixture) : LinkLabelSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlFaultTests(PostgreSqlFixture fixture) : FaultSuite(fixture), IClassFixture<PostgreSqlFixture>;
public sealed class PostgreSqlProofTests(PostgreSqlFixture fixture) : ProofSuite(fixture), IClassFixture<PostgreSqlFixture>;

public sealed class PostgreSqlCoverageTests
{
    [Fact]
    public void Every_suite_of_the_contract_is_derived() =>
        StoreContract.MissingTests(typeof(PostgreSqlFixture).Assembly, typeof(PostgreSqlFixture)).Should().BeEmpty();
}
