using Xunit;

namespace Conversations.Mutation;

public sealed class CanaryTests
{
    [Fact]
    public void Sum_is_that_of_both_numbers() => Assert.Equal(5, Canary.Sum(2, 3));

    [Theory]
    [InlineData(2, 3, 3)]
    [InlineData(3, 2, 3)]
    [InlineData(2, 2, 2)]
    public void Maximum_is_the_larger_number(int one, int other, int expected) => Assert.Equal(expected, Canary.Maximum(one, other));
}
