using System.Globalization;

namespace Conversations.Tests.Ids;

/// <summary>
/// Tests the common rule for ids for each type of id. Unusual characters are JSON escapes, which every test runner
/// can display.
/// </summary>
public abstract class IdRules<T>
    where T : struct, IParsable<T>, IComparable<T>, IEquatable<T>
{
    protected abstract T Create(string value);

    protected abstract T From(long key);

    protected abstract T From(Guid key);

    [Theory]
    [MemberData(nameof(IdCases.Refused), MemberType = typeof(IdCases))]
    public void Id_that_breaks_the_rule_is_refused_and_not_shown_in_the_error(string escaped)
    {
        var value = Vectors.Unescape(escaped);

        var error = FluentActions.Invoking(() => Create(value))
            .Should().Throw<ArgumentException>().WithParameterName("value").Which;
        var format = FluentActions.Invoking(() => T.Parse(value, null)).Should().Throw<FormatException>().Which;

        T.TryParse(value, null, out var parsed).Should().BeFalse();
        parsed.Should().Be(default(T));
        if (value.Trim().Length > 3)
            (error.Message + format.Message).Should().NotContain(value);
    }

    [Theory]
    [MemberData(nameof(IdCases.Accepted), MemberType = typeof(IdCases))]
    public void Valid_id_is_accepted_unchanged(string escaped)
    {
        var value = Vectors.Unescape(escaped);

        var id = Create(value);

        id.ToString().Should().Be(value);
        T.Parse(value, null).Should().Be(id);
        T.TryParse(value, CultureInfo.InvariantCulture, out var parsed).Should().BeTrue();
        parsed.Should().Be(id);
    }

    [Theory]
    [MemberData(nameof(IdCases.LookAlikes), MemberType = typeof(IdCases))]
    public void Ids_with_different_characters_differ_under_every_culture(string one, string other)
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            foreach (var name in new[] { "", "tr-TR", "de-DE" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);

                Create(Vectors.Unescape(one)).Should().NotBe(Create(Vectors.Unescape(other)));
                Create(Vectors.Unescape(one)).CompareTo(Create(Vectors.Unescape(other))).Should().NotBe(0);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Ids_are_ordered_by_code_point()
    {
        string[] ordered = ["!", "A", "Z", "a", "aa", "ab", "b", "é", "\u2764", "\ue000", "\uff5e", "\uffee", "😀", "😁", "\U0010fffd"];

        ordered.Reverse().Select(Create).Order().Select(id => id.ToString()).Should().Equal(ordered);
        ordered.Reverse().OrderBy(text => text, Comparer<string>.Create(CompareUtf8)).Should().Equal(ordered);
        default(T).CompareTo(Create("!")).Should().BeNegative();
    }

    [Fact]
    public void Ids_from_numbers_and_guids_do_not_depend_on_the_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        var negative = (CultureInfo)CultureInfo.GetCultureInfo("tr-TR").Clone();
        negative.NumberFormat.NegativeSign = "minus";
        try
        {
            CultureInfo.CurrentCulture = negative;

            From(long.MinValue).ToString().Should().Be("-9223372036854775808");
            From(0).Should().Be(Create("0"));
            From(Guid.Empty).Should().Be(Create("00000000-0000-0000-0000-000000000000"));
            From(new Guid("ABCDEF00-0000-0000-0000-0000000000AB")).ToString().Should().Be("abcdef00-0000-0000-0000-0000000000ab");
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Null_and_default_are_not_valid_ids()
    {
        FluentActions.Invoking(() => Create(null!)).Should().Throw<ArgumentNullException>().WithParameterName("value");
        FluentActions.Invoking(() => T.Parse(null!, null)).Should().Throw<ArgumentNullException>();
        T.TryParse(null, null, out _).Should().BeFalse();
        default(T).ToString().Should().BeEmpty();
        default(T).Should().NotBe(Create("a"));
        default(T).GetHashCode().Should().Be(0);
    }

    [Fact]
    public void Very_long_text_is_refused_before_it_is_read() =>
        FluentActions.Invoking(() => Create(new string('\ud800', 10_000_000)))
            .Should().Throw<ArgumentException>().WithMessage("*255 bytes*at least 10000000*");

    private static int CompareUtf8(string left, string right) => Utf8(left).AsSpan().SequenceCompareTo(Utf8(right));

    private static byte[] Utf8(string text) => new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text);
}
