namespace Conversations.Tests.Ids;

public sealed class OneOnOneIdTests
{
    [Theory]
    [InlineData("one-on-one.json", 18)]
    [InlineData("one-on-one-random.json", 200)]
    public void Id_equals_that_of_JavaScript_for_every_vector(string file, int count)
    {
        var vectors = Vectors.Read(file).ToList();

        vectors.Should().HaveCount(count);
        foreach (var vector in vectors)
        {
            OneOnOneId.Compute(vector["a"], vector["b"]).Value.Should().Be(vector["id"], Vectors.EscapeAll(vector["a"]));
            OneOnOneId.Compute(vector["b"], vector["a"]).Value.Should().Be(vector["id"], Vectors.EscapeAll(vector["b"]));
        }
    }

    [Theory]
    [InlineData(84)]
    [InlineData(85)]
    [InlineData(510)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(5000)]
    public void Id_is_correct_at_every_boundary_of_the_buffer_sizes(int length)
    {
        foreach (var piece in new[] { "x", "\0", "é", "😀", "\ud800", "\udc00", "\"" })
        {
            var text = string.Concat(Enumerable.Repeat(piece, length))[..length];

            OneOnOneId.Compute(text, "").Value.Should().Be(SlowOneOnOneId.Compute(text, ""));
            OneOnOneId.Compute("b", "a" + text).Value.Should().Be(SlowOneOnOneId.Compute("b", "a" + text));
        }
    }

    [Fact]
    public void Id_of_two_users_equals_that_of_their_id_strings() =>
        OneOnOneId.Compute(new UserId("sebastian"), new UserId("alice")).Value.Should().Be("06940d20423fbf920d93");

    [Fact]
    public void Id_is_a_valid_conversation_id() =>
        ConversationId.TryParse(OneOnOneId.Compute("\ud800", "").Value, out _).Should().BeTrue();

    [Fact]
    public void Compute_refuses_null()
    {
        FluentActions.Invoking(() => OneOnOneId.Compute(null!, "b")).Should().Throw<ArgumentNullException>().WithParameterName("a");
        FluentActions.Invoking(() => OneOnOneId.Compute("a", null!)).Should().Throw<ArgumentNullException>().WithParameterName("b");
    }

    [Fact]
    public void Compute_refuses_a_default_user()
    {
        var user = new UserId("a");

        FluentActions.Invoking(() => OneOnOneId.Compute(default, user)).Should().Throw<ArgumentException>().WithParameterName("a");
        FluentActions.Invoking(() => OneOnOneId.Compute(user, default)).Should().Throw<ArgumentException>().WithParameterName("b");
    }

    [Fact]
    public void TryWrite_writes_twenty_characters_and_no_more()
    {
        var destination = new string('-', 24).ToCharArray();

        OneOnOneId.TryWrite("aa", "bb", destination).Should().BeTrue();

        new string(destination).Should().Be("fd031b78f1add01539dc----");
    }

    [Fact]
    public void TryWrite_writes_nothing_when_the_destination_is_too_short()
    {
        var destination = new string('-', OneOnOneId.Length - 1).ToCharArray();

        OneOnOneId.TryWrite("aa", "bb", destination).Should().BeFalse();

        destination.Should().OnlyContain(unit => unit == '-');
    }

    [Fact]
    public void TryWrite_may_overwrite_its_input()
    {
        var text = "aabb----------------".ToCharArray();

        OneOnOneId.TryWrite(text.AsSpan(0, 2), text.AsSpan(2, 2), text).Should().BeTrue();

        new string(text).Should().Be("fd031b78f1add01539dc");
    }

    [Theory]
    [InlineData("fd031b78f1add01539dc", true)]
    [InlineData("00000000000000000000", true)]
    [InlineData("FD031B78F1ADD01539DC", false)]
    [InlineData("fd031b78f1add01539d", false)]
    [InlineData("fd031b78f1add01539dc0", false)]
    [InlineData("gd031b78f1add01539dc", false)]
    [InlineData("fd031b78f1add01539-c", false)]
    [InlineData("٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠", false)]
    public void Form_of_a_one_on_one_id_is_twenty_lower_case_hex_digits(string id, bool expected)
    {
        OneOnOneId.IsOneOnOneForm(new ConversationId(id)).Should().Be(expected);
        OneOnOneId.IsOneOnOneForm(default(ConversationId)).Should().BeFalse();
    }
}
