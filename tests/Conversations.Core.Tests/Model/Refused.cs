namespace Conversations.Tests.Model;

/// <summary>
/// Asserts that content is refused with an error that states the field, the limit and what was found, but never the
/// value.
/// </summary>
internal static class Refused
{
    /// <summary>Values in these tests contain this word, so that a test detects an error that repeats a value.</summary>
    internal const string Secret = "hunter2";

    internal static InvalidConversationDataException By(Action act, string field, string limit, string found)
    {
        var error = By(act, field);
        error.Limit.Should().Contain(limit);
        error.Found.Should().Contain(found);
        return error;
    }

    internal static InvalidConversationDataException By(Action act, string field)
    {
        var error = act.Should().ThrowExactly<InvalidConversationDataException>().Which;
        error.Field.Should().Be(field);
        error.Message.Should().StartWith($"{error.Field} {error.Limit}, but {error.Found}.");
        error.ToString().Should().NotContain(Secret);
        error.Message.Any(char.IsControl).Should().BeFalse();
        return error;
    }
}
