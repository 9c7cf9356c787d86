using Conversations.Testing;

namespace Conversations.Sqlite.Tests;

public sealed class SqliteAuthorizationTests(SqliteFixture fixture) : AuthorizationSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteCallTests(SqliteFixture fixture) : CallSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteChangeLogTests(SqliteFixture fixture) : ChangeLogSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteConversationTests(SqliteFixture fixture) : ConversationSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteRaceTests(SqliteFixture fixture) : RaceSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteModelTests(SqliteFixture fixture) : ModelSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteCostTests(SqliteFixture fixture) : CostSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteCursorTests(SqliteFixture fixture) : CursorSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteDeletionTests(SqliteFixture fixture) : DeletionSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteEditTests(SqliteFixture fixture) : EditSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteHistoryTests(SqliteFixture fixture) : HistorySuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteHistoryInboxTests(SqliteFixture fixture) : HistoryInboxSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteHistoryJoinTests(SqliteFixture fixture) : HistoryJoinSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteIdentityTests(SqliteFixture fixture) : IdentitySuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteImportTests(SqliteFixture fixture) : ImportSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteMembershipTests(SqliteFixture fixture) : MembershipSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteMessageTests(SqliteFixture fixture) : MessageSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteMessageDeletionTests(SqliteFixture fixture) : MessageDeletionSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteMessageListTests(SqliteFixture fixture) : MessageListSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteOneOnOneTests(SqliteFixture fixture) : OneOnOneSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteParticipantTests(SqliteFixture fixture) : ParticipantSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteParticipantListTests(SqliteFixture fixture) : ParticipantListSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqlitePatchTests(SqliteFixture fixture) : PatchSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqlitePolicyTests(SqliteFixture fixture) : PolicySuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteReactionTests(SqliteFixture fixture) : ReactionSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteReplyTests(SqliteFixture fixture) : ReplySuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteRetryTests(SqliteFixture fixture) : RetrySuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteSessionTests(SqliteFixture fixture) : SessionSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteSessionRaceTests(SqliteFixture fixture) : SessionRaceSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteVersionTests(SqliteFixture fixture) : VersionSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteViewerTests(SqliteFixture fixture) : ViewerSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteUserWatchTests(SqliteFixture fixture) : UserWatchSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteWatchTests(SqliteFixture fixture) : WatchSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteChangedTests(SqliteFixture fixture) : ChangedSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteWatchingMemberTests(SqliteFixture fixture) : WatchingMemberSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteWatchNoteTests(SqliteFixture fixture) : WatchNoteSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteReadStateTests(SqliteFixture fixture) : ReadStateSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteInboxTests(SqliteFixture fixture) : InboxSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteInboxLoadTests(SqliteFixture fixture) : InboxLoadSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteInboxMomentTests(SqliteFixture fixture) : InboxMomentSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteFilterTests(SqliteFixture fixture) : FilterSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteConversationListTests(SqliteFixture fixture) : ConversationListSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteCommitTests(SqliteFixture fixture) : CommitSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteDeliveryTests(SqliteFixture fixture) : DeliverySuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteNotificationTests(SqliteFixture fixture) : NotificationSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteErasureTests(SqliteFixture fixture) : ErasureSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteErasureRaceTests(SqliteFixture fixture) : ErasureRaceSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteErasedPlaceTests(SqliteFixture fixture) : ErasedPlaceSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteUserTests(SqliteFixture fixture) : UserSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteLinkLabelTests(SqliteFixture fixture) : LinkLabelSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteFaultTests(SqliteFixture fixture) : FaultSuite(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteProofTests(SqliteFixture fixture) : ProofSuite(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteCoverageTests
{
    [Fact]
    public void Every_suite_of_the_contract_is_derived() =>
        StoreContract.MissingTests(typeof(SqliteFixture).Assembly, typeof(SqliteFixture)).Should().BeEmpty();
}
