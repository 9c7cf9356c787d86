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
    public void Title_is_the_subject_when_there_is_one() =>
        View(ConversationOf(2) with { Subject = "House" }, _ann).Title.Should().Be("House");

    [Fact]
    public void Title_is_the_plain_text_of_the_subject_and_its_tree_has_the_links()
    {
        var view = View(ConversationOf(2) with { Subject = "House <https://example.com|by the *sea*>" }, _ann);

        view.Title.Should().Be("House by the *sea*");
        view.TitleMarkup!.ToHtml().Should().Be("""House <a href="https://example.com" rel="noopener nofollow">by the *sea*</a>""");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\u3164")]
    [InlineData("\u200b\u2800")]
    public void Title_names_the_others_when_the_subject_shows_nothing(string subject) =>
        View(ConversationOf(3) with { Subject = subject }, _ann, _ben).Title.Should().Be("Ann, ben");

    [Fact]
    public void Names_are_not_parsed_as_markup() =>
        View(ConversationOf(2), new UserId("*bob*")).TitleMarkup!.ToHtml().Should().Be("*bob*");

    [Fact]
    public void Title_names_the_others_and_uses_the_id_when_a_name_is_unknown() =>
        View(ConversationOf(3), _ann, _ben).Title.Should().Be("Ann, ben");

    [Fact]
    public void Title_names_three_others_and_counts_the_rest() =>
        View(ConversationOf(8), _ann, _ben, _cem).Title.Should().Be("Ann, ben, cem and 4 more");

    [Fact]
    public void Title_is_the_viewers_name_when_nobody_else_takes_part() => View(ConversationOf(1)).Title.Should().Be("Vera");

    [Fact]
    public void Photo_is_that_of_the_conversation_or_that_of_the_other_user_in_a_one_on_one()
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
    public void Sender_names_are_shown_only_in_a_group(int participants, bool shows) =>
        View(ConversationOf(participants), _ann).ShowsSenderNames.Should().Be(shows);

    [Fact]
    public void Last_sender_name_is_the_name_of_the_user_or_viewer_or_the_id_when_the_name_is_unknown()
    {
        LastSenderName(3, _ann).Should().Be("Ann");
        LastSenderName(3, _viewer).Should().Be("Vera");
        LastSenderName(3, _cem).Should().Be("cem");
    }

    [Fact]
    public void Last_sender_name_is_null_in_a_one_on_one_for_a_system_message_and_without_a_message()
    {
        LastSenderName(2, _ann).Should().BeNull();
        LastSenderName(3, null).Should().BeNull();
        View(ConversationOf(3), _ann, _ben).LastSenderName.Should().BeNull();
    }

    [Fact]
    public void Views_with_different_last_sender_names_are_not_equal()
    {
        var view = View(ConversationOf(3), _ann, _ben);

        (view with { LastSenderName = "Ann" }).Should().NotBe(view);
        (view with { LastSenderName = "Ann" }).Should().Be(view with { LastSenderName = "Ann" });
        (view with { LastSenderName = "Ann" }).GetHashCode().Should().NotBe(view.GetHashCode());
    }

    [Theory]
    [InlineData("\u202eAnn", "\u2068\u202eAnn\u2069, ben, cem and 4 more")]
    [InlineData("שרה", "\u2068שרה\u2069, ben, cem and 4 more")]
    [InlineData("\u2067Ann", "\u2068\u2067Ann\u2069\u2069, ben, cem and 4 more")]
    [InlineData("\u2069\u202eAnn\u2069", "\u2068\u202eAnn\u2069, ben, cem and 4 more")]
    [InlineData("a\u2066b\u2069\u2069c", "\u2068a\u2066b\u2069c\u2069, ben, cem and 4 more")]
    [InlineData("A\u2029\u202eB", "\u2068A \u202eB\u2069, ben, cem and 4 more")]
    [InlineData("Zoë 漢 😀", "Zoë 漢 😀, ben, cem and 4 more")]
    public void A_joined_name_is_isolated_if_it_could_turn_the_rest_around(string name, string title)
    {
        var view = ConversationView.Of(ConversationOf(8), _viewer, [_ann, _ben, _cem], Named(name));

        view.Title.Should().Be(title);
        view.TitleMarkup!.ToPlainText().Should().Be(title);
    }

    [Theory]
    [InlineData("Ann", "Ann", "Ann")]
    [InlineData("שרה", "שרה", "\u2068שרה\u2069")]
    [InlineData("\u202eAnn", "\u2068\u202eAnn\u2069", "\u2068\u202eAnn\u2069")]
    public void A_name_alone_is_isolated_only_for_controls_and_that_of_a_sender_always_if_it_could_turn_text_around(
        string name, string alone, string sender)
    {
        ConversationView.Of(ConversationOf(2), _viewer, [_ann], Named(name)).Title.Should().Be(alone);
        ConversationView.Of(ConversationOf(1), _ann, [], Named(name)).Title.Should().Be(alone);
        ConversationView.Of(ConversationOf(3) with { LastMessage = LastBy(_ann) }, _viewer, [_ann, _ben], Named(name))
            .LastSenderName.Should().Be(sender);
    }

    [Fact]
    public void Opening_messages_are_those_of_the_conversation_followed_by_that_of_the_other_user()
    {
        var conversation = ConversationOf(2) with { WelcomeMessages = ["Hello", "How can we help?"] };

        View(conversation, _ann).OpeningMessages.Should().Equal(new OpeningMessage(null, "Hello"), new OpeningMessage(null, "How can we help?"), new OpeningMessage(_ann, "I am Ann"));
        View(conversation with { MessageCount = 1 }, _ann).OpeningMessages.Should().Equal(new OpeningMessage(null, "Hello"), new OpeningMessage(null, "How can we help?"));
    }

    [Fact]
    public void Welcome_messages_of_users_do_not_open_a_group() =>
        View(ConversationOf(3), _ann, _ben).OpeningMessages.Should().BeEmpty();

    private static ConversationView View(Conversation conversation, params UserId[] others) =>
        ConversationView.Of(conversation, _viewer, others, _users);

    private static Dictionary<UserId, User> Named(string name) => new() { [_ann] = new() { Id = _ann, Name = name } };

    private static string? LastSenderName(int participants, UserId? sender) =>
        View(ConversationOf(participants) with { LastMessage = LastBy(sender) }, _ann, _ben).LastSenderName;

    private static Message LastBy(UserId? sender) => new()
    {
        Id = new("m"),
        ConversationId = new("room"),
        Sequence = 1,
        SenderId = sender,
        Text = "See you",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static Conversation ConversationOf(int participants) => new()
    {
        Id = new("room"),
        CreatedAt = DateTimeOffset.UnixEpoch,
        ParticipantCount = participants,
        Version = 1,
        SettingsVersion = 1,
    };
}
