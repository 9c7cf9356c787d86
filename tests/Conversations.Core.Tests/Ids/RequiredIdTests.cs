namespace Conversations.Tests.Ids;

public sealed class RequiredIdTests
{
    [Fact]
    public void Default_ids_are_refused_with_the_name_of_the_argument()
    {
        var (conversation, user, message) = (default(ConversationId), default(UserId), default(MessageId));

        FluentActions.Invoking(() => conversation.Required()).Should().Throw<ArgumentException>().WithMessage("*An id is expected*").WithParameterName("conversation");
        FluentActions.Invoking(() => user.Required()).Should().Throw<ArgumentException>().WithMessage("*An id is expected*").WithParameterName("user");
        FluentActions.Invoking(() => message.Required("id")).Should().Throw<ArgumentException>().WithMessage("*An id is expected*").WithParameterName("id");
    }

    [Fact]
    public void Other_ids_are_returned_unchanged()
    {
        new ConversationId("c").Required().Should().Be(new ConversationId("c"));
        new UserId("u").Required().Should().Be(new UserId("u"));
        new MessageId("m").Required().Should().Be(new MessageId("m"));
    }
}
