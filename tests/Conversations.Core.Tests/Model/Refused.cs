namespace Conversations.Tests.Model;

/// <summary>Expects content to be refused, by an error in the one form: field, limit, found, and never the value.</summary>
internal static class Refused
{
    /// <summary>Values in these tests hold this word, so that a test sees whether an error repeats them.</summary>
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
