namespace Conversations.Tests.Ids;

public sealed class ConversationIdsTests
{
    private const string Old = "SOMERANDOMSECRET";
    private const string New = "ANOTHERRANDOMSECRET";

    private static readonly UserId Alice = new("alice");
    private static readonly UserId Sebastian = new("sebastian");
    private static readonly ConversationId Plain = new("06940d20423fbf920d93");

    [Fact]
    public void Hide_uses_the_first_secret() =>
        new ConversationIds([New, Old], false).Hide("dev").Should().Be(HmacConversationId.Derive(New, "dev"));

    [Fact]
    public void Hide_says_what_to_configure_when_there_is_no_secret() =>
        FluentActions.Invoking(() => new ConversationIds([], false).Hide("dev"))
            .Should().Throw<InvalidOperationException>().WithMessage("*16 bytes*options.IdSecrets*");

    [Fact]
    public void Candidates_are_in_the_order_of_the_secrets() =>
        new ConversationIds([New, Old], false).Candidates("dev").Should().Equal(
            HmacConversationId.Derive(New, "dev"), HmacConversationId.Derive(Old, "dev"));

    [Fact]
    public void Candidates_are_empty_when_there_is_no_secret() =>
        new ConversationIds([], false).Candidates("dev").Should().BeEmpty();

    [Fact]
    public void Candidates_do_not_repeat_when_two_secrets_are_the_same_key() =>
        new ConversationIds([Old, Old, Old + "\0"], true).OneOnOneCandidates(Alice, Sebastian)
            .Should().Equal(HmacConversationId.Derive(Old, Plain.Value), Plain);

    [Fact]
    public void Candidates_refuse_an_invalid_logical_id()
    {
        var ids = new ConversationIds([Old], false);

        FluentActions.Invoking(() => ids.Candidates("")).Should().Throw<ArgumentException>().WithParameterName("logicalId");
        FluentActions.Invoking(() => ids.Candidates(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => ids.Hide("")).Should().Throw<ArgumentException>().WithParameterName("logicalId");
    }

    [Fact]
    public void Candidates_refuse_an_invalid_logical_id_when_there_is_no_secret() =>
        FluentActions.Invoking(() => new ConversationIds([], false).Candidates("")).Should().Throw<ArgumentException>();

    [Fact]
    public void One_on_one_is_plain_and_plain_comes_first_when_ids_are_not_hidden()
    {
        var ids = new ConversationIds([New, Old], hideOneOnOneIds: false);

        ids.OneOnOne(Sebastian, Alice).Should().Be(Plain);
        ids.OneOnOneCandidates(Sebastian, Alice).Should().Equal(
            Plain, HmacConversationId.Derive(New, Plain.Value), HmacConversationId.Derive(Old, Plain.Value));
    }

    [Fact]
    public void One_on_one_is_hidden_and_plain_comes_last_when_ids_are_hidden()
    {
        var ids = new ConversationIds([New, Old], hideOneOnOneIds: true);

        ids.OneOnOne(Sebastian, Alice).Should().Be(HmacConversationId.Derive(New, Plain.Value));
        ids.OneOnOneCandidates(Sebastian, Alice).Should().Equal(
            HmacConversationId.Derive(New, Plain.Value), HmacConversationId.Derive(Old, Plain.Value), Plain);
    }

    [Fact]
    public void One_on_one_needs_no_secret_when_ids_are_not_hidden() =>
        new ConversationIds([], hideOneOnOneIds: false).OneOnOneCandidates(Alice, Sebastian).Should().Equal(Plain);

    [Fact]
    public void One_on_one_needs_a_secret_when_ids_are_hidden()
    {
        var ids = new ConversationIds([], hideOneOnOneIds: true);

        FluentActions.Invoking(() => ids.OneOnOne(Alice, Sebastian)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => ids.OneOnOneCandidates(Alice, Sebastian)).Should().Throw<InvalidOperationException>();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_on_one_refuses_a_default_user(bool hide)
    {
        var ids = new ConversationIds([Old], hide);

        FluentActions.Invoking(() => ids.OneOnOne(default, Alice)).Should().Throw<ArgumentException>().WithParameterName("a");
        FluentActions.Invoking(() => ids.OneOnOne(Alice, default)).Should().Throw<ArgumentException>().WithParameterName("b");
        FluentActions.Invoking(() => ids.OneOnOneCandidates(default, Alice)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ids.OneOnOneCandidates(Alice, default)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Rotation_in_two_deployments_finds_every_id_at_each_step()
    {
        var before = new ConversationIds([Old], true);
        var appended = new ConversationIds([Old, New], true);
        var moved = new ConversationIds([New, Old], true);

        foreach (var (one, other) in new[] { (before, appended), (appended, moved) })
        {
            one.Candidates("dev").Should().Contain(one.Hide("dev"));
            other.Candidates("dev").Should().Contain(one.Hide("dev"));
            other.OneOnOneCandidates(Alice, Sebastian).Should().Contain(one.OneOnOne(Alice, Sebastian));
        }

        appended.Candidates("dev").Should().Contain(moved.Hide("dev"));
    }

    [Fact]
    public void Secret_that_is_too_short_is_refused_and_the_error_names_its_index()
    {
        var error = FluentActions.Invoking(() => new ConversationIds([Old, "hush"], false))
            .Should().Throw<ArgumentException>().WithParameterName("IdSecrets[1]").Which;

        error.Message.Should().Contain("at least 16 bytes, but has 4").And.NotContain("hush");
    }

    [Fact]
    public void Secrets_are_copied_so_that_a_later_change_of_the_list_has_no_effect()
    {
        var secrets = new List<string> { Old };
        var ids = new ConversationIds(secrets, false);

        secrets.Insert(0, New);

        ids.Hide("dev").Should().Be(HmacConversationId.Derive(Old, "dev"));
    }

    [Fact]
    public void ToString_does_not_show_the_secrets() =>
        new ConversationIds([Old], true).ToString().Should().NotContain(Old);
}
