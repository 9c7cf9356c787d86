using Conversations.Storage.InMemory;
using Conversations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Storage;

public sealed class LeanFixture : StoreFixture
{
    private readonly InMemoryConversationStore _kept = new();

    public override void Use(IConversationsBuilder builder) => builder.UseStore("UseLean", _ => new LeanStore(_kept));
}

public sealed class LeanCallTests(LeanFixture fixture) : CallSuite(fixture), IClassFixture<LeanFixture>;

public sealed class LeanCommitTests(LeanFixture fixture) : CommitSuite(fixture), IClassFixture<LeanFixture>;

public sealed class LeanDeletionTests(LeanFixture fixture) : DeletionSuite(fixture), IClassFixture<LeanFixture>;

public sealed class LeanErasureTests(LeanFixture fixture) : ErasureSuite(fixture), IClassFixture<LeanFixture>;

public sealed class LeanHistoryInboxTests(LeanFixture fixture) : HistoryInboxSuite(fixture), IClassFixture<LeanFixture>;

public sealed class LeanHistoryTests(LeanFixture fixture) : HistorySuite(fixture), IClassFixture<LeanFixture>;

public sealed class LeanInboxTests(LeanFixture fixture) : InboxSuite(fixture), IClassFixture<LeanFixture>;

public sealed class LeanMembershipTests(LeanFixture fixture) : MembershipSuite(fixture), IClassFixture<LeanFixture>;

public sealed class LeanMessageTests(LeanFixture fixture) : MessageSuite(fixture), IClassFixture<LeanFixture>;

public sealed class LeanModelTests(LeanFixture fixture) : ModelSuite(fixture), IClassFixture<LeanFixture>;

public sealed class LeanParticipantTests(LeanFixture fixture) : ParticipantSuite(fixture), IClassFixture<LeanFixture>;

public sealed class LeanReactionTests(LeanFixture fixture) : ReactionSuite(fixture), IClassFixture<LeanFixture>;

public sealed class LeanReadStateTests(LeanFixture fixture) : ReadStateSuite(fixture), IClassFixture<LeanFixture>;

public sealed class LeanReplyTests(LeanFixture fixture) : ReplySuite(fixture), IClassFixture<LeanFixture>;

public sealed class LeanVersionTests(LeanFixture fixture) : VersionSuite(fixture), IClassFixture<LeanFixture>;

public sealed class LeanViewerTests(LeanFixture fixture) : ViewerSuite(fixture), IClassFixture<LeanFixture>;
