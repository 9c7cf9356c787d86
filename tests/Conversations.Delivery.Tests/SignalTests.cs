using Microsoft.Extensions.Time.Testing;

namespace Conversations.Delivery;

/// <summary>Which signals of changes are useless, and which kinds of changes are known.</summary>
public sealed class SignalTests
{
    private static readonly ConversationId _room = new("room");

    private readonly FakeTimeProvider _time = new();
    private readonly UselessSignals _signals;

    public SignalTests() => _signals = new(kind => kind == typeof(MessageSent), _time);

    [Fact]
    public void Each_kind_of_change_is_known_to_handlers() => ChangeDispatch.Types.Should().BeEquivalentTo(
        typeof(Change).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Change)) && !type.IsAbstract));

    [Fact]
    public void Kind_that_no_handler_gets_is_useless_and_one_that_a_handler_gets_is_not() =>
        (_signals.Contains(_room, typeof(MessageEdited)), _signals.Contains(_room, typeof(MessageSent))).Should().Be((true, false));

    [Theory]
    [InlineData(typeof(Change))]
    [InlineData(typeof(MessageChange))]
    [InlineData(typeof(string))]
    public void Base_of_kinds_and_what_is_no_kind_may_be_anything(Type kind) =>
        (_signals.Knows(kind), _signals.Contains(_room, kind)).Should().Be((false, false));

    [Fact]
    public void Conversation_whose_handlers_wait_is_useless_until_then()
    {
        _signals.Add(_room, typeof(MessageSent), _time.GetTimestamp() + _time.TimestampFrequency);
        _signals.Trim();
        (_signals.Contains(_room, typeof(MessageSent)), _signals.Contains(new("other"), typeof(MessageSent))).Should().Be((true, false));

        _time.Advance(TimeSpan.FromSeconds(1));
        _signals.Contains(_room, typeof(MessageSent)).Should().BeFalse();
        _signals.Trim();
        _signals.Contains(_room, typeof(MessageSent)).Should().BeFalse();
    }
}
