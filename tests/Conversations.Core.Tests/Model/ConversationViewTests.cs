namespace Conversations.Tests.Model;

public sealed class ConversationViewTests
{
    private static readonly UserId _viewer = new("viewer");
    private static readonly UserId _ann = new("ann");
    private static readonly UserId _ben = new("ben");
    private static readonly UserId _cem = new("cem");

    private static readonly Dictionary<UserId, User> _users = new()
    {
        [_viewer] = new() { Id = _viewer, Name = "Vera", PhotoUrl = "https://example.com/vera.png", WelcomeMessage = "I am Vera" },
        [_ann] = new() { Id = _ann, Name = "Ann", PhotoUrl = "https://example.com/ann.png", WelcomeMessage = "I am Ann" },
    };

    [Fact]
    public void Title_is_the_subject_where_there_is_one() =>
        View(ConversationOf(2) with { Subject = "House" }, _ann).Title.Should().Be("House");

    [Fact]
    public void Title_is_the_subjects_plain_text_and_the_tree_has_its_links()
    {
        var view = View(ConversationOf(2) with { Subject = "House <https://example.com|by the *sea*>" }, _ann);

        view.Title.Should().Be("House by the *sea*");
        view.TitleMarkup!.ToHtml().Should().Be("""House <a href="https://example.com" rel="noopener nofollow">by the *sea*</a>""");
    }

    [Fact]
    public void Names_are_no_markup() =>
        View(ConversationOf(2), new UserId("*bob*")).TitleMarkup!.ToHtml().Should().Be("*bob*");

    [Fact]
    public void Title_names_the_others_and_an_id_stands_for_a_name_that_nobody_knows() =>
        View(ConversationOf(3), _ann, _ben).Title.Should().Be("Ann, ben");

    [Fact]
    public void Title_names_three_others_and_counts_the_rest() =>
        View(ConversationOf(8), _ann, _ben, _cem).Title.Should().Be("Ann, ben, cem and 4 more");

    [Fact]
    public void Title_is_the_own_name_where_nobody_else_is_there() => View(ConversationOf(1)).Title.Should().Be("Vera");

    [Fact]
    public void Photo_is_that_of_the_conversation_else_of_the_other_in_a_1_on_1()
    {
        View(ConversationOf(2) with { PhotoUrl = "https://example.com/house.png" }, _ann).PhotoUrl.Should().Be("https://example.com/house.png");
        View(ConversationOf(2), _ann).PhotoUrl.Should().Be("https://example.com/ann.png");
        View(ConversationOf(2), _ben).PhotoUrl.Should().BeNull();
        View(ConversationOf(3), _ann, _ben).PhotoUrl.Should().BeNull();
        View(ConversationOf(1)).PhotoUrl.Should().BeNull();
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Names_of_senders_are_shown_in_a_group_only(int participants, bool shows) =>
        View(ConversationOf(participants), _ann).ShowsSenderNames.Should().Be(shows);

    [Fact]
    public void Name_of_the_last_sender_is_the_users_also_the_viewers_own_else_the_id()
    {
        LastSenderName(3, _ann).Should().Be("Ann");
        LastSenderName(3, _viewer).Should().Be("Vera");
        LastSenderName(3, _cem).Should().Be("cem");
    }

    [Fact]
    public void Nobody_is_named_in_a_1_on_1_for_a_system_message_and_without_a_message()
    {
        LastSenderName(2, _ann).Should().BeNull();
        LastSenderName(3, null).Should().BeNull();
        View(ConversationOf(3), _ann, _ben).LastSenderName.Should().BeNull();
    }

    [Fact]
    public void Views_with_other_names_of_the_last_sender_are_not_equal()
    {
        var view = View(ConversationOf(3), _ann, _ben);

        (view with { LastSenderName = "Ann" }).Should().NotBe(view);
        (view with { LastSenderName = "Ann" }).Should().Be(view with { LastSenderName = "Ann" });
        (view with { LastSenderName = "Ann" }).GetHashCode().Should().NotBe(view.GetHashCode());
    }

    [Fact]
    public void Opening_messages_are_those_of_the_conversation_then_the_others_own()
    {
        var conversation = ConversationOf(2) with { WelcomeMessages = ["Hello", "How can we help?"] };

        View(conversation, _ann).OpeningMessages.Should().Equal(new OpeningMessage(null, "Hello"), new OpeningMessage(null, "How can we help?"), new OpeningMessage(_ann, "I am Ann"));
        View(conversation with { MessageCount = 1 }, _ann).OpeningMessages.Should().Equal(new OpeningMessage(null, "Hello"), new OpeningMessage(null, "How can we help?"));
    }

    [Fact]
    public void Nobody_opens_a_group_with_a_message_of_their_own() =>
        View(ConversationOf(3), _ann, _ben).OpeningMessages.Should().BeEmpty();

    private static ConversationView View(Conversation conversation, params UserId[] others) =>
        ConversationView.Of(conversation, _viewer, others, _users);

    private static string? LastSenderName(int participants, UserId? sender)
    {
        var last = new Message
        {
            Id = new("m"),
            ConversationId = new("room"),
            Sequence = 1,
            SenderId = sender,
            Text = "See you",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        return View(ConversationOf(participants) with { LastMessage = last }, _ann, _ben).LastSenderName;
    }

    private static Conversation ConversationOf(int participants) => new()
    {
        Id = new("room"),
        CreatedAt = DateTimeOffset.UnixEpoch,
        ParticipantCount = participants,
        Version = 1,
        SettingsVersion = 1,
    };
}
