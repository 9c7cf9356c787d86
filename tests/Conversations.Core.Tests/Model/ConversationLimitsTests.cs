namespace Conversations.Tests.Model;

public sealed class ConversationLimitsTests
{
    public static TheoryData<string, Func<int, int>, int, int> Limits { get; } = new()
    {
        { nameof(ConversationLimits.MaxParticipants), v => new ConversationLimits { MaxParticipants = v }.MaxParticipants, 2, 100_000 },
        { nameof(ConversationLimits.MaxTextLength), v => new ConversationLimits { MaxTextLength = v }.MaxTextLength, 1, 100_000 },
        { nameof(ConversationLimits.MaxWelcomeMessages), v => new ConversationLimits { MaxWelcomeMessages = v }.MaxWelcomeMessages, 0, 100 },
        { nameof(ConversationLimits.MaxReactions), v => new ConversationLimits { MaxReactions = v }.MaxReactions, 0, 200 },
        { nameof(ConversationLimits.MaxPageSize), v => new ConversationLimits { MaxPageSize = v }.MaxPageSize, 1, 1_000 },
    };

    [Fact]
    public void The_defaults_are_those_of_the_documentation() =>
        ConversationLimits.Default.Should().Be(new ConversationLimits
        {
            MaxParticipants = 1_000, MaxTextLength = 10_000, MaxWelcomeMessages = 20, MaxReactions = 50, MaxPageSize = 100,
        });

    [Theory]
    [MemberData(nameof(Limits))]
    public void A_limit_accepts_its_bounds_and_refuses_values_outside_them(string name, Func<int, int> set, int least, int ceiling)
    {
        set(least).Should().Be(least);
        set(ceiling).Should().Be(ceiling);
        foreach (var outside in new[] { least - 1, ceiling + 1, int.MinValue, int.MaxValue })
            set.Invoking(s => s(outside)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName(name);
    }
}
