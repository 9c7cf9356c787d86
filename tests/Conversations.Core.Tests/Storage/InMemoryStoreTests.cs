using Conversations.Storage.InMemory;
using Conversations.Testing;
using Conversations.Tests.Storage.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Storage;

public sealed class InMemoryFixture : StoreFixture
{
    private readonly MovedTimeProvider _time = new();
    private readonly InMemoryConversationStore _store;

    public InMemoryFixture() => _store = new(_time);

    /// <summary>Uses the same store for all providers of a test, as they would share one database.</summary>
    public override void Use(IConversationsBuilder builder) =>
        builder.UseStore(nameof(ConversationsBuilderExtensions.UseInMemory), _ => _store);

    public override Task PassAsync(TimeSpan time)
    {
        _time.Ahead += time;
        return Task.CompletedTask;
    }

    public override BreakableStore OpenBreakable() => new BreakableFaultyStore(new FaultyStore());

    public override CountedStore? OpenCounted() => new CountedInMemoryStore();

    public override Task<IReadOnlyCollection<string>?> ReadRawAsync() => Task.FromResult<IReadOnlyCollection<string>?>(ObjectGraph.TextsIn(_store));
}

public sealed class InMemoryAuthorizationTests(InMemoryFixture fixture) : AuthorizationSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryCallTests(InMemoryFixture fixture) : CallSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryChangeLogTests(InMemoryFixture fixture) : ChangeLogSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryConversationTests(InMemoryFixture fixture) : ConversationSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryRaceTests(InMemoryFixture fixture) : RaceSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryModelTests(InMemoryFixture fixture) : ModelSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryCostTests(InMemoryFixture fixture) : CostSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryCursorTests(InMemoryFixture fixture) : CursorSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryDeletionTests(InMemoryFixture fixture) : DeletionSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryEditTests(InMemoryFixture fixture) : EditSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryHistoryTests(InMemoryFixture fixture) : HistorySuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryHistoryInboxTests(InMemoryFixture fixture) : HistoryInboxSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryHistoryJoinTests(InMemoryFixture fixture) : HistoryJoinSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryIdentityTests(InMemoryFixture fixture) : IdentitySuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryImportTests(InMemoryFixture fixture) : ImportSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryMembershipTests(InMemoryFixture fixture) : MembershipSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryMessageTests(InMemoryFixture fixture) : MessageSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryMessageDeletionTests(InMemoryFixture fixture) : MessageDeletionSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryMessageListTests(InMemoryFixture fixture) : MessageListSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryOneOnOneTests(InMemoryFixture fixture) : OneOnOneSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryParticipantTests(InMemoryFixture fixture) : ParticipantSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryParticipantListTests(InMemoryFixture fixture) : ParticipantListSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryPatchTests(InMemoryFixture fixture) : PatchSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryPolicyTests(InMemoryFixture fixture) : PolicySuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryReactionTests(InMemoryFixture fixture) : ReactionSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryReplyTests(InMemoryFixture fixture) : ReplySuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryRetryTests(InMemoryFixture fixture) : RetrySuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemorySessionTests(InMemoryFixture fixture) : SessionSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemorySessionRaceTests(InMemoryFixture fixture) : SessionRaceSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryVersionTests(InMemoryFixture fixture) : VersionSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryViewerTests(InMemoryFixture fixture) : ViewerSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryUserWatchTests(InMemoryFixture fixture) : UserWatchSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryWatchTests(InMemoryFixture fixture) : WatchSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryChangedTests(InMemoryFixture fixture) : ChangedSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryWatchingMemberTests(InMemoryFixture fixture) : WatchingMemberSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryWatchNoteTests(InMemoryFixture fixture) : WatchNoteSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryReadStateTests(InMemoryFixture fixture) : ReadStateSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryInboxTests(InMemoryFixture fixture) : InboxSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryInboxLoadTests(InMemoryFixture fixture) : InboxLoadSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryInboxMomentTests(InMemoryFixture fixture) : InboxMomentSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryFilterTests(InMemoryFixture fixture) : FilterSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryConversationListTests(InMemoryFixture fixture) : ConversationListSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryCommitTests(InMemoryFixture fixture) : CommitSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryDeliveryTests(InMemoryFixture fixture) : DeliverySuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryNotificationTests(InMemoryFixture fixture) : NotificationSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryErasureTests(InMemoryFixture fixture) : ErasureSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryErasureRaceTests(InMemoryFixture fixture) : ErasureRaceSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryErasedPlaceTests(InMemoryFixture fixture) : ErasedPlaceSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryUserTests(InMemoryFixture fixture) : UserSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryLinkLabelTests(InMemoryFixture fixture) : LinkLabelSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryFaultTests(InMemoryFixture fixture) : FaultSuite(fixture), IClassFixture<InMemoryFixture>;
public sealed class InMemoryProofTests(InMemoryFixture fixture) : ProofSuite(fixture), IClassFixture<InMemoryFixture>;

public sealed class InMemoryCoverageTests
{
    [Fact]
    public void Every_suite_of_the_contract_is_derived() =>
        StoreContract.MissingTests(typeof(InMemoryFixture).Assembly, typeof(InMemoryFixture)).Should().BeEmpty();
}
