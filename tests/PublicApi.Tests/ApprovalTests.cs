namespace PublicApi;

public sealed class ApprovalTests
{
    [Fact]
    public void A_difference_lists_the_removed_and_the_added_lines()
    {
        Approval.Difference("a\n  b\nc\n", "a\nc\n  d\n").Should().Be("- b\n+ d");
        Approval.Difference("a\nb\n", "b\na\n").Should().Be("only the order of lines or the number of equal lines differs");
    }
}
