namespace Conversations.Tests.Model;

public sealed class CustomDataFromStoredTests
{
    [Fact]
    public void Json_that_was_written_is_read_back()
    {
        var custom = new CustomData { ["z"] = "1", ["a.b"] = "ünï \"✓\" 😀\n\\", ["m"] = "" };

        var read = CustomData.FromStored(custom.ToJson());

        read.Should().Equal(custom);
        read.Equals(custom).Should().BeTrue();
        read.GetHashCode().Should().Be(custom.GetHashCode());
        CustomData.FromStored("{}").Should().BeSameAs(CustomData.Empty);
    }

    [Fact]
    public void Data_above_a_limit_stays_readable()
    {
        var many = $$"""{{{string.Join(',', Enumerable.Range(0, 60).Select(i => $"\"k{i}\":\"v\""))}}}""";
        var large = $$"""{"{{new string('k', 300)}}":"{{new string('v', 200_000)}}"}""";

        CustomData.FromStored(many).Count.Should().Be(60);
        CustomData.FromStored(large).Values.Single().Length.Should().Be(200_000);
        CustomData.FromStored(large).ToJson().Should().Be(large);
        FluentActions.Invoking(() => CustomData.Parse(many)).Should().Throw<InvalidConversationDataException>();
        FluentActions.Invoking(() => CustomData.Parse(large)).Should().Throw<InvalidConversationDataException>();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[\"hunter2\"]")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"a\":null}")]
    [InlineData("{\"a\":{\"hunter2\":\"b\"}}")]
    [InlineData("{\"a\":\"hunter2\"")]
    [InlineData("{\"a\":\"hunter2\"} x")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    public void Json_that_was_never_written_is_refused_without_its_text(string json) =>
        Refused.By(() => CustomData.FromStored(json), "custom");

    [Fact]
    public void Null_is_refused() => FluentActions.Invoking(() => CustomData.FromStored(null!)).Should().Throw<ArgumentNullException>();
}
