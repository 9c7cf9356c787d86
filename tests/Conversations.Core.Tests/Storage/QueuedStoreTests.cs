using Conversations.Storage.InMemory;
using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Storage;

public sealed class QueuedFixture : StoreFixture
{
    private readonly InMemoryConversationStore _kept = new();

    public override void Use(IConversationsBuilder builder) => builder.UseStore("UseQueued", _ => new QueuedStore(_kept));
}

public sealed class QueuedAuthorizationTests(QueuedFixture fixture) : AuthorizationSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedCallTests(QueuedFixture fixture) : CallSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedChangeLogTests(QueuedFixture fixture) : ChangeLogSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedConversationTests(QueuedFixture fixture) : ConversationSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedRaceTests(QueuedFixture fixture) : RaceSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedModelTests(QueuedFixture fixture) : ModelSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedCursorTests(QueuedFixture fixture) : CursorSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedDeletionTests(QueuedFixture fixture) : DeletionSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedEditTests(QueuedFixture fixture) : EditSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedHistoryTests(QueuedFixture fixture) : HistorySuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedHistoryInboxTests(QueuedFixture fixture) : HistoryInboxSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedHistoryJoinTests(QueuedFixture fixture) : HistoryJoinSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedIdentityTests(QueuedFixture fixture) : IdentitySuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedImportTests(QueuedFixture fixture) : ImportSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedMembershipTests(QueuedFixture fixture) : MembershipSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedMessageTests(QueuedFixture fixture) : MessageSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedMessageDeletionTests(QueuedFixture fixture) : MessageDeletionSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedMessageListTests(QueuedFixture fixture) : MessageListSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedOneOnOneTests(QueuedFixture fixture) : OneOnOneSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedParticipantTests(QueuedFixture fixture) : ParticipantSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedParticipantListTests(QueuedFixture fixture) : ParticipantListSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedPatchTests(QueuedFixture fixture) : PatchSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedPolicyTests(QueuedFixture fixture) : PolicySuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedReactionTests(QueuedFixture fixture) : ReactionSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedReplyTests(QueuedFixture fixture) : ReplySuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedRetryTests(QueuedFixture fixture) : RetrySuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedSessionTests(QueuedFixture fixture) : SessionSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedSessionRaceTests(QueuedFixture fixture) : SessionRaceSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedVersionTests(QueuedFixture fixture) : VersionSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedViewerTests(QueuedFixture fixture) : ViewerSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedReadStateTests(QueuedFixture fixture) : ReadStateSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedInboxTests(QueuedFixture fixture) : InboxSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedInboxLoadTests(QueuedFixture fixture) : InboxLoadSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedInboxMomentTests(QueuedFixture fixture) : InboxMomentSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedFilterTests(QueuedFixture fixture) : FilterSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedConversationListTests(QueuedFixture fixture) : ConversationListSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedCommitTests(QueuedFixture fixture) : CommitSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedErasureTests(QueuedFixture fixture) : ErasureSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedErasureRaceTests(QueuedFixture fixture) : ErasureRaceSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedErasedPlaceTests(QueuedFixture fixture) : ErasedPlaceSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedUserTests(QueuedFixture fixture) : UserSuite(fixture), IClassFixture<QueuedFixture>;
public sealed class QueuedLinkLabelTests(QueuedFixture fixture) : LinkLabelSuite(fixture), IClassFixture<QueuedFixture>;

public sealed class QueuedCoverageTests
{
    [Fact]
    public void Every_suite_of_the_contract_is_derived() =>
        StoreContract.MissingTests(typeof(QueuedFixture).Assembly, typeof(QueuedFixture)).Should().BeEmpty();
}
