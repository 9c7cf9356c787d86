using System.Diagnostics.CodeAnalysis;
using Conversations.Testing;

namespace Conversations.Mistakes;

internal sealed class AuthorizationProbe(StoreFixture fixture) : AuthorizationSuite(fixture);

internal sealed class CallProbe(StoreFixture fixture) : CallSuite(fixture);

internal sealed class ChangeLogProbe(StoreFixture fixture) : ChangeLogSuite(fixture);

internal sealed class CommitProbe(StoreFixture fixture) : CommitSuite(fixture);

internal sealed class ConversationListProbe(StoreFixture fixture) : ConversationListSuite(fixture);

[SuppressMessage("Performance", "CA1812", Justification = "xunit creates it in RuleFailureTests.")]
internal sealed class CostProbe(StoreFixture fixture) : CostSuite(fixture);
internal sealed class DeletionProbe(StoreFixture fixture) : DeletionSuite(fixture);

internal sealed class EditProbe(StoreFixture fixture) : EditSuite(fixture);

internal sealed class ErasedPlaceProbe(StoreFixture fixture) : ErasedPlaceSuite(fixture);

internal sealed class ErasureProbe(StoreFixture fixture) : ErasureSuite(fixture);

internal sealed class FilterProbe(StoreFixture fixture) : FilterSuite(fixture);
internal sealed class FaultProbe(StoreFixture fixture) : FaultSuite(fixture);

internal sealed class HistoryInboxProbe(StoreFixture fixture) : HistoryInboxSuite(fixture);

internal sealed class HistoryProbe(StoreFixture fixture) : HistorySuite(fixture);

internal sealed class IdentityProbe(StoreFixture fixture) : IdentitySuite(fixture);

internal sealed class ImportProbe(StoreFixture fixture) : ImportSuite(fixture);

internal sealed class InboxLoadProbe(StoreFixture fixture) : InboxLoadSuite(fixture);

internal sealed class InboxMomentProbe(StoreFixture fixture) : InboxMomentSuite(fixture);

internal sealed class InboxProbe(StoreFixture fixture) : InboxSuite(fixture);

internal sealed class MembershipProbe(StoreFixture fixture) : MembershipSuite(fixture);

internal sealed class MessageDeletionProbe(StoreFixture fixture) : MessageDeletionSuite(fixture);

internal sealed class MessageListProbe(StoreFixture fixture) : MessageListSuite(fixture);

internal sealed class MessageProbe(StoreFixture fixture) : MessageSuite(fixture);

internal sealed class ModelProbe(StoreFixture fixture) : ModelSuite(fixture);

internal sealed class ParticipantListProbe(StoreFixture fixture) : ParticipantListSuite(fixture);

internal sealed class ParticipantProbe(StoreFixture fixture) : ParticipantSuite(fixture);

internal sealed class RaceProbe(StoreFixture fixture) : RaceSuite(fixture);

internal sealed class ReactionProbe(StoreFixture fixture) : ReactionSuite(fixture);

internal sealed class ReadStateProbe(StoreFixture fixture) : ReadStateSuite(fixture);

internal sealed class ReplyProbe(StoreFixture fixture) : ReplySuite(fixture);

internal sealed class RetryProbe(StoreFixture fixture) : RetrySuite(fixture);

internal sealed class SessionRaceProbe(StoreFixture fixture) : SessionRaceSuite(fixture);

internal sealed class UserProbe(StoreFixture fixture) : UserSuite(fixture);

internal sealed class ViewerProbe(StoreFixture fixture) : ViewerSuite(fixture);
