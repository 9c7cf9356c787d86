using Conversations.Storage.InMemory;
using Xunit.Sdk;

namespace Conversations.Tests.Storage;

/// <summary>Tests that each mistake is found by its test, and that the same test passes for a store without it.</summary>
public sealed class MistakeTests
{
    public static TheoryData<string> Names() => [.. MistakeTable.All.Select(mistake => mistake.Name)];

    [Fact]
    public void There_are_at_least_forty_mistakes() => MistakeTable.All.Select(mistake => mistake.Name).Distinct().Should().HaveCountGreaterThanOrEqualTo(40);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_mistake_is_found_by_its_test(string name)
    {
        var mistake = MistakeTable.Find(name);

        var error = await FluentActions.Awaiting(() => mistake.Test(new WrongFixture(mistake.Make(new InMemoryConversationStore()))))
            .Should().ThrowAsync<XunitException>();

        error.Which.Message.Should().NotStartWith("Not proven");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_test_of_a_mistake_passes_for_a_store_without_it(string name) =>
        await MistakeTable.Find(name).Test(new WrongFixture(new InMemoryConversationStore()));
}
